/** What an expression evaluates to: one number, one number per series, several numbers per series, or a text. */
export type ValueType = "scalar" | "vector" | "range" | "string";

/** What a function takes and gives. */
export interface Signature {
  readonly args: readonly ValueType[];
  /** How many of the last argument there may be beside the one before it: 0 to this. @default - exactly the arguments */
  readonly variadic?: number;
  readonly returns: ValueType;
  /** Prometheus refuses it unless it is told to allow what may still change. */
  readonly experimental?: true;
}

/** @see https://prometheus.io/docs/prometheus/latest/querying/functions/ for Prometheus 3.13 */
export const functions: ReadonlyMap<string, Signature> = new Map([
  ...each(
    ["vector"],
    "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count",
    "histogram_sum histogram_stddev histogram_stdvar ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh",
    "timestamp",
  ),
  ...each(
    ["range"],
    "absent_over_time avg_over_time changes count_over_time delta deriv idelta increase irate last_over_time",
    "max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time",
  ),
  ...optional(["vector"], 1, "days_in_month day_of_month day_of_week day_of_year hour minute month year"),
  ...optional(["vector", "scalar"], 1, "round"),
  ...each(["vector", "scalar", "scalar"], "clamp"),
  ...each(["vector", "scalar"], "clamp_max clamp_min"),
  ...each(["scalar", "scalar", "vector"], "histogram_fraction"),
  ...each(["scalar", "vector"], "histogram_quantile"),
  ...each(["vector", "string", "string", "string", "string"], "label_replace"),
  ...optional(["vector", "string", "string", "string"], Infinity, "label_join"),
  ...each(["range", "scalar"], "predict_linear"),
  ...each(["scalar", "range"], "quantile_over_time"),
  ["pi", { args: [], returns: "scalar" }],
  ["scalar", { args: ["vector"], returns: "scalar" }],
  ["time", { args: [], returns: "scalar" }],
  ["vector", { args: ["scalar"], returns: "vector" }],
  ...experimental(
    "double_exponential_smoothing end first_over_time histogram_quantiles info mad_over_time max_of min_of range",
    "sort_by_label sort_by_label_desc start step ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time",
    "ts_of_min_over_time",
  ),
]);

/** Those of the aggregations that take an argument before the series, and its type. */
export const aggregations: ReadonlyMap<string, ValueType | undefined> = new Map<string, ValueType | undefined>([
  ...["sum", "avg", "count", "min", "max", "group", "stddev", "stdvar"].map((name) => [name, undefined] as const),
  ["topk", "scalar"],
  ["bottomk", "scalar"],
  ["quantile", "scalar"],
  ["count_values", "string"],
]);

/** Aggregations that Prometheus refuses unless it is told to allow what may still change. */
export const experimentalAggregations: ReadonlySet<string> = new Set(["limitk", "limit_ratio"]);

type Entry = readonly [string, Signature];

function each(args: readonly ValueType[], ...names: readonly string[]): Entry[] {
  return words(names).map((name) => [name, { args, returns: "vector" }]);
}

function optional(args: readonly ValueType[], variadic: number, ...names: readonly string[]): Entry[] {
  return words(names).map((name) => [name, { args, variadic, returns: "vector" }]);
}

function experimental(...names: readonly string[]): Entry[] {
  return words(names).map((name) => [name, { args: [], returns: "vector", experimental: true }]);
}

function words(names: readonly string[]): string[] {
  return names.flatMap((line) => line.split(" "));
}
