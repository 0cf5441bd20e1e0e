import { growing, missing, recorded, steady, type CaseSeries } from "../../lib/signals";
import { requests } from "../case-series";
import { plus } from "../case-time";
import { thresholdAlert } from "../definition";
import { neighbours } from "../neighbours";
import { hasMetrics, own } from "../http/traffic";
import { ofOtherServices } from "../kubernetes/series";
import { where } from "../text";
import { recordedLines, recordedLinesOfAll, recordedLinesOfOthers } from "./series";

/**
 * The service answers requests, and none of its lines arrives: when it fails, nobody can find out why.
 *
 * PromQL, as only Prometheus knows of the requests. It compares series that Loki hands over, and is silent unless lines of
 * others arrive. So a dead collector, a dead Loki or a lost way from there to Prometheus is one alert of that
 * program and not one for each service, and in a stack without Loki it never fires. A service without traffic, be it
 * scaled to zero or just quiet, has nothing to log.
 */
export const logsMissing = thresholdAlert<number>({
  property: "logsMissing",
  alert: "ServiceLogsMissing",
  option: (alerts) => alerts.logsMissing,
  default: { above: 1 },
  unit: "number",
  drawn: false,
  severity: "warning",
  for: "1h",
  appliesTo: hasMetrics,
  rule: (target, { limit, for: wait }) => ({
    expr:
      `${own(target, recorded.requests)} > ${limit}` +
      ` unless on () ${own(target, recorded.logLines)} and on () ${recorded.clusterLogLines}`,
    summary: `${target.service} answers requests, and no log line of it arrives`,
    description:
      `${where(target)} answers {{ $value | humanize }} requests a second, and for ${wait} none of its log lines has arrived in Loki, ` +
      `which takes those of others. Look at what its containers write, and at the collector on their nodes.`,
  }),
  cases: (target, { limit, for: wait }) => {
    const long = plus(wait, "30m");
    const past = limit === 0 ? 0.01 : limit * 1.01;
    const served = (rate: number): CaseSeries => requests(target, "200", growing(rate, plus(long, "2h")));
    const othersServe = neighbours(target).map((other) => requests(other, "200", growing(9 + limit, plus(long, "2h"))));
    const all = recordedLinesOfAll(steady(7, plus(long, "2h")));
    const others = recordedLinesOfOthers(target, recorded.logLines, steady(5, plus(long, "2h")));
    return [
      {
        name: "no line any more, then one",
        series: [
          served(past),
          recordedLines(target, recorded.logLines, steady(0.5, "10m"), missing(long), steady(0.01, "10m")),
          all,
          ...others,
        ],
        // The last line is looked back on for five minutes.
        fires: { since: "14m", until: plus("10m", long), value: past },
      },
      {
        // Five minutes are full after five minutes.
        name: "never any line",
        series: [served(past), all],
        fires: { since: limit === 0 ? "1m" : "5m", value: past },
      },
      {
        name: "hardly fewer requests than may be answered in silence",
        series: [
          served(limit * 0.99),
          all,
          ...othersServe,
          ...ofOtherServices(target, recorded.requests, {}, steady(9 + limit, "3h")),
        ],
        stays: "inactive",
      },
      ...(wait === "0s"
        ? []
        : [
            {
              name: "a line now and then",
              series: [
                served(past),
                recordedLines(
                  target,
                  recorded.logLines,
                  missing("20m"),
                  steady(0.003, "5m"),
                  missing(plus(wait)),
                  steady(0.003, "5m"),
                ),
                recordedLinesOfAll(steady(7, plus("30m", wait))),
              ],
              stays: "pending",
            } as const,
          ]),
      {
        name: "lines",
        series: [served(past), recordedLines(target, recorded.logLines, steady(0.01, plus(long, "2h"))), all],
        stays: "inactive",
      },
      { name: "no line of anybody, or no Loki", series: [served(past)], stays: "inactive" },
      { name: "no requests, as it is scaled to zero", series: [all], stays: "inactive" },
    ];
  },
});
