import type { ServiceAlerts } from "../../alerts";
import { parseServiceAlerts, serviceAlerts, serviceLogAlerts } from "../../alerts/service";
import { Problems } from "../../lib/core";
import { HttpMetrics, type AlertRule, type ServiceTarget } from "../../lib/signals";

/** A service with everything that an alert may need. */
export function aTarget(target: Partial<ServiceTarget> = {}): ServiceTarget {
  return {
    namespace: "shop",
    service: "checkout",
    workload: { kind: "Deployment", name: "checkout" },
    container: "checkout",
    metrics: HttpMetrics.prometheus(),
    scaling: { name: "checkout", min: 2, max: 10 },
    probed: true,
    hasCpuLimit: true,
    startupSeconds: 0,
    hasLivenessProbe: true,
    traces: true,
    disruptionBudget: "checkout",
    claims: "checkout-data",
    urls: ["https://shop.example.com/ready"],
    ...target,
  };
}

export function alertsOf(options: ServiceAlerts = {}, target: ServiceTarget = aTarget()): AlertRule[] {
  return serviceAlerts(target, parseServiceAlerts(options, target, new Problems()));
}

export function logAlertsOf(options: ServiceAlerts = {}): AlertRule[] {
  return serviceLogAlerts(aTarget(), parseServiceAlerts(options, aTarget(), new Problems()));
}

export function problemsOf(options: ServiceAlerts, target: ServiceTarget = aTarget()): readonly string[] {
  const problems = new Problems();
  parseServiceAlerts(options, target, problems);
  return problems.list();
}

export const names = (rules: readonly AlertRule[]): string[] => [...new Set(rules.map(({ alert }) => alert))];
