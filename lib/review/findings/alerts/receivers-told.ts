import type { AlertLabels } from "../../../components/alertmanager/label-matcher";
import type { AlertmanagerFile } from "./alertmanager-file";
import { titleOf, type Rule } from "./rule";

/** The labels of an alert as Alertmanager gets it, as far as its rule tells them. */
export function labelsInAlertmanager(rule: Rule, external: AlertLabels): AlertLabels {
  return { ...external, ...rule.labels, alertname: rule.name };
}

/** The receivers of an alert that tell somebody, in the order of the routes. */
export function receiversOf(file: AlertmanagerFile, labels: AlertLabels): readonly string[] {
  return file.routing?.receivers(labels) ?? [];
}

/** `oncall and chat`, or `nobody` */
export function receiversText(receivers: readonly string[]): string {
  return receivers.length === 0 ? "nobody" : receivers.join(" and ");
}

/** What alerts are called together: `critical alerts of 12 services`, or the name of one. */
export function alertsText(rules: readonly Rule[]): string {
  const titles = [...new Set(rules.map(titleOf))];
  const services = [...new Set(rules.map(({ service }) => service))];
  const whose = services.length === 1 ? (services[0] ?? "") : `${services.length} services`;
  const [title = ""] = titles;
  if (titles.length === 1) return services.length === 1 && rules.length === 1 ? title : `${title} of ${whose}`;
  const severity = rules[0]?.labels["severity"] ?? "";
  return `${severity === "" ? "alerts without severity" : `${severity} alerts`} of ${whose}`;
}

/** Whether alerts wake somebody. */
export function isCritical({ labels }: Rule): boolean {
  return labels["severity"] === "critical" || labels["severity"] === "page";
}

/** Alerts that always fire, so that their silence tells that alerting is broken. */
export function isWatchdog({ name }: Pick<Rule, "name">): boolean {
  return /^(watchdog|dead.?man.?s?.?switch)/i.test(name);
}
