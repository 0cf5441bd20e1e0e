import type { Problems } from "../../core";
import type { AlertmanagerConfig } from "./alertmanager-config";
import type { CheckedPart, StackLabels } from "./checked-part";
import { WATCHDOG } from "./heartbeat";
import { inhibitRule, USUAL_INHIBITIONS, type InhibitRule } from "./inhibition";
import type { AlertingOptions } from "./options";
import { knownValue, verdict, type StackAlert } from "./stack-alert";

/** One side of an inhibition, and the alerts that were seen on it. */
interface Side {
  readonly name: "source" | "target";
  readonly rule: InhibitRule;
  readonly property: string;
  readonly got: unknown;
  matched: boolean;
  /** The labels of `equal` that some of its alerts have. */
  readonly carried: Set<string>;
  /** The values of `equal` of its alerts, where the Watchdog may be on the other side. */
  readonly keys: Set<string> | undefined;
}

/**
 * Inhibitions that never apply, those whose `equal` names a label that alerts do not have, which would count as shared,
 * and those that involve the Watchdog: it always fires, and must always be heard.
 */
export function checkedInhibitions(alerting: AlertingOptions, config: AlertmanagerConfig): CheckedPart {
  const rules = config.inhibit_rules.slice(USUAL_INHIBITIONS.length).map(inhibitRule);
  const sides = (alerting.inhibitions ?? []).flatMap((inhibition, i) => {
    const rule = rules[i];
    if (!rule) return [];
    const [source, target] = [mayBeWatchdog(rule.source), mayBeWatchdog(rule.target)];
    const side = (name: Side["name"], other: boolean): Side => ({
      name,
      rule,
      property: `alerting.inhibitions[${i}]`,
      got: inhibition[name],
      matched: false,
      carried: new Set(),
      keys: other ? new Set() : undefined,
    });
    return [side("source", target), side("target", source)];
  });
  let watchdog: StackAlert | undefined;

  return {
    matchers: rules.flatMap(({ source, target }) => [...source, ...target]),
    presence: rules.flatMap(({ equal }) => equal),
    firstOfClass: (alert) => {
      for (const side of sides) {
        if (verdict(side.rule[side.name], alert) === false) continue;
        side.matched ||= true;
        for (const label of side.rule.equal) if (knownValue(alert, label) !== "") side.carried.add(label);
      }
    },
    each: (alert) => {
      if (alert.alert === WATCHDOG) {
        watchdog ??= alert;
        return;
      }
      for (const { keys, rule, name } of sides) {
        if (keys && verdict(rule[name], alert) !== false) keys.add(keyOf(rule, alert));
      }
    },
    report: (problems, stack) => {
      for (const side of sides) checkSide(side, stack, watchdog, problems);
    },
  };
}

const WATCHDOG_ALONE: StackAlert = {
  monitor: "",
  alert: WATCHDOG,
  severity: "info",
  labels: {},
  otherLabels: [],
  open: true,
};

function mayBeWatchdog(matchers: InhibitRule["source"]): boolean {
  return verdict(matchers, WATCHDOG_ALONE) !== false;
}

function keyOf({ equal }: InhibitRule, alert: StackAlert): string {
  return JSON.stringify(equal.map((label) => knownValue(alert, label) ?? null));
}

function checkSide(side: Side, { names }: StackLabels, watchdog: StackAlert | undefined, problems: Problems): void {
  const { name, rule, property, got, matched, carried, keys } = side;
  if (!matched) {
    const expected = `an alert of this stack; none matches, of the labels ${names.join(", ")}`;
    problems.add(`${property}.${name}`, got, expected);
    return;
  }
  for (const label of rule.equal) {
    const expected = `labels that the alerts of its ${name} have; one that both lack counts as shared, and silences too much`;
    problems.check(carried.has(label), `${property}.equal`, label, expected);
  }
  const other = name === "source" ? "target" : "source";
  if (!watchdog || !keys?.has(keyOf(rule, watchdog)) || verdict(rule[other], watchdog) === false) return;
  const expected =
    name === "source"
      ? "matchers that leave out the Watchdog: silenced, it stops the heartbeat"
      : "matchers that leave out the Watchdog: it always fires, and silences for ever";
  problems.add(
    `${property}.${other}`,
    rule.config[`${other}_matchers`],
    expected,
    `add alertname: { not: "${WATCHDOG}" }`,
  );
}
