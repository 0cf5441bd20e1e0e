import {
  containerSeries,
  countsItself,
  ownSeries,
  selector,
  type CaseSeries,
  type HttpMetrics,
  type Matchers,
  type Phase,
  type ServiceTarget,
} from "../lib/signals";

/**
 * The series of a service as the cases of its alerts need them: named and labelled as Prometheus has them, in the words of
 * the service's own metrics.
 */

/** Requests answered with a status code. */
export function requests(target: ServiceTarget, code: string, ...phases: readonly Phase[]): CaseSeries {
  const metrics = metricsOf(target);
  const { requests: name, labels } = metrics;
  const answered = caseSeries(name, { ...ownSeries(target), [labels.route]: "/orders", [labels.status]: code }, phases);
  return countsItself(metrics) ? { ...answered, observed: 0.01 } : answered;
}

/** The name of one of its pods, by number. */
export function podName({ workload }: ServiceTarget, index = 0): string {
  if (workload.kind === "StatefulSet") return `${workload.name}-${index}`;
  return `${workload.name}-7d9c5bf6c4-${"bcdfghjklm"[index] ?? "x"}x2lz`;
}

/** A series of kube-state-metrics or cAdvisor about the container of one pod. */
export function ofContainer(
  target: ServiceTarget,
  metric: string,
  labels: Readonly<Record<string, string>>,
  ...phases: readonly Phase[]
): CaseSeries {
  return caseSeries(metric, { pod: podName(target), ...containerSeries(target), ...labels }, phases, target);
}

/** The same with whatever labels. */
export function caseSeries(
  metric: string,
  matchers: Matchers,
  phases: readonly Phase[],
  target?: ServiceTarget,
): CaseSeries {
  // What the rules match by a regular expression has a name here.
  const exact = Object.fromEntries(
    Object.entries(matchers).map(([label, value]) => [
      label,
      typeof value === "string" ? value : target && label === "pod" ? podName(target) : "",
    ]),
  );
  return { series: selector(metric, exact), phases };
}

/** What the service tells of its HTTP traffic, for alerts that apply to no other. */
export function metricsOf({ metrics }: ServiceTarget): HttpMetrics {
  if (!metrics) throw new Error("the service tells no HTTP metrics");
  return metrics;
}
