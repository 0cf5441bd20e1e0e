import { growing, steady, type AlertCase, type AlertTest } from "../../signals";
import { growthCases, labelled, others, proof, type Labels } from "../alert-cases";
import type { CollectorPod } from "./queue-alert-tests";
import { SIGNALS, type Signal } from "./signal";

/** When the alerts on what comes in fire, and when they do not. */
export function intakeAlertTests(own: CollectorPod): AlertTest[] {
  return [
    proof("CollectorRefusesData", "warning", ...SIGNALS.map((signal) => refusedCases(own, signal))),
    proof("CollectorMemoryLimited", "warning", ...SIGNALS.map((signal) => limitedCases(own, signal))),
  ];
}

function limitedCases({ job, pod }: CollectorPod, { suffix, words }: Signal): AlertCase[] {
  const own = { job, pod, processor: "memory_limiter" };
  return growthCases({
    metric: limiterOf(suffix),
    own,
    others: others(own, "job"),
    window: "5m",
    labels: { pod, signal: words },
    value: 1 / 60,
  }).map((one) => ({ ...one, name: `${words}: ${one.name}` }));
}

function refusedCases({ job, pod }: CollectorPod, { suffix, words }: Signal): AlertCase[] {
  const own = { job, pod, receiver: "otlp", transport: "grpc" };
  const labels = { pod, receiver: own.receiver, signal: words };
  const both = ["refused", "failed"].map((what) => `otelcol_receiver_${what}_${suffix}`);
  const limiter = (of: Labels) => labelled(limiterOf(suffix), of, growing(0.1, "2h"));
  const elsewhere = others(own, "job");
  const beside = [
    ...both.map((metric) => labelled(metric, { ...own, receiver: "zipkin" }, steady(0, "2h"))),
    limiter({ job, pod: "other" }),
    ...elsewhere.map((other) => limiter({ job: other["job"] ?? "", pod })),
  ];
  const still = (metric: string) =>
    both
      .filter((other) => other !== metric)
      .flatMap((other) => [own, ...elsewhere].map((of) => labelled(other, of, steady(3, "2h"))));
  const cases: AlertCase[] = [
    ...both.flatMap((metric) =>
      growthCases({
        metric,
        own,
        others: elsewhere,
        window: "5m",
        labels,
        value: 1 / 60,
        beside: [...beside, ...still(metric)],
      }),
    ),
    {
      name: "the memory limiter refuses, of which another alert tells",
      series: [
        ...both.map((metric) => labelled(metric, own, growing(0.1, "1h"))),
        labelled(limiterOf(suffix), { job, pod }, growing(0.1, "1h")),
      ],
      stays: "inactive",
    },
    {
      // Its last growth is at 19m, and in five minutes with the sample before it until 22m.
      name: "it goes on when the memory limiter does not refuse any more",
      series: [
        ...both.map((metric) => labelled(metric, own, growing(0.1, "1h"))),
        labelled(limiterOf(suffix), { job, pod }, growing(0.1, "20m"), growing(0, "40m")),
        ...beside,
      ],
      fires: { since: "23m", value: 0.2, labels },
    },
  ];
  return cases.map((one) => ({ ...one, name: `${words}: ${one.name}` }));
}

function limiterOf(suffix: Signal["suffix"]): string {
  return `otelcol_processor_memory_limiter_refused_${suffix}`;
}
