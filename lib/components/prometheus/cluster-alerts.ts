import { selector, type AlertRule, type Severity } from "../../signals";
import { CLUSTER_JOB } from "../kube-state-metrics/config";
import { nodeJobs } from "./scrape-nodes";

/** What goes wrong with what Prometheus reads of the cluster, and other alerts build on. */
export function clusterAlerts(hasKubeStateMetrics: boolean): AlertRule[] {
  const jobs = [...nodeJobs, "apiserver"];
  return [
    {
      alert: "ClusterMetricsDown",
      expr: `max by (job, instance, node) (${selector("up", { job: { re: jobs.join("|") } })}) == 0`,
      for: "10m",
      severity: "warning",
      summary: "{{ $labels.job }} at {{ $labels.instance }} cannot be read",
      description:
        "Alerts on CPU, memory, volumes and probes are blind there. The targets page of Prometheus shows the error: " +
        "an unknown certificate asks for other kubeletCertificates, 403 for the ClusterRole.",
    },
    clusterMetricsMissing(["cadvisor"], "critical", "Alerts on CPU and memory of containers cannot fire."),
    clusterMetricsMissing(
      jobs.filter((name) => name !== "cadvisor"),
      "warning",
      "Queries have gaps, and without the kubelet nobody is told of volumes that fill.",
    ),
    ...(hasKubeStateMetrics ? [kubeStateMetricsDown()] : []),
  ];
}

function clusterMetricsMissing(jobs: readonly string[], severity: Severity, consequence: string): AlertRule {
  return {
    alert: "ClusterMetricsMissing",
    expr: jobs.map((name) => `absent(${selector("up", { job: name })})`).join(" or "),
    for: "10m",
    severity,
    summary: "Prometheus finds no {{ $labels.job }} to read",
    description: `${consequence} The log of Prometheus tells whether the API server refuses to list nodes, Services or EndpointSlices.`,
  };
}

/** Here and not with kube-state-metrics, because it may be one that somebody else runs. */
function kubeStateMetricsDown(): AlertRule {
  return {
    alert: "KubeStateMetricsDown",
    expr: `absent(${selector("up", { job: CLUSTER_JOB })} == 1)`,
    for: "5m",
    severity: "critical",
    summary: "Nothing is known of the state of the cluster's objects",
    description:
      "Alerts on restarts, crash loops, replicas, autoscalers and limits cannot fire. Look at the pod of kube-state-metrics, " +
      "and at the targets page of Prometheus for the error.",
  };
}
