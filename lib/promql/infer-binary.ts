import type { Context } from "./context";
import { COMPARISONS, SET_OPERATORS, unwrapped, type Binary, type Expression, type Matching } from "./expression";
import { listed } from "./infer-selector";
import { canHave, either, only, withLabel, without, type Labels } from "./labels";
import type { Certainty, Series, Unit } from "./series";
import { typeOf } from "./type-check";

type Infer = (expression: Expression, context: Context) => Series;

/** What an operator gives, after both sides have been looked at. */
export function inferBinary(binary: Binary, context: Context, infer: Infer): Series {
  const { operator, left, right } = binary;
  const a = infer(left, context);
  const b = infer(right, context);
  const isOfSeries = typeOf(left) === "vector" && typeOf(right) === "vector";
  if (isOfSeries) checkMatching(binary, a, b, context);
  if (SET_OPERATORS.has(operator)) return ofSets(operator, a, b);
  const labels = isOfSeries ? matched(binary, a.labels, b.labels) : typeOf(left) === "vector" ? a.labels : b.labels;
  if (COMPARISONS.has(operator)) return compared(binary, a, b, labels, context);
  return calculated(binary, a, b, labels, context);
}

function ofSets(operator: string, a: Series, b: Series): Series {
  if (operator !== "or") return a;
  const unit = a.unit === b.unit ? a.unit : undefined;
  const ceiling = a.ceiling !== undefined && b.ceiling !== undefined ? Math.max(a.ceiling, b.ceiling) : undefined;
  const observed = a.observed ?? b.observed;
  return {
    labels: either(a.labels, b.labels),
    counter: a.counter === b.counter ? a.counter : "unknown",
    histogram: a.histogram === b.histogram ? a.histogram : "unknown",
    ...(unit === undefined ? {} : { unit }),
    ...(ceiling === undefined ? {} : { ceiling }),
    ...(observed === undefined ? {} : { observed }),
    ...(a.of === undefined ? {} : { of: a.of }),
  };
}

function compared(binary: Binary, a: Series, b: Series, labels: Labels, context: Context): Series {
  checkUnits(binary, a, b, context);
  checkAgainstNumber(binary, binary.left, a, binary.right, context);
  checkAgainstNumber(binary, binary.right, b, binary.left, context);
  if (binary.bool) return { labels, counter: "no", histogram: "none" };
  return { ...(typeOf(binary.left) === "vector" ? a : b), labels };
}

/** A comparison of series with a number that says little or nothing. */
function checkAgainstNumber(
  binary: Binary,
  side: Expression,
  series: Series,
  other: Expression,
  context: Context,
): void {
  if (typeOf(side) !== "vector" || typeOf(other) !== "scalar") return;
  const number = constant(other);
  if (series.counter === "yes" && number !== 0) {
    const of = series.of ?? context.slice(side);
    const fix = "a counter grows as long as its program runs; its value alone says how long that is";
    context.report(binary, `rate(…), increase(…) or a comparison with 0 of ${of}, which is a counter`, fix);
  }
  const { ceiling } = series;
  if (ceiling === undefined || number === undefined) return;
  const operator = side === binary.left ? binary.operator : MIRRORED[binary.operator];
  if ((operator === ">" && number >= ceiling) || (operator === ">=" && number > ceiling)) {
    context.report(
      binary,
      `a number below ${ceiling}, the largest bucket, which is the largest value of a quantile`,
      "mind its unit",
    );
  }
}

const MIRRORED: Readonly<Record<string, string>> = { "<": ">", "<=": ">=" };

/** The number that an expression of numbers alone is; undefined where it is computed. */
function constant(expression: Expression): number | undefined {
  const inner = unwrapped(expression);
  if (inner.kind === "number") return inner.value;
  if (inner.kind !== "binary") return undefined;
  const a = constant(inner.left);
  const b = constant(inner.right);
  if (a === undefined || b === undefined) return undefined;
  return inner.operator === "*" ? a * b : inner.operator === "/" ? a / b : undefined;
}

function calculated(binary: Binary, a: Series, b: Series, labels: Labels, context: Context): Series {
  const { operator, left, right } = binary;
  if (operator === "+" || operator === "-") checkUnits(binary, a, b, context);
  const scaled =
    typeOf(left) === "vector" && typeOf(right) === "scalar"
      ? a
      : typeOf(right) === "vector" && typeOf(left) === "scalar"
        ? b
        : undefined;
  const isScale = operator === "*" || (operator === "/" && scaled === a);
  const unit = unitOf(operator, a, b, scaled !== undefined);
  return {
    labels,
    counter: counterOf(operator, a, b, isScale ? scaled : undefined),
    histogram:
      isScale && scaled ? scaled.histogram : a.histogram === "none" && b.histogram === "none" ? "none" : "unknown",
    ...(unit === undefined ? {} : { unit }),
    // The unit may have changed with the scale; what a quantile is in has not.
    ...(isScale && scaled?.observed !== undefined ? { observed: scaled.observed } : {}),
    ...(isScale && scaled?.of !== undefined ? { of: scaled.of } : {}),
  };
}

function counterOf(operator: string, a: Series, b: Series, scaled: Series | undefined): Certainty {
  if (scaled) return scaled.counter === "yes" ? "yes" : scaled.counter;
  if (operator === "+" && a.counter === "yes" && b.counter === "yes") return "yes";
  if (a.counter === "no" && b.counter === "no") return "no";
  return "unknown";
}

