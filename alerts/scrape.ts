import { identityLabels, selector, type AlertRule, type ServiceTarget } from "../lib/signals";

/** Without metrics every other alert is blind, so their absence is an alert of its own. */
export function targetAlerts(target: ServiceTarget): AlertRule[] {
  if (!target.metrics || target.metrics.scrape === false) return [];
  const up = selector("up", identityLabels(target));
  const where = `${target.namespace}/${target.service}`;
  return [
    {
      alert: "ServiceTargetDown",
      expr: `max by (pod) (${up}) == 0`,
      for: "5m",
      severity: "warning",
      summary: `${target.service} has a pod whose metrics cannot be read`,
      description: `Pod {{ $labels.pod }} of ${where} has not answered at ${target.metrics.scrape.path} for five minutes.`,
    },
    {
      alert: "ServiceDown",
      // absent() covers a service without any pod, which leaves no series to be 0.
      expr: `sum(${up}) == 0 or absent(${up})`,
      for: "2m",
      severity: "critical",
      summary: `${target.service} is down: none of its pods can be reached`,
      description: `No pod of ${where} answers at ${target.metrics.scrape.path}. Look at its pods and their events, and at the last rollout.`,
    },
  ];
}
