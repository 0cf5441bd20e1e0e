import type { Labels, LogLine } from "../sources";

/** Log lines to ask with LogQL. */
export interface LogStore {
  streams(): readonly LogStream[];
}

/** The lines that have the same labels of a stream. What else is known of a line is its structured metadata. */
export interface LogStream {
  readonly labels: Labels;
  /** The oldest first. Their labels are those of the stream, and the structured metadata of each. */
  readonly lines: readonly LogLine[];
}
