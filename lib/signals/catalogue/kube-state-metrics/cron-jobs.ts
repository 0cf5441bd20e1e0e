import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of cron jobs. */
export const cronJobs: readonly Metric[] = [
  gauge("kube_cronjob_annotations", ["cronjob", "namespace"], { open: true }),
  gauge("kube_cronjob_created", ["cronjob", "namespace"], { unit: "timestamp" }),
  gauge("kube_cronjob_info", ["cronjob", "namespace", "schedule", "concurrency_policy", "timezone"]),
  gauge("kube_cronjob_labels", ["cronjob", "namespace"], { open: true }),
  gauge("kube_cronjob_next_schedule_time", ["cronjob", "namespace"], { unit: "timestamp" }),
  gauge("kube_cronjob_schedule_invalid", ["cronjob", "namespace"]),
  gauge("kube_cronjob_spec_failed_job_history_limit", ["cronjob", "namespace"]),
  gauge("kube_cronjob_spec_starting_deadline_seconds", ["cronjob", "namespace"]),
  gauge("kube_cronjob_spec_successful_job_history_limit", ["cronjob", "namespace"]),
  gauge("kube_cronjob_spec_suspend", ["cronjob", "namespace"]),
  gauge("kube_cronjob_status_active", ["cronjob", "namespace"]),
  gauge("kube_cronjob_status_last_schedule_time", ["cronjob", "namespace"], { unit: "timestamp" }),
  gauge("kube_cronjob_status_last_successful_time", ["cronjob", "namespace"], { unit: "timestamp" }),
];
