import type { Duration } from "../lib/core";
import type { Color } from "./colors";
import type { Unit } from "./units";

/** A Grafana dashboard in the terms that we use. Where panels stand is computed, see {@link Row}. */
export interface Dashboard {
  /** Its address: `/d/<uid>`. Lasting, and at most 40 characters. */
  readonly uid: string;
  readonly title: string;
  /** What questions it answers. */
  readonly description: string;
  /** What the reader chooses at the top, beside the data source, which can always be chosen. @default - nothing */
  readonly variables?: readonly Variable[];
  readonly rows: readonly Row[];
  /** Events drawn across all panels. @default - none */
  readonly annotations?: readonly Annotation[];
  /** Other dashboards to go on with. @default - none */
  readonly links?: readonly Link[];
  /** How far back it looks when it is opened. @default "1h" */
  readonly timeRange?: Duration;
  /** How often it reads again. @default "30s" */
  readonly refresh?: Duration;
}

/** A choice whose values are those that a label has. Expressions use it as `$name`. */
export interface Variable {
  readonly name: string;
  readonly title: string;
  /** The label whose values can be chosen. */
  readonly label: string;
  /** The series that carry the label. May use the variables before this one. */
  readonly of: string;
  /** Whether several or all values can be chosen; expressions must then match with `=~`. @default - one value */
  readonly several?: true;
  /**
   * Whether it follows from the variables before it, with nothing to choose: it is not shown, and not part of the
   * page's address, where it would outlive a change of those. Without any value it is empty. @default - the reader chooses
   */
  readonly hidden?: true;
}

/** Panels that belong together, under a heading that folds them away. */
export interface Row {
  /** @default - no heading */
  readonly title?: string;
  /** Each line of panels fills the full width, shared by weight, and is as high as its highest panel. */
  readonly lines: readonly (readonly Panel[])[];
}

export type Panel = StatPanel | TimeSeriesPanel | TablePanel;

interface PanelBase {
  readonly title: string;
  /** What is seen, and what to make of it. */
  readonly description: string;
  /** Its share of the line's width. @default 1 */
  readonly weight?: number;
  /** What stands there without data. @default - Grafana's "No data" */
  readonly noData?: string;
}

/** One number: the value now. */
export interface StatPanel extends PanelBase {
  readonly kind: "stat";
  readonly unit: Unit;
  /** PromQL with one series as result. */
  readonly expr: string;
  /** Colours from a value on; below the first it is green. @default - no judgement */
  readonly steps?: readonly Step[];
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
}

/** A row for each combination of labels, with a column for each label and each value. */
export interface TablePanel extends PanelBase {
  readonly kind: "table";
  readonly labels: readonly LabelColumn[];
  readonly values: readonly ValueColumn[];
  /** Titles of columns; the first decides, the next breaks ties. @default - as Prometheus answers */
  readonly sortBy?: readonly { readonly column: string; readonly descending?: true }[];
  /** How many rows are seen without scrolling. @default 5 */
  readonly visibleRows?: number;
}

/** What one PromQL expression yields, drawn alike. */
export interface Series {
  readonly expr: string;
  /** Names each curve, from labels such as `{{pod}}`. */
  readonly legend: string;
  /** @default - a colour for each curve */
  readonly color?: Color;
  /** A limit or a reference, not a measurement. @default - a solid line */
  readonly dashed?: true;
}

export interface LabelColumn {
  readonly label: string;
  readonly title: string;
  /** Where a click leads, with variables taken from labels of the row. @default - nowhere */
  readonly link?: { readonly dashboard: string; readonly variables: Readonly<Record<string, string>> };
  /** Colours of values. @default - none */
  readonly colors?: Readonly<Record<string, Color>>;
}

export interface ValueColumn {
  readonly title: string;
  readonly unit: Unit;
  /** PromQL whose result has the table's labels and no others. */
  readonly expr: string;
  /** Colours from a value on. @default - none */
  readonly steps?: readonly Step[];
}

/** The colour of values from `from` up to the next step. */
export interface Step {
  readonly from: number;
  readonly color: Color;
}

export interface Word {
  readonly text: string;
  readonly color: Color;
}

/** Events: each series above 0 is one, for as long as it is. */
export interface Annotation {
  readonly title: string;
  /** PromQL. `$__interval` is the time between two of its points. */
  readonly expr: string;
  /** What is read at the event, from labels such as `{{pod}}`. */
  readonly text: string;
  readonly color: Color;
}

export interface Link {
  readonly title: string;
  /** The uid of the dashboard. */
  readonly dashboard: string;
}
