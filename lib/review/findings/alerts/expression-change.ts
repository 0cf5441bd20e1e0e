import { parse } from "../../../promql/parse";
import { shortly } from "../../shortly";
import { COMPARISONS, unwrapped, type Expression } from "../../../promql/expression";
import { canonical } from "../../diff";
import { listed } from "../../wording";
import { literalChanges, type LiteralChange } from "./literal-change";
import type { Rule } from "./rule";
import { quantity, unitOf } from "./quantity";
import { selectionChanges, type SelectionChange, type Selections } from "./selection-change";

/** What a new expression means for when an alert fires. */
export interface ExpressionChange {
  /** Loosened: it fires less, or later. */
  readonly direction: "loosened" | "tightened" | "unclear" | "none";
  /** `fires above 5 %, was 2 %` */
  readonly text: string;
  /** What may follow, where the text alone does not say it. @default - nothing */
  readonly consequence?: string;
  /** Whether the text tells all, so that nobody has to read both expressions. @default false */
  readonly isWhole?: boolean;
}

/** How the condition of an alert changes; nothing for the same expression. */
export function expressionChanges(before: string, after: string, language: Rule["language"]): ExpressionChange[] {
  if (before === after) return [];
  if (language === "logql") return logExpressionChanges(before, after);
  const old = parse(before).tree;
  const now = parse(after).tree;
  if (!old || !now) return [OTHER];
  const literals = literalChanges(old, now);
  if (literals?.length === 0) return [{ direction: "none", text: "is written in another way" }];
  if (literals) return literals.flatMap(told).map((change) => ({ ...change, isWhole: true }));
  return selected(old, now) ?? conditionChange(old, now);
}

const OTHER: ExpressionChange = {
  direction: "unclear",
  text: "fires on another condition",
  consequence: "Whether it fires more or less cannot be told from the expressions: read both.",
};

/** Labels that say which cluster, or which Prometheus, a series is of: mostly they have one value. */
const PLACES: ReadonlySet<string> = new Set(["cluster", "prometheus", "prometheus_replica"]);

/** So many changes of what is selected are told; more of them are another condition. */
const MOST_SELECTIONS = 3;

/** The same condition of other series, or kept apart by other labels. */
function selected(old: Expression, now: Expression): ExpressionChange[] | undefined {
  const selections = selectionChanges(old, now);
  const literals = literalChanges(selections.before, now);
  if (!literals || selections.changes.length === 0 || selections.changes.length > MOST_SELECTIONS) return undefined;
  return [...selections.changes.map((change) => selection(change, selections)), ...literals.flatMap(told)];
}

function selection(change: SelectionChange, { isEverywhere }: Selections): ExpressionChange {
  if (change.kind === "grouping") return groups(change);
  const [was, is] = [change.before, change.after].map((one) => (one === undefined ? undefined : shortly(one)));
  const somewhere = isEverywhere ? "" : " in a part of its expression";
  if (is === undefined)
    return { direction: isEverywhere ? "none" : "unclear", text: `looks no longer only at ${was}${somewhere}` };
  return {
    direction: "unclear",
    text: was === undefined ? `looks only at ${is}${somewhere}` : `looks at ${is}, was ${was}${somewhere}`,
    consequence: "It no longer sees the series that this leaves out.",
  };
}

function groups({ added, removed }: Extract<SelectionChange, { kind: "grouping" }>): ExpressionChange {
  const parts = [
    ...(added.length > 0 ? [`also by ${listed(added)}`] : []),
    ...(removed.length > 0 ? [`no longer by ${listed(removed)}`] : []),
  ];
  const text = `tells apart ${parts.join(", ")}`;
  if ([...added, ...removed].every((label) => PLACES.has(label))) return { direction: "none", text };
  const consequence =
    removed.length > 0
      ? "What was told apart is now one, and one that fails may be lost among the others."
      : "Each is looked at by itself: what they reach only together no longer counts.";
  return { direction: "unclear", text, consequence };
}

