/** Where in the text of an expression something stands. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** An expression of PromQL, as a tree. Modifiers (`offset`, `@`) are part of what they stand behind. */
export type Expression =
  | NumberLiteral
  | StringLiteral
  | Selector
  | Range
  | Subquery
  | Parenthesis
  | Unary
  | Binary
  | Call
  | Aggregation;

export interface NumberLiteral extends Span {
  readonly kind: "number";
  readonly value: number;
}

export interface StringLiteral extends Span {
  readonly kind: "string";
  /** What is between the quotes, with escapes replaced. */
  readonly value: string;
}

/** What moves a selection in time. */
export interface Shift {
  readonly modifiers: readonly Modifier[];
  /** How many seconds earlier, or later when it is negative. @default - none */
  readonly offset?: number;
  /** The moment instead of that of the evaluation: seconds since 1970, or an end of the query. @default - that of the evaluation */
  readonly at?: "start" | "end" | number;
}

/** `name{label="value"}` */
export interface Selector extends Span, Shift {
  readonly kind: "selector";
  /** @default - the series are selected by their labels alone */
  readonly name?: string;
  readonly matchers: readonly Matcher[];
}

export interface Matcher extends Span {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: StringLiteral;
}

export type Modifier = "offset" | "@";

/** `selector[5m]` */
export interface Range extends Span, Shift {
  readonly kind: "range";
  readonly of: Selector;
  /** In seconds. */
  readonly range: number;
}

/** `expression[1h:1m]` */
export interface Subquery extends Span, Shift {
  readonly kind: "subquery";
  readonly of: Expression;
  /** In seconds. */
  readonly range: number;
  /** In seconds. @default - the evaluation interval */
  readonly step?: number;
}

export interface Parenthesis extends Span {
  readonly kind: "parenthesis";
  readonly of: Expression;
}

export interface Unary extends Span {
  readonly kind: "unary";
  readonly sign: "+" | "-";
  readonly of: Expression;
}

export interface Binary extends Span {
  readonly kind: "binary";
  readonly operator: string;
  readonly bool: boolean;
  readonly matching?: Matching;
  readonly left: Expression;
  readonly right: Expression;
}

/** `on (a) group_left (b)` */
export interface Matching {
  readonly on: boolean;
  readonly labels: readonly string[];
  readonly group?: "group_left" | "group_right";
  readonly include: readonly string[];
}

export interface Call extends Span {
  readonly kind: "call";
  readonly function: string;
  readonly args: readonly Expression[];
}

export interface Aggregation extends Span {
  readonly kind: "aggregation";
  readonly operator: string;
  /** @default - all series become one */
  readonly grouping?: { readonly without: boolean; readonly labels: readonly string[] };
  readonly args: readonly Expression[];
}

export const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", ">", "<", ">=", "<="]);
export const SET_OPERATORS: ReadonlySet<string> = new Set(["and", "or", "unless"]);

/** What an expression is without the parentheses around it. */
export function unwrapped(expression: Expression): Expression {
  return expression.kind === "parenthesis" ? unwrapped(expression.of) : expression;
}
