import { rate, selector, sum, type Matchers } from "../../lib/signals";
import { grown } from "../expressions";

/** What a collector counts of each signal on its own, and what we call the signal. */
const ITEMS = { traces: "spans", logs: "log_records", metrics: "metric_points" } as const;

/** The label that {@link items} adds. */
export const SIGNAL = "signal";

/** Collectors by their jobs, whichever namespace they run in. */
export const everyCollector: Matchers = { job: { re: ".+/collector-(agent|gateway)" } };

export const chosenCollector: Matchers = { job: "$job" };

/**
 * Spans, lines and samples per second that a counter such as `otelcol_receiver_accepted` counts, by signal or by other
 * labels. Counters of signals that a collector has not met are absent, which a sum of three would be too.
 */
export function items(counter: string, of: Matchers, by: readonly string[] = []): string {
  return sum(
    eachSignal((series) => rate(series, "$__rate_interval"), counter, of),
    by,
  );
}

/** How many of them within the last hour. */
export function itemsOfLastHour(counter: string, of: Matchers, by: readonly string[] = []): string {
  return sum(
    eachSignal((series) => grown(series, "1h"), counter, of),
    by,
  );
}

function eachSignal(change: (series: string) => string, counter: string, of: Matchers): string {
  return Object.entries(ITEMS)
    .map(
      ([signal, items]) =>
        `label_replace(${change(selector(`${counter}_${items}`, of))}, "${SIGNAL}", "${signal}", "", "")`,
    )
    .join(" or ");
}
