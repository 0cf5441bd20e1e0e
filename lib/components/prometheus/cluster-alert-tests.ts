import { missing, steady, type AlertCase, type AlertTest, type CaseSeries, type Phase } from "../../signals";
import { labelled, proof } from "../alert-cases";
import { unansweredCases } from "../up-cases";
import { CLUSTER_JOB } from "../kube-state-metrics/config";

const NODE_JOBS = ["kubelet", "cadvisor", "kubelet-probes"];
const JOBS = [...NODE_JOBS, "apiserver"];

/** When the alerts of what Prometheus reads of the cluster fire, and when they do not. */
export function clusterAlertTests(hasKubeStateMetrics: boolean): AlertTest[] {
  return [
    proof("ClusterMetricsDown", "warning", downCases()),
    proof("ClusterMetricsMissing", "critical", missingCases(["cadvisor"])),
    proof("ClusterMetricsMissing", "warning", missingCases(JOBS.filter((job) => job !== "cadvisor"))),
    ...(hasKubeStateMetrics ? [proof("KubeStateMetricsDown", "critical", unansweredCases(CLUSTER_JOB))] : []),
  ];
}

function labelsOf(job: string) {
  return { job, instance: "10.0.0.1:10250", ...(NODE_JOBS.includes(job) && { node: "node-1" }) };
}

function downCases(): AlertCase[] {
  // Each with what tells it from the others of its job.
  const others = JOBS.flatMap((job) => [
    labelled("up", { ...labelsOf(job), instance: "10.0.0.2:10250" }, steady(1, "1h")),
    ...(NODE_JOBS.includes(job) ? [labelled("up", { ...labelsOf(job), node: "node-2" }, steady(1, "1h"))] : []),
  ]);
  return [
    {
      name: "no job can be read on one node, until each can",
      series: [...up(JOBS, steady(1, "10m"), steady(0, "30m"), steady(1, "10m")), ...others],
      fires: { since: "10m", until: "40m", value: 0, labels: JOBS.map(labelsOf) },
    },
    {
      name: "each can be read, and a program cannot",
      series: [
        ...up(JOBS, steady(1, "1h")),
        labelled("up", { job: "shop/checkout", instance: "10.0.0.1:8080", node: "node-1" }, steady(0, "1h")),
      ],
      stays: "inactive",
    },
    { name: "no series", series: [], stays: "inactive" },
  ];
}

function missingCases(jobs: readonly string[]): AlertCase[] {
  const others = [...JOBS.filter((job) => !jobs.includes(job)), "shop/checkout"];
  const rest = up(others, steady(1, "1h"));
  return [
    {
      // What was last seen counts for five minutes.
      name: "they are not found any more, until they are",
      series: [...up(jobs, steady(1, "10m"), missing("20m"), steady(1, "10m")), ...rest],
      fires: { since: "14m", until: "30m", labels: jobs.map((job) => ({ job })) },
    },
    { name: "they are found, and cannot be read", series: up(jobs, steady(0, "1h")), stays: "inactive" },
  ];
}

function up(jobs: readonly string[], ...phases: readonly Phase[]): CaseSeries[] {
  return jobs.map((job) => labelled("up", labelsOf(job), ...phases));
}
