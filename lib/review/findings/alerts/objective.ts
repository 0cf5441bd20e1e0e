import type { AlertChange } from "./alert-change";
import { parse } from "../../../promql/parse";
import { canonical } from "../../diff";
import { canonicalText } from "./expression-change";
import { literalChanges } from "./literal-change";
import type { Rule } from "./rule";
import { type Placed, type RulePair } from "./rule-pairs";

type Pair = Required<RulePair>;

/** An objective that is another one, with all that is computed from it. */
export interface ObjectiveChange {
  readonly service: string;
  readonly change: AlertChange;
  readonly pair: Pair;
}

/** The objectives among the changed rules. */
export function objectiveChanges(changed: readonly Pair[]): ObjectiveChange[] {
  return changed.flatMap((pair) => {
    const { before, after } = pair;
    const [was, is] = [before, after].map(({ rule }) => target(rule));
    if (was === undefined || is === undefined || was === is) return [];
    return [{ service: after.rule.service, pair, change: objective(after, was, is) }];
  });
}

/** The objectives that changed, to be asked what follows from them. */
export function changedObjectives(objectives: readonly ObjectiveChange[]): ReadonlySet<string> {
  return new Set(objectives.map(({ pair }) => objectiveOf(pair.after.rule)));
}

/** Whether a change follows from an objective of its service: the numbers alone are others. */
export function followsObjective({ before, after }: Pair, objectives: ReadonlySet<string>): boolean {
  const { rule } = after;
  if (rule.labels["slo"] === undefined || !objectives.has(objectiveOf(rule))) return false;
  if (withoutTexts(before.rule) !== withoutTexts(rule)) return false;
  const [old, now] = [parse(before.rule.expr).tree, parse(rule.expr).tree];
  if (!old || !now) return false;
  if (canonicalText(old) === canonicalText(now)) return true;
  const literals = literalChanges(old, now);
  return literals?.every(({ role }) => role !== "window" && role !== "offset") === true;
}

function objectiveOf({ service, labels }: Rule): string {
  return `${service} ${labels["slo"] ?? ""}`;
}

function withoutTexts({ expr: _expr, annotations: _annotations, ...rest }: Rule): string {
  return canonical(rest);
}

function target(rule: Rule): number | undefined {
  if (rule.kind !== "record" || rule.name !== OBJECTIVE) return undefined;
  const value = Number(/^vector\(([\d.]+)\)$/.exec(rule.expr)?.[1]);
  return value > 0 && value < 1 ? value : undefined;
}

const OBJECTIVE = "service:slo_objective:ratio";

function objective({ rule }: Placed, was: number, is: number): AlertChange {
  const isLowered = is < was;
  const times = (1 - is) / (1 - was);
  const budget = isLowered ? `${relation(times)} as large` : `${relation(1 / times)} smaller`;
  return {
    severity: isLowered ? "warning" : "info",
    rule: isLowered ? "objective-lowered" : "objective-raised",
    text: `objective ${rule.labels["slo"] ?? ""} ${percent(was)} → ${percent(is)}: error budget ${budget}; burn-rate alerts follow`,
    consequence: isLowered
      ? "The alerts on the error budget fire at a higher error ratio than before."
      : "The alerts on the error budget fire at a lower error ratio than before.",
  };
}

function relation(times: number): string {
  const rounded = Number(times.toPrecision(2));
  return `${WORDS[rounded] ?? String(rounded)} times`;
}

const WORDS: Readonly<Record<number, string>> = { 2: "two", 3: "three", 4: "four", 5: "five", 10: "ten" };

function percent(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(8))} %`;
}
