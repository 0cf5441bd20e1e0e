import type { Changes, Finding } from "../../model";
import { alertmanagerChanges, type AlertmanagerChange } from "./alertmanager-change";
import { inhibitionFindings } from "./inhibitions";
import { notificationPathFindings } from "./notification-path";
import { isCritical, labelsInAlertmanager, receiversOf } from "./receivers-told";
import { globalFindings, receiverFindings } from "./receivers";
import { externalLabels, routingFindings } from "./routing";
import type { Rule } from "./rule";
import { allRules } from "./rule-files";

/** Who is told about alerts, and how. Reads all alerts when the configuration of Alertmanager changes. */
export function deliveryFindings(changes: Changes): Finding[] {
  const configs = alertmanagerChanges(changes);
  let known: readonly Rule[] | undefined;
  const alerts = (): readonly Rule[] => (known ??= allRules(changes.after).filter(({ kind }) => kind === "alert"));
  return [
    ...configs.flatMap((change) => (change.before && change.after ? changed(change, alerts(), changes) : [])),
    ...notificationPathFindings(changes, configs, alerts),
  ];
}

function changed(change: AlertmanagerChange, alerts: readonly Rule[], changes: Changes): Finding[] {
  const external = externalLabels(changes);
  const { before } = change;
  const receivers = (rule: Rule): readonly string[] =>
    before ? receiversOf(before, labelsInAlertmanager(rule, external)) : [];
  const urgent = new Set(alerts.filter(isCritical).flatMap(receivers));
  return [
    ...routingFindings(change, alerts, changes),
    ...receiverFindings(change, urgent),
    ...globalFindings(change),
    ...inhibitionFindings(change, alerts, external),
  ];
}
