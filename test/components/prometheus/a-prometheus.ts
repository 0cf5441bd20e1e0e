import type { Construct } from "constructs";
import { Prometheus, type PrometheusProps } from "../../../lib/components/prometheus";
import type { PrometheusRuleGroup } from "../../../lib/components/rules";
import type { KubernetesObject } from "../../../lib/core";
import { objectsOf } from "../a-stack";

export function aPrometheus(scope: Construct, props: Partial<PrometheusProps> = {}): Prometheus {
  return new Prometheus(scope, "prometheus", {
    cluster: "test",
    profile: "small",
    alertmanagers: ["alertmanager.observability.svc:9093"],
    kubeStateMetrics: "kube-state-metrics.observability.svc:8080",
    blackboxExporter: "blackbox-exporter.observability.svc:9115",
    ...props,
  });
}

/** The objects of one Prometheus, with a rule file for each name. */
export function prometheusObjects(
  props: Partial<PrometheusProps> = {},
  ruleFiles: readonly string[] = [],
): Map<string, KubernetesObject> {
  return objectsOf((scope) => {
    const prometheus = aPrometheus(scope, props);
    for (const file of ruleFiles) prometheus.addRules({ file, shard: "services", groups: () => [aRuleGroup(file)] });
  });
}

export function aRuleGroup(name: string): PrometheusRuleGroup {
  return { name, rules: [{ record: "job:up:sum", expr: "sum by (job) (up)" }] };
}
