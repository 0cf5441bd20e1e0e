/** What a collector carries: how its own metrics call it in their names, in `data_type`, and in words. */
export const SIGNALS = [
  { suffix: "spans", dataType: "traces", words: "spans" },
  { suffix: "metric_points", dataType: "metrics", words: "metric points" },
  { suffix: "log_records", dataType: "logs", words: "log records" },
] as const;

export type Signal = (typeof SIGNALS)[number];
