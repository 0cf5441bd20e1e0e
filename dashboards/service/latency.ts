import { max, recorded, selector, spanMetrics } from "../../lib/signals";
import { alertLimits, chosenService, topTen } from "../expressions";
import type { Row, Series } from "../model";
import type { Parts } from "../parts";
import { durationAsMeasured } from "../traces/spans";

/** How long requests take. */
export function latency({ traces }: Parts): Row {
  return {
    title: "Duration",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Duration of requests",
          description: `Half of the requests take longer than p50, a twentieth longer than p95, a hundredth longer than p99; with the limits of the alert ServiceLatencyP99.${traces ? ` ${POINTS}` : ""}`,
          // That of the points: everything else can be converted.
          unit: spanMetrics.unit,
          noData: "No traffic",
          series: [
            ...[
              { expr: quantile("p50"), legend: "p50", color: "green" } as const,
              { expr: quantile("p95"), legend: "p95", color: "blue" } as const,
              { expr: quantile("p99"), legend: "p99", color: "purple" } as const,
              ...alertLimits("ServiceLatencyP99"),
            ].map(fromSeconds),
            ...(traces ? [ofSpans()] : []),
          ],
        },
        {
          kind: "timeSeries",
          title: "99th percentile by route",
          description: "How long the slowest hundredth of requests takes, on the ten slowest routes.",
          unit: "s",
          noData: "No traffic",
          series: [
            {
              expr: topTen(max, selector(recorded.latencyByRoute, { ...chosenService, route: { re: "$route" } }), [
                "route",
              ]),
              legend: "{{route}}",
            },
          ],
        },
      ],
    ],
  };
}

function quantile(name: "p50" | "p95" | "p99"): string {
  return max(selector(recorded.latency(name), chosenService));
}

function fromSeconds(series: Series): Series {
  return { ...series, expr: `${spanMetrics.unitsPerSecond} * ${series.expr}` };
}

const POINTS = "Each point is one request, and opens its trace, if that was kept.";

/** What has points to show: the histogram of spans, whatever dialect the service's own metrics speak. */
function ofSpans(): Series {
  return { expr: durationAsMeasured(0.99, "server"), legend: "p99 of spans", color: "text", exemplars: true };
}
