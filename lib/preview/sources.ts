/**
 * What dashboards ask: programs that are there, or a world that is made up. Times are seconds since 1970.
 */
export interface Sources {
  readonly metrics: Metrics;
  /** @default - panels that ask for log lines tell that there is nobody to ask */
  readonly logs?: Logs;
  /** @default - panels that ask for traces tell that there is nobody to ask */
  readonly traces?: Traces;
}

export type Labels = Readonly<Record<string, string>>;

/** From the first moment to the last, both included, every `step` seconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** One series over time; moments at which it has no value are left out. */
export interface Curve {
  readonly labels: Labels;
  readonly points: readonly (readonly [time: number, value: number])[];
}

/** One series at one moment. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** What answers PromQL. Each method throws {@link NoAnswer} for what cannot be answered. */
export interface Metrics {
  range(expr: string, range: TimeRange): Promise<readonly Curve[]>;
  instant(expr: string, time: number): Promise<readonly Sample[]>;
  /** The values that a label has on series which a selector finds within the range, sorted. */
  labelValues(selector: string, label: string, range: TimeRange): Promise<readonly string[]>;
}

/** What answers LogQL. Each method throws {@link NoAnswer} for what cannot be answered. */
export interface Logs {
  range(expr: string, range: TimeRange): Promise<readonly Curve[]>;
  instant(expr: string, time: number): Promise<readonly Sample[]>;
  /** The newest lines first. */
  lines(expr: string, range: TimeRange, limit: number): Promise<readonly LogLine[]>;
  labelValues(selector: string, label: string, range: TimeRange): Promise<readonly string[]>;
}

export interface LogLine {
  readonly time: number;
  /** The line, which may have several lines of text, such as a panic with its stack. */
  readonly text: string;
  /** Labels of its stream, and its structured metadata, such as `detected_level`, `trace_id` and `k8s_pod_name`. */
  readonly labels: Labels;
}

/** What answers searches for traces. Each method throws {@link NoAnswer} for what cannot be answered. */
export interface Traces {
  /** The newest traces first. */
  search(search: TraceSearch, range: TimeRange): Promise<readonly FoundTrace[]>;
  /** The spans of a trace; undefined where there is none of that id. */
  trace(id: string): Promise<readonly Span[] | undefined>;
}

export interface TraceSearch {
  readonly service: string;
  /** Attributes of a span or its resource, by their exact values; `error` is `"true"` on spans that failed. */
  readonly attributes: Labels;
  /** In seconds. @default - any */
  readonly minDuration?: number;
  readonly limit: number;
}

export interface FoundTrace {
  readonly traceID: string;
  /** `service: operation` of its first span. */
  readonly traceName: string;
  readonly startTime: number;
  /** In seconds. */
  readonly duration: number;
}

export interface Span {
  readonly spanID: string;
  /** @default - it has none: it is the first one */
  readonly parentSpanID?: string;
  readonly service: string;
  readonly operation: string;
  readonly startTime: number;
  /** In seconds. */
  readonly duration: number;
  readonly failed: boolean;
  readonly attributes: Labels;
}

/** A question that was not answered; the message says why, such as what the program said. */
export class NoAnswer extends Error {}
