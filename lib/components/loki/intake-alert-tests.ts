import { parseMemory } from "../../core";
import { growing, missing, steady, type AlertCase, type AlertTest, type Phase } from "../../signals";
import { growthCases, labelled, limitCases, others, proof, type Labels } from "../alert-cases";
import type { LokiAlertsInput } from "./intake-alerts";

/** When the alerts on lines on their way in fire, and when they do not. */
export function intakeAlertTests(job: string, { replicas, limits }: LokiAlertsInput): AlertTest[] {
  const own = { job, pod: "loki-0" };
  return [
    proof("LokiLinesDiscarded", "warning", discardedCases(own)),
    proof("LokiRateLimited", "warning", rateLimitedCases(own)),
    proof("LokiIngestionNearLimit", "warning", ingestionCases(own, parseMemory(limits.ingestionRate))),
    proof("LokiStreamsNearLimit", "warning", streamCases(own, replicas, limits.streams)),
  ];
}

const DISCARDED = "loki_discarded_samples_total";
const LATER = ["rate_limited", "per_stream_rate_limit", "stream_limit"];

function discardedCases(own: Labels): AlertCase[] {
  const discarded = (labels: Labels, ...phases: readonly Phase[]) =>
    labelled(DISCARDED, { ...own, reason: "too_far_behind", ...labels }, ...phases);
  const up = labelled("up", own, steady(1, "1h"));
  const labels = { reason: "too_far_behind" };
  const elsewhere = [
    labelled("up", { job: `other-${own["job"]}`, pod: "loki-1" }, steady(1, "1h")),
    discarded({ job: `other-${own["job"]}` }, growing(1, "30m")),
    ...LATER.map((reason) => discarded({ reason }, growing(1, "30m"))),
  ];
  return [
    {
      name: "lines are lost, until none is",
      series: [
        up,
        discarded({}, steady(0, "10m"), growing(1 / 60, "1m"), growing(0, "20m")),
        discarded({ tenant: "b" }, steady(0, "30m")),
        ...elsewhere,
      ],
      fires: { since: "10m", until: "19m", value: 1, labels },
    },
    {
      // Their counter is there from the first of them on.
      name: "the first lines are lost",
      series: [up, discarded({}, missing("12m"), steady(3, "20m")), ...elsewhere],
      fires: { since: "12m", until: "22m", value: 3, labels },
    },
    {
      name: "two pods lose the first lines",
      series: ["loki-0", "loki-1"].flatMap((pod) => [
        labelled("up", { ...own, pod }, steady(1, "1h")),
        discarded({ pod }, missing("12m"), steady(3, "20m")),
      ]),
      fires: { since: "12m", value: 6, labels },
    },
    {
      name: "a pod that was not read before has lost lines at some time",
      series: [
        up,
        labelled("up", { ...own, pod: "loki-1" }, missing("15m"), steady(1, "5m")),
        discarded({ pod: "loki-1" }, missing("15m"), steady(7, "5m")),
        ...elsewhere,
      ],
      stays: "inactive",
    },
    { name: "lines were lost long ago", series: [up, discarded({}, steady(3, "1h"))], stays: "inactive" },
    { name: "no series", series: [], stays: "inactive" },
  ];
}

function rateLimitedCases(own: Labels): AlertCase[] {
  return LATER.flatMap((reason) =>
    growthCases({
      metric: DISCARDED,
      own: { ...own, reason },
      others: [...others({ ...own, reason }, "job"), { ...own, reason: "too_far_behind" }],
      window: "10m",
      labels: { reason },
    }).map((one) => ({ ...one, name: `${reason}: ${one.name}` })),
  );
}

function ingestionCases(own: Labels, limit: number): AlertCase[] {
  const metric = "loki_distributor_bytes_received_total";
  const received = (labels: Labels, ...rates: readonly (readonly [number, "5m" | "20m" | "1h"])[]) =>
    labelled(metric, { ...labels, tenant: "fake" }, ...rates.map(([rate, time]) => growing(rate * limit, time)));
  const elsewhere = others(own, "job").map((labels) => received(labels, [1, "1h"]));
  return [
    {
      name: "just past the limit",
      series: [received(own, [0.408, "1h"]), received({ ...own, pod: "loki-1" }, [0.4, "1h"]), ...elsewhere],
      // The first five minutes are not full.
      fires: { since: "5m", value: 0.808 },
    },
    {
      name: "just under the limit",
      series: [received(own, [0.395, "1h"]), received({ ...own, pod: "loki-1" }, [0.397, "1h"]), ...elsewhere],
      stays: "inactive",
    },
    {
      // Three of the four minutes between the samples of five have to be of the new rate.
      name: "it rises, and falls",
      series: [received(own, [0.5, "20m"], [1, "20m"], [0.5, "20m"]), ...elsewhere],
      fires: { since: "22m", until: "41m", value: 1 },
    },
    { name: "no series", series: [], stays: "inactive" },
  ];
}

/** Each stream is in up to three of the replicas. */
function streamCases(own: Labels, replicas: number, limit: number): AlertCase[] {
  const metric = "loki_ingester_memory_streams";
  const copies = Math.min(replicas, 3);
  const each = (share: number): number => (share * limit * copies) / replicas;
  return limitCases({
    of: (...phases) =>
      Array.from({ length: replicas }, (_, i) => labelled(metric, { ...own, pod: `loki-${i}` }, ...phases)),
    past: each(0.808),
    fine: each(0.792),
    value: 0.808,
    beside: others(own, "job").map((labels) => labelled(metric, labels, steady(limit, "1h"))),
  });
}
