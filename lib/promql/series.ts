import type { Labels } from "./labels";

/** What a number is of. Two that are known and differ cannot be added or compared. A timestamp is in seconds since 1970. */
export type Unit = "seconds" | "milliseconds" | "bytes" | "ratio" | "percent" | "cores" | "timestamp" | "celsius";

/** Whether something is so for all series, for none, or for who knows which. */
export type Certainty = "yes" | "no" | "unknown";

/** What is known of the series that a name or an expression stands for. */
export interface Series {
  readonly labels: Labels;
  readonly unit?: Unit;
  /** Whether they only ever grow, until their program starts again. */
  readonly counter: Certainty;
  /**
   * What `histogram_quantile` can make of them: `buckets` with `le`, a `native` histogram, or `none`.
   */
  readonly histogram: "buckets" | "native" | "none" | "unknown";
  /** Of a histogram's series: what a quantile of it is in, and the largest value that one can show. */
  readonly observed?: { readonly unit?: Unit; readonly ceiling?: number };
  /** The largest value that they can have, where that is known. */
  readonly ceiling?: number;
  /** The metric that they come from, for messages: `http_requests_total is a counter`. */
  readonly of?: string;
}

/** The series of a metric, or those that a rule records. */
export interface NamedSeries extends Series {
  /** All values that a label can have. */
  readonly values?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What a name stands for. */
export interface Names {
  /** The series of that name; undefined where nobody knows it. */
  series(name: string): NamedSeries | undefined;
  /** Every name, so that one that is meant can be suggested. */
  all(): Iterable<string>;
  /** What a name that is unknown is instead, such as a histogram without `_bucket`, to end a sentence. */
  instead?(name: string): string | undefined;
}
