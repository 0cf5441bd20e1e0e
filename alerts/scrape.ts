import { identityLabels, ownSeries, selector, type AlertRule, type ServiceTarget } from "../lib/signals";
import { unlessScaledToZero } from "./availability";

/** Without metrics every other alert is blind, so their absence is an alert of its own. */
export function metricsAlerts(target: ServiceTarget): AlertRule[] {
  if (!target.metrics) return [];
  const where = `${target.namespace}/${target.service}`;
  if (target.metrics.scrape === false) {
    // What is pushed has no `up`; target_info comes with every push.
    const pushed = selector("target_info", ownSeries(target));
    const description = `Nothing has arrived from ${where} for five minutes and more. Look at its OTLP endpoint and exporter.`;
    return [metricsMissing(target, `absent(${pushed})`, description)];
  }
  const up = selector("up", identityLabels(target));
  const { path } = target.metrics.scrape;
  return [
    {
      alert: "ServiceTargetDown",
      expr: `max by (pod) (${up}) == 0`,
      for: "5m",
      severity: "warning",
      summary: `${target.service} has a pod whose metrics cannot be read`,
      description: `Pod {{ $labels.pod }} of ${where} has not answered at ${path} for five minutes.`,
    },
    // absent() covers a service without any pod, which leaves no series to be 0.
    metricsMissing(
      target,
      `sum(${up}) == 0 or absent(${up})`,
      `No pod of ${where} answers at ${path}. If its pods are ready, look at the port, the path and the size of what they tell.`,
    ),
  ];
}

function metricsMissing(target: ServiceTarget, expr: string, description: string): AlertRule {
  return {
    alert: "ServiceMetricsMissing",
    expr: unlessScaledToZero(target, expr),
    for: "5m",
    severity: "warning",
    summary: `${target.service} is not watched: its metrics are missing`,
    description: `${description} Until then its other alerts are blind.`,
  };
}
