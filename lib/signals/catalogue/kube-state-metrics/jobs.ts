import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of jobs. */
export const jobs: readonly Metric[] = [
  gauge("kube_job_annotations", ["job_name", "namespace"], { open: true }),
  gauge("kube_job_complete", ["job_name", "namespace", "condition"], {
    values: { condition: ["true", "false", "unknown"] },
  }),
  gauge("kube_job_created", ["job_name", "namespace"], { unit: "timestamp" }),
  gauge("kube_job_failed", ["job_name", "namespace", "condition"], {
    values: { condition: ["true", "false", "unknown"] },
  }),
  gauge("kube_job_info", ["job_name", "namespace"]),
  gauge("kube_job_labels", ["job_name", "namespace"], { open: true }),
  gauge("kube_job_owner", ["job_name", "namespace", "owner_kind", "owner_name", "owner_is_controller"]),
  gauge("kube_job_spec_active_deadline_seconds", ["job_name", "namespace"]),
  gauge("kube_job_spec_completions", ["job_name", "namespace"]),
  gauge("kube_job_spec_parallelism", ["job_name", "namespace"]),
  gauge("kube_job_status_active", ["job_name", "namespace"]),
  gauge("kube_job_status_completion_time", ["job_name", "namespace"], { unit: "timestamp" }),
  gauge("kube_job_status_failed", ["job_name", "namespace", "reason"]),
  gauge("kube_job_status_ready", ["job_name", "namespace"]),
  gauge("kube_job_status_start_time", ["job_name", "namespace"], { unit: "timestamp" }),
  gauge("kube_job_status_succeeded", ["job_name", "namespace"]),
  gauge("kube_job_status_suspended", ["job_name", "namespace"]),
];
