import { formatDuration, parseDuration, type Duration } from "../../core";
import { growing, missing, steady, type AlertCase, type AlertTest, type CaseSeries, type Phase } from "../../signals";
import { labelled, limitCases, others, proof, type Labels } from "../alert-cases";
import { SIGNALS, type Signal } from "./signal";

/** The labels of one pod. */
export type CollectorPod = Readonly<Record<"job" | "pod", string>>;

/** When the alerts on what waits to be sent fire, and when they do not. */
export function queueAlertTests({ job, pod }: CollectorPod): AlertTest[] {
  const own = { job, pod, exporter: "otlp_grpc/jaeger" };
  return [
    proof("CollectorQueueFull", "critical", beginningCases("enqueue_failed", own, "5m")),
    proof("CollectorQueueFilling", "warning", fillingCases(own)),
    proof("CollectorExportsStuck", "warning", ...SIGNALS.map((_, i) => stuckCases(own, i))),
    proof("CollectorExportsRejected", "warning", beginningCases("send_failed", own, "15m")),
  ];
}

type Exporter = CollectorPod & Readonly<Record<"exporter", string>>;

/** A counter of each signal that may be there from the first failure on only. */
function beginningCases(what: string, own: Exporter, window: Duration): AlertCase[] {
  const counted = (labels: Labels, ...phases: readonly Phase[]): CaseSeries[] =>
    SIGNALS.map(({ suffix }) => labelled(`otelcol_exporter_${what}_${suffix}`, labels, ...phases));
  const beside = others(own, "job").flatMap((labels) => counted(labels, growing(1, "1h")));
  const after = (minutes: number): Duration => formatDuration(minutes * MINUTE + parseDuration(window));
  const { pod, exporter } = own;
  const labels = SIGNALS.map(({ words }) => ({ pod, exporter, signal: words }));
  return [
    {
      name: "it happens once",
      series: [...counted(own, steady(0, "20m"), growing(1 / 60, "1m"), growing(0, "30m")), ...beside],
      fires: { since: "20m", until: after(19), labels },
    },
    {
      name: "it happens for the first time, and is counted from then on",
      series: [...counted(own, missing("20m"), steady(1, "30m")), ...beside],
      fires: { since: "20m", until: after(20), labels },
    },
    {
      name: "a new counter of nothing",
      series: [...counted(own, missing("20m"), steady(0, "40m")), ...beside],
      stays: "inactive",
    },
    { name: "no series", series: [], stays: "inactive" },
  ];
}

const MINUTE = 60_000;

function fillingCases(own: Exporter): AlertCase[] {
  const { pod, exporter } = own;
  const traces = { ...own, data_type: "traces" };
  return limitCases({
    of: (...size) => queueOf(traces, 1000, ...size),
    past: 505,
    fine: 500,
    value: 0.505,
    labels: { pod, exporter, data_type: "traces" },
    beside: [
      ...[{ data_type: "logs" }, { exporter: "debug" }, { pod: "other" }].flatMap((other) =>
        queueOf({ ...traces, ...other }, 9000, steady(3, "1h")),
      ),
      ...others(traces, "job").flatMap((labels) => queueOf(labels, 1_000_000, steady(600_000, "1h"))),
    ],
  });
}

function queueOf(labels: Labels, capacity: number, ...size: readonly Phase[]): CaseSeries[] {
  return [
    labelled("otelcol_exporter_queue_size", labels, ...size),
    labelled("otelcol_exporter_queue_capacity", labels, steady(capacity, "1h")),
  ];
}

/** For one of the signals, while the next one is sent, and there is nothing of the last one. */
function stuckCases(own: Exporter, index: number): AlertCase[] {
  const [stuck, busy, empty] = [0, 1, 2].map((i) => SIGNALS[(index + i) % SIGNALS.length] ?? SIGNALS[0]);
  if (!stuck || !busy || !empty) return [];
  const { pod, exporter } = own;
  const job = { job: `other-${own.job}` };
  const beside = [
    queue(busy, own, steady(600, "1h")),
    sent(busy, own, growing(0.5, "1h")),
    queue(empty, own, steady(0, "1h")),
    sent(empty, own, steady(3, "1h")),
    // Another exporter, another pod and another program send theirs.
    sent(stuck, { ...own, exporter: "otlp_http/prometheus-0" }, growing(0.5, "1h")),
    sent(stuck, { ...own, pod: "other" }, growing(0.5, "1h")),
    sent(stuck, { ...own, ...job }, growing(0.5, "1h")),
    up({ job: own.job, pod: "other" }, 1),
  ];
  const labels = { pod, exporter, signal: stuck.words };
  const isUp = up({ job: own.job, pod }, 1);
  const silent = sent(stuck, own, steady(7, "1h"));
  const cases: AlertCase[] = [
    {
      name: "something waits for ten minutes, until it is sent",
      series: [
        isUp,
        queue(stuck, own, steady(0, "5m"), steady(1, "40m"), steady(0, "10m")),
        queue(stuck, { ...own, ...job }, steady(5, "1h")),
        silent,
        ...beside,
      ],
      fires: { since: "15m", until: "45m", labels },
    },
    {
      name: "what is sent at first is not sent any more",
      series: [
        isUp,
        queue(stuck, own, steady(1, "1h")),
        queue(stuck, { ...own, ...job }, steady(0, "1h")),
        sent(stuck, own, growing(0.5, "30m"), growing(0, "30m")),
        ...beside,
      ],
      // The last growth is at 29m, and in ten minutes with the sample before it until 37m.
      fires: { since: "38m", labels },
    },
    {
      name: "it is empty for a moment now and then",
      series: [
        isUp,
        queue(stuck, own, ...Array.from({ length: 6 }, () => [steady(1, "7m"), steady(0, "1m")]).flat()),
        silent,
        ...beside,
      ],
      stays: "inactive",
    },
    {
      name: "the pod is gone, and another one is there",
      series: [
        up({ job: own.job, pod }, 0),
        up({ ...job, pod }, 1),
        queue(stuck, own, steady(1, "1h")),
        silent,
        ...beside,
      ],
      stays: "inactive",
    },
    {
      name: "a new pod finds a queue on its disk, and sends it",
      series: [
        labelled("up", { job: own.job, pod }, missing("30m"), steady(1, "30m")),
        queue(stuck, own, missing("30m"), steady(600, "9m"), steady(0, "20m")),
        silent,
        ...beside,
      ],
      stays: "inactive",
    },
    {
      name: "as much is sent as comes",
      series: [isUp, queue(stuck, own, steady(600, "1h")), sent(stuck, own, growing(0.5, "1h")), ...beside],
      stays: "inactive",
    },
  ];
  return cases.map((one) => ({ ...one, name: `${stuck.words}: ${one.name}` }));
}

function queue({ dataType }: Signal, labels: Labels, ...phases: readonly Phase[]): CaseSeries {
  return labelled("otelcol_exporter_queue_size", { ...labels, data_type: dataType }, ...phases);
}

function sent({ suffix }: Signal, labels: Labels, ...phases: readonly Phase[]): CaseSeries {
  return labelled(`otelcol_exporter_sent_${suffix}`, labels, ...phases);
}

function up(labels: Labels, value: number): CaseSeries {
  return labelled("up", labels, steady(value, "1h"));
}
