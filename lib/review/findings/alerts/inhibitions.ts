import { inhibitingAlerts, inhibitRule } from "../../../components/alertmanager/inhibition";
import type { AlertLabels } from "../../../components/alertmanager/label-matcher";
import { canonical } from "../../diff";
import type { Finding } from "../../model";
import type { AlertmanagerChange } from "./alertmanager-change";
import type { AlertmanagerFile } from "./alertmanager-file";
import { alertsText, isCritical, isWatchdog, labelsInAlertmanager } from "./receivers-told";
import type { Rule } from "./rule";

type Inhibition = AlertmanagerFile["inhibitions"][number];

/** Alerts that silence others, and what no longer does. */
export function inhibitionFindings(
  change: AlertmanagerChange,
  rules: readonly Rule[],
  external: AlertLabels,
): Finding[] {
  const { before, after, service, object } = change;
  if (!before || !after) return [];
  const [was, is] = [before, after].map(({ inhibitions }) => new Set(inhibitions.map(ordered)));
  const added = after.inhibitions.filter((one) => !was?.has(ordered(one)));
  const removed = before.inhibitions.filter((one) => !is?.has(ordered(one)));
  const explains = change.fields("inhibit_rules");
  return [
    ...added.flatMap((one): Finding[] => [{ service, object, explains, ...silencing(one, rules, external) }]),
    ...removed.map((one): Finding => {
      const text = `${named(one.source_matchers)} silences ${named(one.target_matchers)} no longer${on(one)}`;
      return { severity: "info", rule: "inhibition-removed", service, object, explains, text };
    }),
  ];
}

/** The order of matchers and labels means nothing. */
function ordered({ source_matchers: source, target_matchers: target, equal }: Inhibition): string {
  return canonical([source.toSorted(), target.toSorted(), equal.toSorted()]);
}

function silencing(
  one: Inhibition,
  rules: readonly Rule[],
  external: AlertLabels,
): Pick<Finding, "severity" | "rule" | "text" | "consequence"> {
  const text = `${named(one.source_matchers)} silences ${named(one.target_matchers)}${on(one)}`;
  const always = rules.filter(isWatchdog).map((rule) => labelsInAlertmanager(rule, external));
  const silenced =
    always.length === 0 ? [] : rules.filter((rule) => isCritical(rule) && isHeld(one, rule, always, external));
  if (silenced.length === 0) return { severity: "warning", rule: "inhibition-added", text };
  const consequence = `That alert always fires, so ${alertsText(silenced)} reach nobody.`;
  return { severity: "danger", rule: "inhibition-always", text, consequence };
}

function isHeld(one: Inhibition, rule: Rule, firing: readonly AlertLabels[], external: AlertLabels): boolean {
  try {
    return inhibitingAlerts(inhibitRule(one), labelsInAlertmanager(rule, external), firing).length > 0;
  } catch {
    return false;
  }
}

function named(matchers: readonly string[]): string {
  return matchers.length === 0 ? "any alert" : matchers.join(" ").replaceAll('"', "");
}

function on({ equal }: Inhibition): string {
  return equal.length === 0 ? "" : ` of the same ${equal.slice(0, 3).join(", ")}${equal.length > 3 ? ", …" : ""}`;
}
