import type { Duration } from "../../lib/core";
import { max, steady, type AlertCase } from "../../lib/signals";
import { minutes, plus } from "../case-time";
import { thresholdAlert } from "../definition";
import { neighbours } from "../neighbours";
import { where } from "../text";
import { addresses, isCalled, probe, probeSeries } from "./probe-series";

/** A client waits long for an answer: name resolution, connection, TLS and the answer itself. */
export const probeSlow = thresholdAlert<Duration>({
  property: "probeSlow",
  alert: "ServiceProbeSlow",
  option: (alerts) => alerts.probeSlow,
  default: { above: "1s" },
  unit: "seconds",
  severity: "warning",
  for: "10m",
  drawn: false,
  appliesTo: isCalled,
  rule: (target, { limit }) => ({
    expr: [
      `${max(`avg_over_time(${probeSeries(target, "probe_duration_seconds")}[5m])`, ["instance"])} > ${limit}`,
      // What never answers takes as long as the timeout, and probeFailing tells of it.
      `and on (instance) ${max(`max_over_time(${probeSeries(target, "probe_success")}[5m])`, ["instance"])} == 1`,
    ].join(" "),
    keepFiringFor: "2m",
    summary: `${target.service} takes {{ $value | humanizeDuration }} to answer at {{ $labels.instance }}`,
    description:
      `Over five minutes the blackbox exporter waited {{ $value | humanizeDuration }} on average for {{ $labels.instance }} ` +
      `of ${where(target)} (the limit is ${limit}s). Where the service's own latency is low, look at what lies between.`,
  }),
  cases: (target, { limit, for: wait }) => {
    const long = plus(wait, "20m");
    const end = plus(long, "1h");
    const all = addresses(target);
    const [first, second] = all;
    const past = limit * 1.01;
    const duration = "probe_duration_seconds";
    const answered = (...of: readonly string[]) =>
      of.map((address) => probe(target, "probe_success", address, steady(1, end)));
    return [
      ...all.map(
        (slow): AlertCase => ({
          name: `${slow} becomes slow, just past the limit, and later fast again`,
          series: [
            ...answered(...all),
            ...all.map((address) =>
              address === slow
                ? probe(target, duration, address, steady(0, "20m"), steady(past, long), steady(0, "20m"))
                : probe(target, duration, address, steady(limit * 0.99, end)),
            ),
            ...neighbours(target).flatMap((other) => [
              probe(other, duration, slow, steady(9 * limit, "20m"), steady(limit * 9, end)),
              probe(other, "probe_success", slow, steady(1, end)),
            ]),
          ],
          // The fifth of five samples; it goes on for two minutes.
          fires: { since: "24m", until: plus("22m", long), value: past, labels: { instance: slow } },
        }),
      ),
      {
        name: "just under the limit, and others are slow",
        series: [
          ...answered(first, second),
          probe(target, duration, first, steady(limit * 0.99, end)),
          ...neighbours(target).map((other) => probe(other, duration, second, steady(limit * 9, end))),
        ],
        stays: "inactive",
      },
      {
        name: "answered every four minutes, and then no more",
        series: [
          probe(target, duration, first, steady(past, end)),
          probe(
            target,
            "probe_success",
            first,
            ...Array.from({ length: Math.ceil(minutes(long) / 4) }, () => [steady(1, "1m"), steady(0, "3m")]).flat(),
            steady(1, "1m"),
            steady(0, "1h"),
          ),
        ],
        fires: { since: "0s", value: past, labels: { instance: first } },
      },
      {
        name: "never answered, while others are",
        series: [
          probe(target, duration, first, steady(limit * 9, end)),
          probe(target, "probe_success", first, steady(0, end)),
          ...answered(second),
          probe(target, duration, second, steady(limit * 0.5, end)),
          ...neighbours(target).map((other) => probe(other, "probe_success", first, steady(1, end))),
        ],
        stays: "inactive",
      },
      { name: "no series", series: [], stays: "inactive" },
    ];
  },
});
