import type { Duration } from "../lib/core";
import type { Color } from "./colors";
import type { Panel } from "./panels";

export type * from "./panels";

/** A Grafana dashboard in the terms that we use. Where panels stand is computed, see {@link Row}. */
export interface Dashboard {
  /** Its address: `/d/<uid>`. Lasting, and at most 40 characters. */
  readonly uid: string;
  readonly title: string;
  /** What questions it answers. */
  readonly description: string;
  /** What the reader chooses at the top, beside the data sources, which can always be chosen. @default - nothing */
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

/** Expressions use it as `$name`. */
export type Variable = LabelVariable | TextVariable;

/** A choice whose values are those that a label has in Prometheus, or in Loki. */
export interface LabelVariable {
  readonly name: string;
  readonly title: string;
  /** The label whose values can be chosen. */
  readonly label: string;
  /** The series, or streams, that carry the label. May use the variables before this one. */
  readonly of: string;
  /** `logs` where they are streams, which Loki knows. @default - series, which Prometheus knows */
  readonly source?: "logs";
  /** Whether several or all values can be chosen; expressions must then match with `=~`. @default - one value */
  readonly several?: true;
  /**
   * Whether it follows from the variables before it, with nothing to choose: it is not shown, and not part of the
   * page's address, where it would outlive a change of those. Without any value it is empty. @default - the reader chooses
   */
  readonly hidden?: true;
}

/** A text that the reader types. */
export interface TextVariable {
  readonly name: string;
  readonly title: string;
  /** What stands there at first. */
  readonly text: string;
}

/** Panels that belong together, under a heading that folds them away. */
export interface Row {
  /** @default - no heading */
  readonly title?: string;
  /** Each line of panels fills the full width, shared by weight, and is as high as its highest panel. */
  readonly lines: readonly (readonly Panel[])[];
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
  /** Variables that both dashboards have: the reader's choice is kept. @default - none, the other one begins afresh */
  readonly variables?: readonly string[];
}
