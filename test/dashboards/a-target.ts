import { recorded, serviceRecordings, type ServiceTarget } from "../../lib/signals";
import type { GrafanaDashboard } from "../../dashboards/grafana/json";
import { substituted } from "./builders";

/** A service whose workload, container and autoscaler are each called otherwise. */
export function aTarget(target: Partial<ServiceTarget> = {}): ServiceTarget {
  return {
    namespace: "shop",
    service: "orders",
    workload: { kind: "Deployment", name: "orders-api" },
    container: "server",
    scaling: { name: "orders-scaler", min: 2, max: 6 },
    probed: true,
    hasCpuLimit: true,
    startupSeconds: 0,
    hasLivenessProbe: true,
    traces: true,
    urls: [],
    ...target,
  };
}

/** The values that the dashboard's variables have once the service is chosen, found as Grafana finds them. */
export function chosenValues(dashboard: GrafanaDashboard, target: ServiceTarget): Record<string, string> {
  const info = serviceRecordings(target).find(({ record }) => record === recorded.targetInfo);
  const labels = { ...info?.labels, namespace: target.namespace, service: target.service };
  const chosen: Record<string, string> = { namespace: target.namespace, service: target.service };
  for (const { name, hide, definition = "" } of dashboard.templating.list) {
    if (hide === 0) continue;
    const [, selector = "", label = ""] = /^label_values\((.*), (\w+)\)$/.exec(substituted(definition, chosen)) ?? [];
    chosen[name] = matches(selector, labels) ? (new Map(Object.entries(labels)).get(label) ?? "") : "";
  }
  return chosen;
}

function matches(selector: string, labels: Readonly<Record<string, string>>): boolean {
  const matchers = [...selector.matchAll(/(\w+)="([^"]*)"/g)];
  return (
    selector.startsWith(`${recorded.targetInfo}{`) && matchers.every(([, name = "", value]) => labels[name] === value)
  );
}
