/** An expression of LogQL: one that yields lines, or one that yields numbers. */
export type Query = { readonly kind: "lines"; readonly lines: LinesQuery } | NumberQuery;

/** A selector of streams and the stages of a pipeline behind it. */
export interface LinesQuery {
  readonly selector: readonly Matcher[];
  readonly stages: readonly Stage[];
}

export interface Matcher {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

export type Stage =
  /** `|= "a" or "b"`: one of the texts is found; with `!=` and `!~` none of them. */
  | { readonly kind: "filter"; readonly operator: "|=" | "!=" | "|~" | "!~"; readonly texts: readonly string[] }
  | { readonly kind: "condition"; readonly condition: Condition }
  | { readonly kind: "keep" | "drop"; readonly labels: readonly string[] }
  /** Text in which `{{.label}}` stands for the value of a label. */
  | { readonly kind: "format"; readonly template: string };

/** What is asked of the labels of a line. */
export type Condition =
  | { readonly kind: "matcher"; readonly matcher: Matcher }
  | { readonly kind: "number"; readonly label: string; readonly operator: Comparison; readonly value: number }
  /** In seconds. */
  | { readonly kind: "duration"; readonly label: string; readonly operator: Comparison; readonly value: number }
  | { readonly kind: "and" | "or"; readonly of: readonly Condition[] };

export type Comparison = "=" | "==" | "!=" | ">" | ">=" | "<" | "<=";

export type NumberQuery = NumberLiteral | RangeAggregation | Aggregation | Binary | LabelReplace;

export interface NumberLiteral {
  readonly kind: "number";
  readonly value: number;
  /** Whether it is a series without labels, as `vector(0)` is. */
  readonly vector: boolean;
}

/** Numbers from the lines of a window, such as `count_over_time({…}[5m])`. */
export interface RangeAggregation {
  readonly kind: "range";
  readonly function: string;
  readonly lines: LinesQuery;
  /** The label whose number is taken from each line. @default - lines are counted, or their bytes */
  readonly unwrap?: { readonly label: string; readonly as: "number" | "duration" };
  /** In seconds. */
  readonly window: number;
  /** In seconds. */
  readonly offset: number;
  /** The quantile of `quantile_over_time`. */
  readonly parameter?: number;
  readonly grouping?: Grouping;
}

export interface Grouping {
  readonly without: boolean;
  readonly labels: readonly string[];
}

/** One series of many, such as `sum by (pod) (…)`. */
export interface Aggregation {
  readonly kind: "aggregation";
  readonly operator: string;
  readonly grouping: Grouping;
  /** How many series `topk` and `bottomk` leave. */
  readonly parameter?: number;
  readonly of: NumberQuery;
}

export interface Binary {
  readonly kind: "binary";
  readonly operator: string;
  /** Whether a comparison yields 0 and 1, instead of leaving out. */
  readonly bool: boolean;
  /** @default - all labels */
  readonly matching?: { readonly on: boolean; readonly labels: readonly string[] };
  readonly left: NumberQuery;
  readonly right: NumberQuery;
}

export interface LabelReplace {
  readonly kind: "replace";
  readonly of: NumberQuery;
  readonly target: string;
  readonly replacement: string;
  readonly source: string;
  readonly pattern: string;
}
