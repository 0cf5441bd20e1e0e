import { rate, selector, sum, type Matchers } from "../../lib/signals";
import { everyCollector, items, itemsOfLastHour } from "../collector/items";
import { grown } from "../expressions";
import type { Row, Series } from "../model";
import type { Parts } from "../parts";
import { program } from "./members";

const WHAT = "what";

/** Whatever is lost between what happens and who is told: nothing of this ever comes back. */
export function lost(parts: Parts): Row {
  const losses = [
    ...lossesOfAll,
    ...(parts.collector ? lossesOfCollectors : []),
    ...(parts.logs ? lossesOfLoki : []),
    ...(parts.traces ? [jaegerLoss] : []),
  ];
  return {
    title: "What is lost",
    lines: [
      [
        {
          kind: "table",
          title: "Lost within an hour",
          description:
            "Everything here should be 0: none of it comes back. Who has lost it has a dashboard that tells more, and a log that tells why.",
          labels: [{ label: WHAT, title: "What" }],
          values: [
            {
              title: "Lost",
              unit: "short",
              expr: losses.map(({ name, ofLastHour }) => named(`${ofLastHour} or vector(0)`, name)).join(" or "),
              steps: [{ from: 1, color: "red" }],
            },
          ],
          sortBy: [{ column: "Lost", descending: true }, { column: "What" }],
          visibleRows: 8,
        },
        {
          kind: "timeSeries",
          title: "Lost over time",
          description: "The same per minute, as far as there is any of it.",
          unit: "cpm",
          noData: "Nothing is lost",
          series: losses.map(({ name, perSecond }): Series => ({ expr: `60 * (${perSecond}) > 0`, legend: name })),
        },
      ],
    ],
  };
}

interface Loss {
  readonly name: string;
  readonly perSecond: string;
  readonly ofLastHour: string;
}

const lossesOfAll: readonly Loss[] = [
  loss("Alerts that Prometheus gave up", "prometheus_notifications_dropped_total", program("prometheus")),
  loss("Notifications that did not arrive", "alertmanager_notifications_failed_total", program("alertmanager")),
  loss(
    "Samples not written to another Prometheus",
    "prometheus_remote_storage_samples_failed_total",
    program("prometheus"),
  ),
  loss("Scrapes refused as too large", "prometheus_target_scrapes_exceeded_sample_limit_total", program("prometheus")),
];

const lossesOfLoki: readonly Loss[] = [
  loss("Log lines that Loki threw away", "loki_discarded_samples_total", program("loki")),
  loss("Alerts that Loki gave up", "loki_prometheus_notifications_dropped_total", program("loki")),
  loss(
    "Samples that Loki's rules lost",
    "loki_ruler_wal_prometheus_remote_storage_samples_failed_total",
    program("loki"),
  ),
];

const jaegerLoss = loss(
  "Spans that Jaeger did not store",
  "otelcol_exporter_send_failed_spans_total",
  program("jaeger"),
);

const lossesOfCollectors: readonly Loss[] = [
  { name: "Items that were refused behind a collector", ...ofItems("otelcol_exporter_send_failed") },
  { name: "Items without room in a collector's queue", ...ofItems("otelcol_exporter_enqueue_failed") },
];

function loss(name: string, counter: string, matchers: Matchers): Loss {
  const series = selector(counter, matchers);
  return { name, perSecond: sum(rate(series, "$__rate_interval")), ofLastHour: sum(grown(series, "1h")) };
}

/** Spans, log lines and samples together. */
function ofItems(counter: string): Omit<Loss, "name"> {
  return { perSecond: items(counter, everyCollector), ofLastHour: itemsOfLastHour(counter, everyCollector) };
}

function named(expr: string, name: string): string {
  return sum(`label_replace(${expr}, "${WHAT}", "${name}", "", "")`, [WHAT]);
}
