import { podJob, type AlertCase, type AlertTest } from "../../signals";
import { labelled, others, proof } from "../alert-cases";
import { shareCases } from "../share-cases";

/** When the alerts of kube-state-metrics fire, and when they do not. */
export function kubeStateMetricsAlertTests(namespace: string): AlertTest[] {
  const job = podJob(namespace, "kube-state-metrics");
  return [
    proof("KubeStateMetricsListErrors", "warning", failingCases("list", job)),
    proof("KubeStateMetricsWatchErrors", "warning", failingCases("watch", job)),
  ];
}

function failingCases(verb: "list" | "watch", job: string): AlertCase[] {
  const metric = `kube_state_metrics_${verb}_total`;
  const own = { job, resource: "*v1.Pod", result: "error" };
  return shareCases({
    limit: 0.01,
    window: "5m",
    for: "15m",
    labels: { resource: "*v1.Pod" },
    of: ({ bad, good, other }) => [
      labelled(metric, own, ...bad),
      labelled(metric, { ...own, result: "success" }, ...good),
      labelled(metric, { ...own, resource: "*v1.Node", result: "success" }, ...other),
      ...others(own, "job").map((labels) => labelled(metric, labels, ...other)),
      ...others(own, "job").map((labels) => labelled(metric, { ...labels, result: "success" }, ...other)),
    ],
  });
}
