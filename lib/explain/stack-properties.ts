import type { ObservabilityProps } from "../observability";
import type { DeclaredProperty } from "./declared-property";
import { givenBelow } from "./declared-properties";

/**
 * What shapes the objects of a program of the stack: the stack's own properties, and those that say what differs from the
 * profile. What is not given there is the profile's.
 */
export function stackProperties(declared: ObservabilityProps, program: string): DeclaredProperty[] {
  const { cluster, profile, namespace } = declared;
  const common = { cluster, profile, namespace };
  const defaults: Readonly<Record<string, string>> = { profile: '"small"', namespace: '"observability"' };
  return [
    ...Object.entries(common).flatMap(([property, value]) =>
      value === undefined
        ? [{ property, value: defaults[property] ?? "", given: false }]
        : givenBelow(value, property, 0),
    ),
    ...(OWN.get(program)?.(declared) ?? []),
  ];
}

/** By the id of the program's construct. */
const OWN: ReadonlyMap<string, (declared: ObservabilityProps) => DeclaredProperty[]> = new Map(
  Object.entries({
    prometheus: ({ prometheus }) => givenBelow(prometheus, "prometheus", 2),
    alertmanager: ({ alertmanager, alerting }) => [
      ...givenBelow(alertmanager, "alertmanager", 2),
      // An integration holds addresses that may be as good as a password.
      ...givenBelow({ ...alerting, receivers: Object.keys(alerting.receivers) }, "alerting", 1),
    ],
    loki: ({ loki }) => givenBelow(loki, "loki", 2),
    jaeger: ({ jaeger }) => givenBelow(jaeger, "jaeger", 2),
    grafana: ({ grafana }) => givenBelow(grafana, "grafana", 1),
    "collector-agent": ({ collector }) => givenBelow(collector && collector.agent, "collector.agent", 2),
    "collector-gateway": ({ collector }) => givenBelow(collector && collector.gateway, "collector.gateway", 2),
    "kube-state-metrics": ({ kubeStateMetrics }) => givenBelow(kubeStateMetrics, "kubeStateMetrics", 2),
    "node-exporter": ({ nodeExporter }) => givenBelow(nodeExporter, "nodeExporter", 2),
    "blackbox-exporter": ({ blackboxExporter }) => givenBelow(blackboxExporter, "blackboxExporter", 2),
  } satisfies Record<string, (declared: ObservabilityProps) => DeclaredProperty[]>),
);
