import type { Context } from "./context";
import { unwrapped, type Aggregation, type Expression } from "./expression";
import { inferBinary } from "./infer-binary";
import { inferCall } from "./infer-call";
import { inferSelector, listed, unknownSeries } from "./infer-selector";
import { canHave, lossOf, noLabels, only, withLabel, without, type Labels } from "./labels";
import type { Series } from "./series";

/** A number, or a text: no series. */
export const noSeries: Series = { labels: noLabels, counter: "no", histogram: "none" };

/**
 * What an expression results in: its labels, units and whether it only grows. What makes no sense of what is known of the
 * series is noted on the way.
 */
export function infer(expression: Expression, context: Context): Series {
  switch (expression.kind) {
    case "number":
    case "string":
      return noSeries;
    case "selector":
      return inferSelector(expression, context);
    case "range":
    case "subquery":
    case "parenthesis":
      return infer(expression.of, context);
    case "unary": {
      const { labels, unit } = infer(expression.of, context);
      return { labels, counter: "no", histogram: "none", ...(unit === undefined ? {} : { unit }) };
    }
    case "binary":
      return inferBinary(expression, context, infer);
    case "call":
      return inferCall(expression, context, infer);
    case "aggregation":
      return inferAggregation(expression, context);
  }
}

/** Aggregations whose result is one of the values, or between them. */
const WITHIN_BOUNDS: ReadonlySet<string> = new Set(["min", "max", "avg", "quantile", "topk", "bottomk"]);
/** Aggregations that keep the series as they are. */
const SELECTING: ReadonlySet<string> = new Set(["topk", "bottomk"]);

function inferAggregation(aggregation: Aggregation, context: Context): Series {
  const { operator, args, grouping } = aggregation;
  const series = args.at(-1);
  if (!series) return unknownSeries;
  const inner = infer(series, context);
  for (const label of grouping?.labels ?? []) {
    if (canHave(inner.labels, label)) continue;
    const clause = `${grouping?.without ? "without" : "by"} (…)`;
    context.report(
      aggregation,
      `a label of what it aggregates in ${clause}, not ${label}: ${available(inner.labels, label)}`,
    );
  }
  const [parameter] = args;
  const grouped = SELECTING.has(operator) ? inner.labels : groupedLabels(aggregation, inner.labels, context);
  const named = operator === "count_values" && parameter ? unwrapped(parameter) : undefined;
  const labels = named?.kind === "string" ? withLabel(grouped, context.read(named), true) : grouped;
  if (["count", "group", "count_values", "stddev", "stdvar"].includes(operator)) {
    const { unit } = operator === "stddev" ? inner : noSeries;
    return { labels, counter: "no", histogram: "none", ...(unit === undefined ? {} : { unit }) };
  }
  const { ceiling, ...rest } = inner;
  const bounded = WITHIN_BOUNDS.has(operator) && ceiling !== undefined ? { ceiling } : {};
  const isSum = operator === "sum" || operator === "avg" || SELECTING.has(operator);
  return { ...rest, ...bounded, labels, histogram: isSum ? inner.histogram : lessThan(inner.histogram) };
}

/** The largest of buckets are buckets of nothing in particular, but still have `le`. */
function lessThan(histogram: Series["histogram"]): Series["histogram"] {
  return histogram === "buckets" || histogram === "native" ? "unknown" : histogram;
}

function groupedLabels({ operator, grouping }: Aggregation, labels: Labels, context: Context): Labels {
  if (grouping?.without) return without(labels, grouping.labels, `${operator} without (${grouping.labels.join(", ")})`);
  const listedLabels = grouping?.labels ?? [];
  for (const label of listedLabels) if (label === "__name__") context.hasQuotedNames = true;
  const clause = grouping ? `${operator} by (${listedLabels.join(", ")})` : `${operator}(…)`;
  return only(labels, listedLabels, clause);
}

/** The labels for a message, and who lost the one that is missing. */
export function available(labels: Labels, label: string): string {
  const loss = lossOf(labels, label);
  return `${listed(labels, label)}${loss === undefined ? "" : `; ${loss} leaves no others`}`;
}
