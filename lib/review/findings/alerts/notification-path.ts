import { asRecord, asRecords } from "../../../core";
import { startsWith } from "../../diff";
import { documentsOf } from "../../documents";
import type { Changes, Finding } from "../../model";
import { serviceOf } from "../../service-of";
import { shortly } from "../../shortly";
import { word } from "../../values";
import { counted, listed } from "../../wording";
import { destination } from "../pipelines/destination";
import type { AlertmanagerChange } from "./alertmanager-change";
import { isCritical } from "./receivers-told";
import type { Rule } from "./rule";

/** What is cut between Prometheus and the receivers, while alerts stay. */
export function notificationPathFindings(
  changes: Changes,
  configs: readonly AlertmanagerChange[],
  rules: () => readonly Rule[],
): Finding[] {
  return [
    ...configs.filter(({ after }) => after === undefined).flatMap((change) => removedConfig(change, rules())),
    ...removedProgram(changes, rules),
    ...lostTargets(changes, rules),
  ];
}

const CONSEQUENCE = "Alerts fire in Prometheus, and no message is sent to anybody.";

function removedConfig({ service, object, fields }: AlertmanagerChange, rules: readonly Rule[]): Finding[] {
  const of = standing(rules);
  const rule = "alertmanager-config-removed";
  const text = `the configuration of Alertmanager is removed${of.text}`;
  const consequence = of.isEmpty ? {} : { consequence: CONSEQUENCE };
  return [
    { severity: of.isEmpty ? "info" : "danger", rule, service, object, text, ...consequence, explains: fields() },
  ];
}

function removedProgram({ objects, after }: Changes, rules: () => readonly Rule[]): Finding[] {
  return objects.flatMap((change): Finding[] => {
    if (change.kind !== "removed") return [];
    const { before } = change;
    if (!RUNS.has(before.kind) || !isAlertmanager(before)) return [];
    if (after.objects.some((one) => RUNS.has(one.kind) && isAlertmanager(one))) return [];
    const of = standing(rules());
    const severity = of.isEmpty ? "info" : "danger";
    const text = `Alertmanager is removed${of.text}`;
    const consequence = of.isEmpty ? {} : { consequence: CONSEQUENCE };
    const rule = "alertmanager-removed";
    return [
      { severity, rule, service: serviceOf(before), object: change.identity, text, ...consequence, explains: [change] },
    ];
  });
}

const RUNS: ReadonlySet<string> = new Set(["StatefulSet", "Deployment", "Alertmanager"]);

function isAlertmanager({ kind, metadata }: Changes["after"]["objects"][number]): boolean {
  const { name, labels } = metadata;
  return kind === "Alertmanager" || labels?.["app.kubernetes.io/name"] === "alertmanager" || name === "alertmanager";
}

function lostTargets(changes: Changes, rules: () => readonly Rule[]): Finding[] {
  return changes.objects.flatMap((change): Finding[] => {
    if (!("fields" in change) || change.after.kind !== "ConfigMap") return [];
    const explains = change.fields.filter(({ path }) => startsWith(path, ["data", "*", "alerting"]));
    const key = explains[0]?.path[1];
    if (explains.length === 0) return [];
    const [was, is] = [change.before, change.after].map((object) =>
      documentsOf(object).find((one) => one.kind === "prometheus" && one.key === key),
    );
    if (!was || !is) return [];
    const [old, now] = [targets(was.value["alerting"]), targets(is.value["alerting"])];
    const [service, object] = [serviceOf(change.after), change.identity];
    const dropping = droppingRules(is.value["alerting"]).filter(
      (one) => !droppingRules(was.value["alerting"]).includes(one),
    );
    const namespace = change.after.metadata.namespace;
    const addresses = now.filter((one) => !one.endsWith("_sd_configs"));
    const nowhere = addresses.filter((one) => destination(one, namespace, changes).leads === "missing");
    if (nowhere.some((one) => !old.includes(one)))
      return [
        {
          severity: nowhere.length === now.length ? "danger" : "warning",
          rule: "alertmanager-targets-lost",
          service,
          object,
          text: `Prometheus sends its alerts to ${listed(nowhere)}, where there is no Service`,
          consequence: nowhere.length === now.length ? "Critical alerts reach nobody." : "They do not arrive there.",
          explains,
        },
      ];
    if (dropping.length > 0)
      return [
        {
          severity: "danger",
          rule: "alerts-dropped",
          service,
          object,
          text: `Prometheus no longer sends all its alerts: ${shortly(listed(dropping))}`,
          consequence: "What is left out fires, is never sent to Alertmanager, and reaches nobody.",
          explains,
        },
      ];
    if (old.length === 0 || now.length > 0) return [];
    const of = standing(rules());
    const text = `Prometheus sends its alerts to no Alertmanager, was ${counted(old.length, "target")}${of.text}`;
    const consequence = "Critical alerts reach nobody.";
    const rule = "alertmanager-targets-lost";
    return [{ severity: "danger", rule, service, object, text, consequence, explains }];
  });
}

/** Addresses, and whatever finds some. */
function targets(alerting: unknown): string[] {
  return asRecords(asRecord(alerting)["alertmanagers"]).flatMap((one) =>
    Object.entries(one).flatMap(([key, list]) => {
      if (key === "static_configs")
        return asRecords(list).flatMap((group) =>
          Array.isArray(group["targets"]) ? group["targets"].map(String) : [],
        );
      return key.endsWith("_sd_configs") && Array.isArray(list) ? list.map(() => key) : [];
    }),
  );
}

/** What of all alerts is left out before they are sent: `drop where severity is critical`. */
function droppingRules(alerting: unknown): string[] {
  return asRecords(asRecord(alerting)["alert_relabel_configs"]).flatMap(({ action, source_labels: labels, regex }) =>
    action === "drop" || action === "keep"
      ? [`${action} where ${Array.isArray(labels) ? labels.join(", ") : "anything"} is ${word(regex ?? "anything")}`]
      : [],
  );
}

function standing(rules: readonly Rule[]): { readonly isEmpty: boolean; readonly text: string } {
  const critical = rules.filter(isCritical).length;
  const text = ` while ${counted(rules.length, "alert")} ${rules.length === 1 ? "stays" : "stay"}, ${critical} of them critical`;
  return rules.length === 0 ? { isEmpty: true, text: "" } : { isEmpty: false, text };
}
