import { alertRouting, type AlertLabels, type AlertRouting } from "../components/alertmanager";
import { routingOf } from "../components/alertmanager/alert-routing";
import type { AlertmanagerConfig } from "../components/alertmanager/alertmanager-config";
import { asRecord, isRecord, type Manifest } from "../core";
import type { Monitor } from "../monitor";
import type { Observability } from "../observability";
import type { AlertRule } from "../signals";
import { parseYaml } from "../review/yaml";

/** Who is told about the alerts of a stack. */
export interface StackRouting {
  /**
   * The labels that an alert has in Alertmanager, but for those of its series, such as `pod`: they are known only when it
   * fires.
   */
  readonly labelsOf: (monitor: Monitor, rule: AlertRule) => AlertLabels;
  readonly routing: AlertRouting;
}

/** The routing of the configuration that Alertmanager gets, after overrides. */
export function stackRouting(
  { declared, alertmanager }: Observability,
  byIdentity: ReadonlyMap<string, Manifest>,
): StackRouting {
  const [namespace = "", name = ""] = alertmanager.monitorName.split("/");
  const configMap = byIdentity.get(`ConfigMap/${namespace}/${name}-config`)?.object;
  return {
    labelsOf: ({ monitorLabels }, { alert, severity, labels }) => ({
      cluster: declared.cluster,
      ...monitorLabels,
      ...labels,
      alertname: alert,
      severity,
    }),
    // Of thousands of objects most are never asked who is told.
    routing: lazily(() => {
      const config = configMap && configIn(configMap);
      return config ? routingOf(config) : alertRouting(declared.alerting);
    }),
  };
}

function lazily(make: () => AlertRouting): AlertRouting {
  let made: AlertRouting | undefined;
  const routing = (): AlertRouting => (made ??= make());
  return {
    routes: (...args) => routing().routes(...args),
    receivers: (...args) => routing().receivers(...args),
    mutedBy: (...args) => routing().mutedBy(...args),
  };
}

function configIn(object: { readonly [field: string]: unknown }): AlertmanagerConfig | undefined {
  const texts = Object.values(asRecord(object["data"])).filter((text) => typeof text === "string");
  const configs = texts.filter((text) => /^route:/m.test(text)).map(parseYaml);
  return configs.find(isConfig);
}

function isConfig(value: unknown): value is AlertmanagerConfig {
  return (
    isRecord(value) && isRecord(value["route"]) && [value["receivers"], value["inhibit_rules"]].every(Array.isArray)
  );
}
