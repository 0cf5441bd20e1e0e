import { max, selector, sum, type Matchers } from "../../lib/signals";
import { topTen } from "../expressions";
import type { Row } from "../model";
import { clusterJobs, everyProgram } from "./members";

const JOB = ["job"];
const legend = "{{job}}";
const watched: Matchers = { job: { re: `${pattern(clusterJobs)}|${pattern(everyProgram)}` } };

/** What it costs to read the stack and the cluster, beside the services. */
export function scraping(): Row {
  return {
    title: "Reading the cluster and the stack",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Scrape duration",
          description:
            "The slowest scrape of each of the ten slowest jobs. One that exceeds the timeout brings nothing.",
          unit: "s",
          series: [{ expr: topTen(max, selector("scrape_duration_seconds", watched), JOB), legend }],
        },
        {
          kind: "timeSeries",
          title: "Series by job",
          description:
            "Series that a scrape of all targets brings, of the ten largest jobs: what Prometheus holds in memory.",
          unit: "short",
          series: [{ expr: topTen(sum, selector("scrape_samples_post_metric_relabeling", watched), JOB), legend }],
        },
        {
          kind: "timeSeries",
          title: "New series",
          description:
            "Series in a scrape that were not in the one before, of the ten jobs with most. Many for long are labels whose values never come back.",
          unit: "short",
          series: [{ expr: topTen(sum, selector("scrape_series_added", watched), JOB), legend }],
        },
      ],
    ],
  };
}

function pattern({ job }: Matchers): string {
  return typeof job === "object" && "re" in job ? job.re : "";
}
