import type { Metric, SourceLabels } from "../metric";
import { gauge } from "./define";

/** Of what there is for every target, whoever it is. */
export const targetLabels: SourceLabels = {
  always: ["job", "instance"],
  sometimes: ["namespace", "pod", "container", "node", "service", "version"],
};

/** What Prometheus writes of each target and of its alerts. */
export const synthetic: readonly Metric[] = [
  gauge("up"),
  gauge("scrape_duration_seconds"),
  gauge("scrape_samples_post_metric_relabeling"),
  gauge("scrape_samples_scraped"),
  gauge("scrape_series_added"),
  gauge("target_info", [], { open: true }),
  gauge("ALERTS", ["alertname", "alertstate", "severity"], {
    open: true,
    optional: ["severity"],
    values: { alertstate: ["pending", "firing"] },
  }),
  gauge("ALERTS_FOR_STATE", ["alertname", "severity"], { open: true, optional: ["severity"], unit: "timestamp" }),
];
