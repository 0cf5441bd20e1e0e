import type { GrafanaDashboard, GrafanaPanel, GrafanaTarget } from "../../../dashboards/grafana/json";
import type { Curve, FoundTrace, LogLine, Sample, Span, TimeRange } from "../sources";

/** A dashboard with what its queries were answered. */
export interface AnsweredDashboard {
  readonly dashboard: GrafanaDashboard;
  readonly range: TimeRange;
  /** What the reader has chosen, in the order in which variables are shown; without hidden ones. */
  readonly choices: readonly Choice[];
  /** In the order of the dashboard: from top to bottom, and from left to right. */
  readonly panels: readonly AnsweredPanel[];
  readonly annotations: readonly AnsweredAnnotation[];
}

/** The value of a variable. */
export interface Choice {
  readonly name: string;
  readonly title: string;
  readonly value: string;
  /** What else could be chosen; undefined where the reader types a text. */
  readonly among?: readonly string[];
}

export interface AnsweredPanel {
  readonly panel: GrafanaPanel;
  /** One for each of its targets, in their order. */
  readonly answers: readonly Answer[];
}

/** What one query was answered. */
export interface Answer {
  readonly target: GrafanaTarget;
  /** The query as it was asked, with the values of variables in it. */
  readonly query: string;
  readonly result: Result;
}

export type Result =
  | { readonly kind: "curves"; readonly curves: readonly Curve[] }
  | { readonly kind: "samples"; readonly samples: readonly Sample[] }
  | { readonly kind: "lines"; readonly lines: readonly LogLine[] }
  | { readonly kind: "traces"; readonly traces: readonly FoundTrace[] }
  | { readonly kind: "spans"; readonly spans: readonly Span[] }
  /** Why it was not answered. */
  | { readonly kind: "none"; readonly why: string };

/** Events of one kind. */
export interface AnsweredAnnotation {
  readonly title: string;
  /** The name of a colour in Grafana's palette. */
  readonly color: string;
  /** Each from its first moment to its last, which may be the same. */
  readonly events: readonly { readonly from: number; readonly to: number; readonly text: string }[];
  /** Why it was not answered. @default - it was */
  readonly why?: string;
}

/** Whether a query found anything. */
export function isEmpty(result: Result): boolean {
  switch (result.kind) {
    case "curves":
      return result.curves.length === 0;
    case "samples":
      return result.samples.length === 0;
    case "lines":
      return result.lines.length === 0;
    case "traces":
      return result.traces.length === 0;
    case "spans":
      return result.spans.length === 0;
    case "none":
      return true;
  }
}