function told(change: LiteralChange): ExpressionChange[] {
  const { role, before, after } = change;
  if (role === "window") {
    const [was, is] = [quantity(before, "seconds"), quantity(after, "seconds")];
    return [{ direction: "none", text: `looks at ${is}, was ${was}` }];
  }
  if (role === "offset") {
    const [was, is] = [quantity(before, "seconds"), quantity(after, "seconds")];
    return [{ direction: "none", text: `compares with what was ${is} ago, was ${was}` }];
  }
  if (role === "number")
    return [{ direction: "unclear", text: `computes with ${String(after)}, was ${String(before)}` }];
  const { subject, operator, isMain, inverted } = role;
  const unit = unitOf(subject, [before, after]);
  const [was, is] = [quantity(before, unit), quantity(after, unit)];
  const word = WORDS[operator] ?? operator;
  const isHigher = after > before;
  const fires = operator.startsWith(">") ? !isHigher : operator.startsWith("<") ? isHigher : undefined;
  const more = fires === undefined ? undefined : fires !== inverted;
  const direction = more === undefined ? "unclear" : more ? "tightened" : "loosened";
  if (isMain) return [{ direction, text: `fires ${word} ${is}, was ${was}` }];
  const needs = inverted ? "not with" : "only with";
  return [{ direction, text: `fires ${needs} ${nameOf(subject)} ${word} ${is}, was ${was}` }];
}

const WORDS: Readonly<Record<string, string>> = {
  ">": "above",
  "<": "below",
  ">=": "from",
  "<=": "up to",
  "==": "at",
  "!=": "unless at",
};

function nameOf(expression: Expression): string {
  const of = unwrapped(expression);
  if (of.kind === "selector") return of.name ?? "its series";
  if (of.kind === "binary") return nameOf(of.left);
  if (of.kind === "range" || of.kind === "subquery" || of.kind === "unary") return nameOf(of.of);
  if (of.kind === "call" || of.kind === "aggregation") {
    const first = of.args.find((arg) => arg.kind !== "number");
    return first ? nameOf(first) : "it";
  }
  return "it";
}

/** Conditions that were put to the others, or taken away. */
function conditionChange(before: Expression, after: Expression): ExpressionChange[] {
  for (const [operators, more, less] of CONDITIONS) {
    const old = terms(before, operators);
    const now = terms(after, operators);
    if (isPart(old, now)) return [{ direction: more, text: added(operators) }];
    if (isPart(now, old)) return [{ direction: less, text: dropped(operators) }];
  }
  return [OTHER];
}

const CONDITIONS = [
  [["and", "unless"], "loosened", "tightened"],
  [["or"], "tightened", "loosened"],
] as const;

function added([operator]: readonly string[]): string {
  return operator === "or" ? "fires in one more case" : "fires only on a further condition";
}

function dropped([operator]: readonly string[]): string {
  return operator === "or" ? "fires in one case less" : "fires without one of its conditions";
}

/** What a chain of operators holds, in its order. The first is what fires. */
function terms(expression: Expression, operators: readonly string[]): string[] {
  const of = unwrapped(expression);
  if (of.kind !== "binary" || !operators.includes(of.operator)) return [canonicalText(of)];
  const { operator, matching, right } = of;
  return [...terms(of.left, operators), `${operator} ${canonical(matching ?? {})} ${canonicalText(unwrapped(right))}`];
}

function isPart(few: readonly string[], many: readonly string[]): boolean {
  return few.length < many.length && few[0] === many[0] && few.every((term) => many.includes(term));
}

/** The same for the same meaning: without where it stands. */
export function canonicalText(expression: Expression): string {
  return JSON.stringify(expression, (key, value: unknown) => (key === "from" || key === "to" ? undefined : value));
}

/** Of LogQL, only a comparison with a number at the end is understood. */
function logExpressionChanges(before: string, after: string): ExpressionChange[] {
  const old = TAIL.exec(before);
  const now = TAIL.exec(after);
  const [, head, operator = "", number] = now ?? [];
  if (!old || head === undefined || old[1] !== head || old[2] !== operator || !COMPARISONS.has(operator))
    return [OTHER];
  const [was, is] = [Number(old[3]), Number(number)];
  if (was === is) return [{ direction: "none", text: "is written in another way" }];
  const isMore = operator.startsWith("<") ? is > was : is < was;
  const isClear = operator.startsWith("<") || operator.startsWith(">");
  const direction = isClear ? (isMore ? "tightened" : "loosened") : "unclear";
  return [{ direction, text: `fires ${WORDS[operator] ?? operator} ${is}, was ${was}` }];
}

const TAIL = /^([^]*\S)\s*(>=|<=|==|!=|(?<![|!=<>])[<>])\s*(-?[\d.]+(?:e[-+]?\d+)?)$/;
