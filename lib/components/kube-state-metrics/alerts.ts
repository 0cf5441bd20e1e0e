import { podJob, selector, type AlertRule } from "../../signals";

/** What goes wrong with kube-state-metrics itself. That it does not answer, Prometheus tells, which reads it. */
export function kubeStateMetricsAlerts(namespace: string): AlertRule[] {
  const job = podJob(namespace, "kube-state-metrics");
  return [failing("KubeStateMetricsListErrors", "list", job), failing("KubeStateMetricsWatchErrors", "watch", job)];
}

function failing(alert: string, verb: "list" | "watch", job: string): AlertRule {
  const metric = `kube_state_metrics_${verb}_total`;
  const perResource = (matchers: Record<string, string>): string =>
    `sum by (resource) (rate(${selector(metric, { job, ...matchers })}[5m]))`;
  return {
    alert,
    // Without any attempt in five minutes this is 0/0, which is not above anything.
    expr: `${perResource({ result: "error" })} / ${perResource({})} > 0.01`,
    for: "15m",
    severity: "warning",
    summary: `kube-state-metrics fails to ${verb} {{ $labels.resource }}`,
    description:
      `{{ $value | humanizePercentage }} of its attempts fail, so what it tells about them is old or missing. ` +
      `Its log tells why; 403 asks for the ClusterRole.`,
  };
}
