import type { FieldChange } from "../../diff";
import { grouped } from "../../grouped";
import { wordsOf } from "./alert-change";
import type { RuleFileChange } from "./rule-files";
import type { Placed, RulePair } from "./rule-pairs";

type Pair = Required<RulePair>;

/** The series of thresholds that panels draw. */
export const THRESHOLD = "service:alert_threshold";

/** Whether a rule only records a threshold to be drawn. */
export function isThreshold({ rule }: Placed): boolean {
  return rule.kind === "record" && rule.name === THRESHOLD;
}

/** The differences of a rule that follow where it is told: its expression, and texts in which other numbers stand. */
export function numbersOf({ before, after }: Pair): readonly FieldChange[] {
  const texts = Object.keys(after.rule.annotations).map(
    (key): Both => [before.rule.annotations[key] ?? "", after.rule.annotations[key] ?? ""],
  );
  const numbers = texts.filter(([was, is]) => was !== is && wordsOf(was) === wordsOf(is));
  return [[before.rule.expr, after.rule.expr] as const, ...numbers].flatMap(
    (both) => changedTexts(after.file).get(keyOf(both)) ?? [],
  );
}

/** The drawn thresholds among the changed rules, to be asked which of them a told alert has for its own number. */
export function drawnThresholds(rest: readonly Pair[]): (alert: Placed) => readonly FieldChange[] {
  const drawn = grouped(
    rest.filter(({ after }) => isThreshold(after)),
    ({ after: { rule } }) => [rule.service, rule.labels["alert"], rule.labels["severity"]].join(" "),
  );
  return ({ rule }) =>
    (drawn.get([rule.service, rule.name, rule.labels["severity"]].join(" ")) ?? []).flatMap((threshold) => {
      const { expr } = threshold.after.rule;
      const number = /^vector\((.*)\)$/.exec(expr)?.[1] ?? expr;
      return rule.expr.includes(number) ? numbersOf(threshold) : [];
    });
}

type Both = readonly [before: string, after: string];

const CHANGED = new WeakMap<RuleFileChange, ReadonlyMap<string, FieldChange[]>>();

/** The differences of a file that are texts on both sides, by these. */
function changedTexts(file: RuleFileChange): ReadonlyMap<string, readonly FieldChange[]> {
  const known = CHANGED.get(file);
  if (known) return known;
  const texts = file.explains.flatMap((one) => ("path" in one && isText(one) ? [one] : []));
  const made = grouped(texts, ({ before, after }) => keyOf([String(before), String(after)]));
  CHANGED.set(file, made);
  return made;
}

function isText({ before, after }: FieldChange): boolean {
  return typeof before === "string" && typeof after === "string";
}

function keyOf([before, after]: Both): string {
  return `${before.trim()}\0${after.trim()}`;
}
