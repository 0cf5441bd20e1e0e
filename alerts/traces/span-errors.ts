import type { Percent } from "../../lib/core";
import { growing, recorded, spanMetrics, type AlertCase } from "../../lib/signals";
import { thresholdAlert } from "../definition";
import { amongOthers } from "../http/case-window";
import { own } from "../http/traffic";
import { percentage, where } from "../text";
import { failingOthers, sendsTraces, spans } from "./series";

const { labels, server, client } = spanMetrics;

/** What it handles without HTTP fails: jobs from a queue, calls by another protocol; of HTTP, `errors5xx` tells. */
export const spanErrors = thresholdAlert<Percent>({
  property: "spanErrors",
  alert: "ServiceSpanErrors",
  option: (alerts) => alerts.spanErrors,
  default: { above: "5%" },
  unit: "percent",
  severity: "warning",
  for: "10m",
  drawn: false,
  appliesTo: sendsTraces,
  refuse: ({ limit }) => (limit < 1 ? undefined : ["less than 100%, which no ratio exceeds"]),
  rule: (target, { limit }, { minimumRequestRate }) => ({
    expr:
      `${own(target, recorded.spanFailureRatio)} > ${limit}` +
      (minimumRequestRate === 0 ? "" : ` and ${own(target, recorded.spans)} > ${minimumRequestRate}`),
    keepFiringFor: "2m",
    summary: `${target.service} fails {{ $value | humanizePercentage }} of what it handles, as its traces tell`,
    description:
      `Over five minutes {{ $value | humanizePercentage }} of the spans of requests and jobs that ${where(target)} handles ended with an error ` +
      `(the limit is ${percentage(limit)}). A failed trace shows which step failed, and with which message.`,
    dashboard: { uid: "traces", variables: { namespace: target.namespace, service: target.service } },
  }),
  cases: (target, { limit }, { minimumRequestRate }) => {
    const rate = 10 * Math.max(minimumRequestRate, 1);
    const failing = (share: number, total = rate, also: Readonly<Record<string, string>> = {}) => [
      spans(target, "STATUS_CODE_UNSET", also, growing(total * (1 - share), "40m")),
      spans(target, "STATUS_CODE_ERROR", also, growing(total * share, "40m")),
    ];
    const past = limit * 1.01;
    const cases: readonly AlertCase[] = [
      {
        name: "just past the limit, then no failure any more",
        series: [
          spans(target, "STATUS_CODE_UNSET", {}, growing(rate * (1 - past), "40m"), growing(rate, "20m")),
          spans(target, "STATUS_CODE_ERROR", {}, growing(rate * past, "40m"), growing(0, "20m")),
        ],
        fires: { since: "1m", value: past, until: "42m" },
      },
      {
        name: "just past the limit, by another protocol, among calls that it makes itself",
        series: [
          ...failing(past, rate, { [labels.kind]: server }),
          spans(target, "STATUS_CODE_UNSET", { [labels.kind]: client }, growing(rate, "40m")),
        ],
        fires: { since: "1m", value: past },
      },
      { name: "just under the limit", series: failing(limit * 0.99), stays: "inactive" },
      {
        name: "only calls that it makes itself fail",
        series: [...failing(0), spans(target, "STATUS_CODE_ERROR", { [labels.kind]: client }, growing(rate, "40m"))],
        stays: "inactive",
      },
      {
        name: "another service fails, and one of this name in another namespace",
        series: [
          ...failing(1, rate, { [labels.service]: `${target.service}-canary` }),
          ...failing(1, rate, { [labels.namespace]: `${target.namespace}-test` }),
          ...failing(0),
        ],
        stays: "inactive",
      },
      ...(target.metrics
        ? [
            {
              name: "HTTP requests fail, of which its metrics tell",
              series: [
                ...failing(0),
                spans(
                  target,
                  "STATUS_CODE_ERROR",
                  { [labels.kind]: server, [labels.method]: "GET" },
                  growing(rate, "40m"),
                ),
              ],
              stays: "inactive",
            } as const,
          ]
        : []),
      ...(minimumRequestRate > 0
        ? [
            { name: "too few spans", series: failing(1, minimumRequestRate * 0.99), stays: "inactive" } as const,
            {
              name: "just enough spans",
              series: failing(1, minimumRequestRate * 1.01),
              fires: { since: "5m", value: 1 },
            } as const,
          ]
        : []),
      { name: "no span any more", series: failing(1, 0), stays: "inactive" },
      { name: "no series", series: [], stays: "inactive" },
    ];
    return amongOthers(target, cases, failingOthers);
  },
});
