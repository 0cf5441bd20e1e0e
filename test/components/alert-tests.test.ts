/** Each alert of the stack's own programs has its proof, in every form of them, and no proof is left over. */
import { alertmanagerAlertTests } from "../../lib/components/alertmanager/alert-tests";
import { alertmanagerAlerts } from "../../lib/components/alertmanager/alerts";
import { blackboxAlertTests } from "../../lib/components/blackbox/alert-tests";
import { blackboxAlerts } from "../../lib/components/blackbox/alerts";
import { agentAlertTests } from "../../lib/components/collector/agent-alert-tests";
import { agentAlerts } from "../../lib/components/collector/agent-alerts";
import { gatewayAlertTests } from "../../lib/components/collector/gateway/alert-tests";
import { gatewayAlerts } from "../../lib/components/collector/gateway/alerts";
import { grafanaAlertTests } from "../../lib/components/grafana/alert-tests";
import { grafanaAlerts } from "../../lib/components/grafana/alerts";
import { jaegerAlertTests } from "../../lib/components/jaeger/alert-tests";
import { jaegerAlerts } from "../../lib/components/jaeger/alerts";
import { kubeStateMetricsAlertTests } from "../../lib/components/kube-state-metrics/alert-tests";
import { kubeStateMetricsAlerts } from "../../lib/components/kube-state-metrics/alerts";
import { lokiAlertTests } from "../../lib/components/loki/alert-tests";
import { lokiAlerts } from "../../lib/components/loki/alerts";
import { SIZES } from "../../lib/components/loki/size";
import { nodeExporterAlertTests } from "../../lib/components/node-exporter/alert-tests";
import { nodeExporterAlerts } from "../../lib/components/node-exporter/alerts";
import { prometheusAlertTests } from "../../lib/components/prometheus/alert-tests";
import { prometheusAlerts } from "../../lib/components/prometheus/alerts";
import type { AlertRule, AlertTest } from "../../lib/signals";

const namespace = "stack";
const both = [false, true];
const sizes = [1, 2, 3];

function proofs<T>(targets: readonly T[], rules: (target: T) => AlertRule[], tests: (target: T) => AlertTest[]) {
  return targets.map((target) => ({ target, rules: rules(target), tests: tests(target) }));
}

function named({ alert, severity }: AlertRule | AlertTest): string {
  return `${alert} ${severity}`;
}

test.each([
  ...proofs(
    sizes.map((replicas) => ({ namespace, service: "alertmanager", replicas })),
    alertmanagerAlerts,
    alertmanagerAlertTests,
  ),
  ...proofs([namespace], blackboxAlerts, blackboxAlertTests),
  ...proofs(
    [namespace],
    (of) => agentAlerts(of, "collector-agent"),
    (of) => agentAlertTests(of, "collector-agent"),
  ),
  ...proofs(
    both.flatMap((hasTraces) =>
      sizes.map((replicas) => ({ namespace, name: "collector-gateway", replicas, hasTraces })),
    ),
    gatewayAlerts,
    gatewayAlertTests,
  ),
  ...proofs([{ namespace, service: "grafana" }], grafanaAlerts, grafanaAlertTests),
  ...proofs(
    both.flatMap((hasVolume) =>
      sizes.map((replicas) => ({ namespace, replicas, hasVolume, hasIndices: !hasVolume, hasMetrics: hasVolume })),
    ),
    jaegerAlerts,
    jaegerAlertTests,
  ),
  ...proofs([namespace], kubeStateMetricsAlerts, kubeStateMetricsAlertTests),
  ...proofs(
    sizes.map((replicas) => ({ namespace, replicas, limits: SIZES.ha.limits })),
    lokiAlerts,
    lokiAlertTests,
  ),
  ...proofs([namespace], nodeExporterAlerts, nodeExporterAlertTests),
  ...proofs(
    both.flatMap((hasVolume) =>
      sizes.map((replicas) => ({ namespace, replicas, hasVolume, hasKubeStateMetrics: hasVolume })),
    ),
    prometheusAlerts,
    prometheusAlertTests,
  ),
])("every alert of $target has its proof", ({ rules, tests }) => {
  expect(tests.map(named).toSorted()).toEqual(rules.map(named).toSorted());
});

test("every proof shows when its alert fires and when it does not", () => {
  const tests = [
    ...lokiAlertTests({ namespace, replicas: 3, limits: SIZES.ha.limits }),
    ...prometheusAlertTests({ namespace, replicas: 2, hasVolume: true, hasKubeStateMetrics: true }),
    ...jaegerAlertTests({ namespace, replicas: 2, hasVolume: true, hasIndices: true, hasMetrics: true }),
    ...gatewayAlertTests({ namespace, name: "collector-gateway", replicas: 2, hasTraces: true }),
    ...nodeExporterAlertTests(namespace),
  ];

  for (const { alert, cases } of tests) {
    expect([alert, cases.some((one) => "fires" in one), cases.some((one) => "stays" in one)]).toEqual([
      alert,
      true,
      true,
    ]);
  }
});
