import type { Color } from "./colors";
import type { Unit } from "./units";

/** What is shown of a service or a program, in the terms that we use; Grafana's own follow from it. */
export type Panel =
  | StatPanel
  | TimeSeriesPanel
  | TablePanel
  | CallGraphPanel
  | LogsPanel
  | TraceListPanel
  | TracePanel
  | TextPanel;

interface PanelBase {
  readonly title: string;
  /** What is seen, and what to make of it. */
  readonly description: string;
  /** Its share of the line's width. @default 1 */
  readonly weight?: number;
  /** What stands there without data. @default - Grafana's "No data" */
  readonly noData?: string;
}

interface Query {
  readonly expr: string;
  /** `logs` where the expression is LogQL, which Loki answers. @default - PromQL, which Prometheus answers */
  readonly source?: "logs";
}

/** One number: the value now of an expression that has one series as result. */
export interface StatPanel extends PanelBase, Query {
  readonly kind: "stat";
  readonly unit: Unit;
  /** Colours from a value on. @default - no judgement */
  readonly steps?: readonly Step[];
  /** The colour below the first step. @default "green" */
  readonly below?: Color;
  /** The limits of one of the service's alerts, in place of steps. @default - no judgement */
  readonly limits?: Limits;
  /** Words in place of numbers. @default - none */
  readonly words?: Readonly<Record<number, Word>>;
}

/** Curves over time. */
export interface TimeSeriesPanel extends PanelBase {
  readonly kind: "timeSeries";
  readonly unit: Unit;
  readonly series: readonly Series[];
  /** Areas upon each other, for parts of a whole. @default - lines */
  readonly stacked?: true;
  /** Whether values below 0 mean something. @default - the axis begins at 0, and hides them */
  readonly belowZero?: true;
}

/** What one expression yields, drawn alike. */
export interface Series extends Query {
  /** Names each curve, from labels such as `{{pod}}`. */
  readonly legend: string;
  /** One colour, or a colour for each name of a curve. @default - a colour for each curve */
  readonly color?: Color | Readonly<Record<string, Color>>;
  /** A limit or a reference, not a measurement. @default - a solid line */
  readonly dashed?: true;
  /**
   * Draws single requests as points, each of which opens its trace. The expression must read a histogram itself: recorded
   * series have none. A point stands where the program measured it, whatever the expression makes of the histogram: the
   * panel must be in the histogram's unit. Once for each histogram on a panel is enough. @default - the curve alone
   */
  readonly exemplars?: true;
}

/** A row for each combination of labels, with a column for each label and each value. All of it is PromQL. */
export interface TablePanel extends PanelBase {
  readonly kind: "table";
  readonly labels: readonly LabelColumn[];
  readonly values: readonly ValueColumn[];
  /** Titles of columns; the first decides, the next breaks ties. @default - as Prometheus answers */
  readonly sortBy?: readonly { readonly column: string; readonly descending?: true }[];
  /** How many rows are seen without scrolling. @default 5 */
  readonly visibleRows?: number;
}

export interface LabelColumn {
  readonly label: string;
  readonly title: string;
  /** Where a click leads, with variables taken from labels of the row. @default - nowhere */
  readonly link?: RowLink;
  /** Colours of values. @default - none */
  readonly colors?: Readonly<Record<string, Color>>;
}

/** A dashboard by its uid, and what its variables become: columns of the row, by the name that the data source gives them. */
export interface RowLink {
  readonly dashboard: string;
  readonly variables: Readonly<Record<string, string>>;
}

export interface ValueColumn {
  readonly title: string;
  readonly unit: Unit;
  /** PromQL whose result has the table's labels and no others. */
  readonly expr: string;
  /** Colours from a value on. @default - none */
  readonly steps?: readonly Step[];
  /** The colour below the first step. @default - none */
  readonly below?: Color;
}

/**
 * Who calls whom, as circles and arrows. Both expressions are PromQL whose result has the labels `source` and `target`, the
 * names of two circles, and no others. A circle shows the sum of the arrows that lead to it.
 */
export interface CallGraphPanel extends PanelBase {
  readonly kind: "callGraph";
  readonly calls: CallGraphValue;
  readonly failures: CallGraphValue;
}

export interface CallGraphValue {
  readonly expr: string;
  /** Written behind the number as it is; Grafana's units do not work here. */
  readonly unit: string;
}

/** Log lines, the newest on top. */
export interface LogsPanel extends PanelBase {
  readonly kind: "logs";
  /** LogQL that yields lines. */
  readonly expr: string;
}

/** Traces that Jaeger finds, the newest on top. A click opens one. */
export interface TraceListPanel extends PanelBase {
  readonly kind: "traceList";
  readonly search: TraceSearch;
  /** Where a click leads; the column with the trace's id is `traceID`. */
  readonly link: RowLink;
  /** How many rows are seen without scrolling. @default 5 */
  readonly visibleRows?: number;
}

/** What all traces have that are found: a span of the service that meets every condition. */
export interface TraceSearch {
  readonly service: string;
  /** Attributes of the span or its resource, by their exact values. @default - any */
  readonly attributes?: Readonly<Record<string, string>>;
  /** How long the span takes at least, such as `500ms`. @default - any */
  readonly minDuration?: string;
}

/** One trace: its spans over time. */
export interface TracePanel extends PanelBase {
  readonly kind: "trace";
  /** 32 hexadecimal digits, or a variable with them. */
  readonly traceId: string;
}

/** Words and commands. It asks nothing of anybody. */
export interface TextPanel extends PanelBase {
  readonly kind: "text";
  /** Markdown, with variables such as `$service`; a line of code that does not fit is broken. */
  readonly text: string;
}

/** The colour of values from `from` up to the next step; `transparent` is none, in a table. */
export interface Step {
  readonly from: number;
  readonly color: Color | "transparent";
}

/**
 * Limits that are not known before the reader has chosen: each is PromQL with one series without labels as result, or with
 * none where there is no limit. From a limit on the value has the colour of its severity, and without one reached, blue.
 */
export type Limits = Readonly<Record<"warning" | "critical", string>>;

export interface Word {
  readonly text: string;
  readonly color: Color;
}
