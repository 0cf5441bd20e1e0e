import { max, sum } from "../../lib/signals";
import { count, perSecond, topTen } from "../expressions";
import type { Row, TablePanel } from "../model";

/** Whether every target is read, and how much it brings. */
export function scraping(): Row {
  return {
    title: "Targets",
    lines: [
      [
        targetsTable(),
        {
          kind: "timeSeries",
          weight: 2,
          title: "Targets down",
          description: "How many targets of a job could not be read.",
          unit: "short",
          stacked: true,
          noData: "All targets are up",
          series: [{ expr: count("up == 0", ["job"]), legend: "{{job}}" }],
        },
      ],
      [
        {
          kind: "timeSeries",
          title: "Scrape duration",
          description:
            "How long the slowest scrape takes, of the ten slowest jobs. It must stay below the scrape timeout.",
          unit: "s",
          series: [{ expr: topTen(max, "scrape_duration_seconds", ["job"]), legend: "{{job}}" }],
        },
        {
          kind: "timeSeries",
          title: "Samples per scrape",
          description:
            "Samples of all targets together, of the ten largest jobs. A jump is a label with too many values.",
          unit: "short",
          series: [{ expr: topTen(sum, "scrape_samples_post_metric_relabeling", ["job"]), legend: "{{job}}" }],
        },
        {
          kind: "timeSeries",
          title: "Refused samples",
          description: "Samples per second that were read and not stored.",
          unit: "cps",
          series: [
            { expr: perSecond("prometheus_target_scrapes_sample_out_of_order_total"), legend: "out of order" },
            { expr: perSecond("prometheus_target_scrapes_sample_duplicate_timestamp_total"), legend: "duplicate" },
            { expr: perSecond("prometheus_target_scrapes_sample_out_of_bounds_total"), legend: "too old or too new" },
            {
              expr: perSecond("prometheus_target_scrapes_exceeded_sample_limit_total"),
              legend: "scrapes over the limit",
            },
          ],
        },
      ],
    ],
  };
}

function targetsTable(): TablePanel {
  return {
    kind: "table",
    weight: 3,
    title: "Targets",
    description: "What is scraped, jobs with unreadable targets on top.",
    labels: [{ label: "job", title: "Job" }],
    values: [
      {
        title: "Down",
        unit: "short",
        expr: `${count("up == 0", ["job"])} or 0 * ${count("up", ["job"])}`,
        steps: [{ from: 1, color: "red" }],
      },
      { title: "Up", unit: "short", expr: sum("up", ["job"]) },
      { title: "Slowest scrape", unit: "s", expr: max("scrape_duration_seconds", ["job"]) },
      { title: "Samples", unit: "short", expr: sum("scrape_samples_post_metric_relabeling", ["job"]) },
    ],
    sortBy: [{ column: "Down", descending: true }, { column: "Job" }],
  };
}
