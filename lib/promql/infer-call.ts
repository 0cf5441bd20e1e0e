import type { Context } from "./context";
import { unwrapped, type Call, type Expression } from "./expression";
import { labelsOf, noLabels, withLabel, without, type Labels } from "./labels";
import type { Series } from "./series";

type Infer = (expression: Expression, context: Context) => Series;

const RATES: ReadonlySet<string> = new Set(["rate", "increase", "irate"]);
const OF_GAUGES: ReadonlySet<string> = new Set(["delta", "deriv", "idelta", "predict_linear"]);
/** What keeps the values, or gives one of them. */
const KEEPS_VALUES: ReadonlySet<string> = new Set([
  ..."sort sort_desc last_over_time max_over_time min_over_time avg_over_time quantile_over_time".split(" "),
  ..."label_replace label_join clamp_min".split(" "),
]);
/** What gives numbers of the same unit, which are not those of a counter any more. */
const KEEPS_UNIT: ReadonlySet<string> = new Set(
  "abs ceil floor round clamp clamp_max delta idelta increase predict_linear".split(" "),
);
const FROM_TIME: ReadonlySet<string> = new Set(
  "day_of_month day_of_week day_of_year days_in_month hour minute month year".split(" "),
);

/** What a function gives, after its arguments have been looked at. */
export function inferCall(call: Call, context: Context, infer: Infer): Series {
  const { function: name, args } = call;
  const inferred = args.map((arg) => infer(arg, context));
  const at = args.findIndex((arg) => isSeries(arg));
  const argument = args[at];
  const inner = inferred[at];
  if (name === "time") return { ...plain(noLabels), unit: "timestamp" };
  if (!argument || !inner) return plain(noLabels);
  if (name === "vector" || name === "scalar") return plain(noLabels, inner);
  if (name === "absent" || name === "absent_over_time") return plain(absentLabels(argument));
  if (RATES.has(name)) return rateOf(call, argument, inner, context);
  if (OF_GAUGES.has(name)) checkGauge(call, inner, context);
  if (name === "timestamp") return { ...plain(inner.labels), unit: "timestamp" };
  if (name.startsWith("histogram_")) return ofHistogram(call, argument, inner, context);
  if (FROM_TIME.has(name)) return plain(inner.labels);
  const labels = labelsOfCall(call, inner.labels, context);
  if (KEEPS_VALUES.has(name)) return { ...inner, labels };
  if (name === "ceil" || name === "floor" || name === "round")
    return { ...plain(labels, inner), counter: inner.counter };
  return KEEPS_UNIT.has(name) ? plain(labels, inner) : plain(labels);
}

function isSeries(arg: Expression): boolean {
  const { kind } = unwrapped(arg);
  return kind !== "number" && kind !== "string";
}

/** Numbers with these labels, of no counter and no histogram; in the unit of another, if one is given. */
function plain(labels: Labels, { unit }: Partial<Series> = {}): Series {
  return { labels, counter: "no", histogram: "none", ...(unit === undefined ? {} : { unit }) };
}

function rateOf({ function: name, ...span }: Call, argument: Expression, inner: Series, context: Context): Series {
  const range = unwrapped(argument);
  const what = inner.of ?? context.slice(argument);
  if (range.kind === "subquery" && inner.counter === "yes" && isAggregated(range.of)) {
    context.report(
      span,
      `${name}(…) of single series, before they are added up`,
      "a sum falls whenever one of its programs starts again, which counts as a growth from 0; write sum(rate(…))",
    );
  } else if (inner.counter === "no" && inner.histogram !== "native") {
    const fix = range.kind === "subquery" ? "" : `, or ${name === "increase" ? "delta" : "deriv"}(…) for how it moves`;
    const is = inner.of === undefined || range.kind === "subquery" ? "is no counter" : "is a gauge";
    context.report(span, `a counter within ${name}(…), and ${what} ${is}`, `leave ${name} out${fix}`);
  }
  const { labels, histogram, observed } = inner;
  return {
    ...(name === "increase" ? plain(labels, inner) : plain(labels)),
    histogram,
    ...(observed === undefined ? {} : { observed }),
    ...(inner.of === undefined ? {} : { of: inner.of }),
  };
}

function isAggregated(expression: Expression): boolean {
  return unwrapped(expression).kind === "aggregation";
}

function checkGauge({ function: name, ...span }: Call, inner: Series, context: Context): void {
  if (inner.counter !== "yes") return;
  const what = inner.of ?? "it";
  const instead = name === "deriv" ? "rate" : "increase";
  context.report(
    span,
    `a gauge within ${name}(…), and ${what} is a counter`,
    `write ${instead}(…), which knows when it starts again`,
  );
}

function ofHistogram({ function: name }: Call, argument: Expression, inner: Series, context: Context): Series {
  const { labels, histogram, observed, counter } = inner;
  const of = inner.of === undefined ? "" : ` of ${inner.of}`;
  const takesBuckets = name === "histogram_quantile" || name === "histogram_fraction";
  if (histogram === "none") {
    const accepted = takesBuckets ? "buckets, such as rate(…_bucket[5m])," : "a native histogram";
    context.report(argument, `${accepted} within ${name}(…), not what there is${of}`);
  } else if (histogram === "buckets" && !takesBuckets) {
    context.report(argument, `a native histogram within ${name}(…), not the buckets${of}`);
  } else if (histogram === "buckets" && !labels.open && !labels.names.has("le")) {
    const lost = labels.lost.get("le");
    context.report(
      argument,
      `buckets with their label le within ${name}(…)${lost === undefined ? "" : `, which ${lost} loses`}`,
      "add le to by (…)",
    );
  } else if (histogram === "buckets" && counter === "yes") {
    context.report(
      argument,
      `rate(…[5m]) or increase(…[5m]) of the buckets${of} within ${name}(…)`,
      "without it, they are those since the program began",
    );
  }
  const rest = without(labels, ["le"], `${name}(…)`);
  if (name === "histogram_count" || name === "histogram_fraction") return plain(rest);
  const ceiling = name === "histogram_quantile" ? observed?.ceiling : undefined;
  return { ...plain(rest, observed ?? {}), ...(ceiling === undefined ? {} : { ceiling }) };
}

/** `absent` takes its labels from the matchers of a selector, and from nothing else. */
function absentLabels(argument: Expression): Labels {
  const range = unwrapped(argument);
  const selector = range.kind === "range" ? range.of : argument;
  if (selector.kind !== "selector") return noLabels;
  const names = selector.matchers.filter(({ operator, label }) => operator === "=" && label !== "__name__");
  const once = names.filter(({ label }) => selector.matchers.filter((other) => other.label === label).length === 1);
  return labelsOf(once.map(({ label }) => label));
}

function labelsOfCall({ function: name, args }: Call, labels: Labels, context: Context): Labels {
  if (name !== "label_replace" && name !== "label_join") return labels;
  const target = args[1] && unwrapped(args[1]);
  if (target?.kind !== "string") return { ...labels, open: true };
  return withLabel(labels, context.read(target));
}