function unitOf(operator: string, a: Series, b: Series, isWithNumber: boolean): Unit | undefined {
  if (operator === "/") return a.unit !== undefined && a.unit === b.unit && !isWithNumber ? "ratio" : undefined;
  if (operator !== "+" && operator !== "-") return undefined;
  const units = [a.unit, b.unit];
  if (units.every((unit) => unit === "timestamp")) return operator === "-" ? "seconds" : undefined;
  if (units.includes("timestamp") && units.includes("seconds")) return "timestamp";
  // A number beside series is in their unit; other series of which nothing is known need not be.
  if (a.unit === b.unit) return a.unit;
  return isWithNumber ? (a.unit ?? b.unit) : undefined;
}

function checkUnits(binary: Binary, a: Series, b: Series, context: Context): void {
  if (a.unit === undefined || b.unit === undefined || a.unit === b.unit) return;
  const { operator, left, right } = binary;
  const isTime = [a.unit, b.unit].includes("timestamp") && [a.unit, b.unit].includes("seconds");
  if (isTime && (operator === "+" || operator === "-")) return;
  const sides = `${context.slice(left)} is in ${named(a.unit)} and ${context.slice(right)} in ${named(b.unit)}`;
  context.report(binary, `the same unit on both sides of ${operator}, and ${sides}`, conversion(a.unit, b.unit));
}

function named(unit: Unit): string {
  if (unit === "timestamp") return "seconds since 1970";
  return unit === "ratio" ? "shares of 1" : unit;
}

function conversion(a: Unit, b: Unit): string | undefined {
  const units = new Set([a, b]);
  if (units.has("seconds") && units.has("milliseconds")) return "divide the milliseconds by 1000";
  if (units.has("ratio") && units.has("percent")) return "divide the percent by 100";
  if (units.has("seconds") && units.has("timestamp")) return "subtract the timestamp from time()";
  return undefined;
}

/** The labels of what two sides give together. */
function matched({ matching, operator }: Binary, left: Labels, right: Labels): Labels {
  if (!matching) return left;
  const { on, labels, group, include } = matching;
  const clause = `${operator} ${on ? "on" : "ignoring"} (${labels.join(", ")})`;
  if (group === undefined) return on ? only(left, labels, clause) : without(left, labels, clause);
  const [many, one] = group === "group_left" ? [left, right] : [right, left];
  return include.reduce((known, label) => withLabel(known, label, one.sure.has(label)), many);
}

function checkMatching(binary: Binary, a: Series, b: Series, context: Context): void {
  const { matching, operator } = binary;
  // Of `or`, both sides are the result, whether or not they match.
  if (!matching?.on) {
    if (operator !== "or") checkImplicit(binary, matching, a.labels, b.labels, context);
  } else for (const label of matching.labels) checkOn(binary, label, a.labels, b.labels, context);
  if (matching && !matching.on) {
    for (const label of matching.labels) {
      if (canHave(a.labels, label) || canHave(b.labels, label)) continue;
      context.report(
        binary,
        `a label of either side in ignoring (…), not ${label}: ${listed(either(a.labels, b.labels), label)}`,
      );
    }
  }
  const one = matching?.group === "group_left" ? b.labels : a.labels;
  for (const label of matching?.include ?? []) {
    if (canHave(one, label)) continue;
    const side = matching?.group === "group_left" ? "right" : "left";
    context.report(
      binary,
      `a label of the ${side} side in ${matching?.group} (…), not ${label}: ${listed(one, label)}`,
    );
  }
}

function checkOn(binary: Binary, label: string, a: Labels, b: Labels, context: Context): void {
  const [left, right] = [canHave(a, label), canHave(b, label)];
  if (left && right) return;
  const { operator } = binary;
  if (!left && !right) {
    context.report(
      binary,
      `a label of both sides of ${operator} in on (…), not ${label}: ${listed(either(a, b), label)}`,
    );
    return;
  }
  if (operator === "or") return;
  const [side, labels] = left ? (["right", b] as const) : (["left", a] as const);
  const loss = labels.lost.get(label) ?? (labels.lost.get("") === undefined ? undefined : labels.lost.get(""));
  const because = loss === undefined ? "" : `, as ${loss} loses it`;
  context.report(
    binary,
    `labels of both sides of ${operator} in on (…); ${label} is not on the ${side} side${because}`,
    "the sides can never match",
  );
}

/** Without on (…), all labels must be the same: one that only one side surely has keeps them apart for good. */
function checkImplicit(binary: Binary, matching: Matching | undefined, a: Labels, b: Labels, context: Context): void {
  const ignored = new Set(matching?.labels);
  const alone = (mine: Labels, theirs: Labels): string[] =>
    [...mine.sure].filter((label) => !ignored.has(label) && !canHave(theirs, label));
  const [left, right] = [alone(a, b), alone(b, a)];
  if (left.length === 0 && right.length === 0) return;
  const sides = [
    ...(left.length > 0 ? [`${left.join(", ")} on the left`] : []),
    ...(right.length > 0 ? [`${right.join(", ")} on the right`] : []),
  ];
  context.report(
    binary,
    `the same labels on both sides of ${binary.operator}, and there is only ${sides.join(" and ")}`,
    "the sides can never match; say on (…) which labels they share, and group_left where one side has more series",
  );
}
