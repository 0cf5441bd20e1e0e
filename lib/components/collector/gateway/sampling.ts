import { parseDuration, parsePercent, type Duration, type Percent, type Problems } from "../../../core";
import type { ComponentConfig } from "../collector-config";

/**
 * Which traces are kept: all that failed, all that answered 5xx, all that were slow, and a share of the others. A span with
 * status ERROR is one that failed, which the span of a client is by convention with each answer of 4xx, too. Metrics of
 * spans and the service graph are counted before, from all of them.
 */
export interface TailSampling {
  /** Traces that took longer are kept, from the first span's begin to the last one's end. @default "500ms" */
  readonly slowerThan?: Duration;
  /** The share of the remaining traces that is kept. @default "5%"; "100%" in `dev` */
  readonly share?: Percent;
  /**
   * How long after its first span a trace is judged. What comes later follows the judgement, but cannot change it. All
   * traces of that time are in memory. @default "10s"; "5s" in `dev`
   */
  readonly decisionWait?: Duration;
  /**
   * Further policies of the processor `tail_sampling`, in its own words: a trace that any of them samples is kept.
   * @default - none
   * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/processor/tailsamplingprocessor
   */
  readonly policies?: readonly ComponentConfig[];
}

/** Notes durations and shares that are none. */
export function checkSampling({ slowerThan, share, decisionWait }: Required<TailSampling>, problems: Problems): void {
  const slow = problems.parse("sampling.slowerThan", slowerThan, parseDuration);
  problems.check(
    slow !== 0,
    "sampling.slowerThan",
    slowerThan,
    "more than zero",
    'to keep everything, set share "100%"',
  );
  problems.parse("sampling.share", share, parsePercent);
  const wait = problems.parse("sampling.decisionWait", decisionWait, parseDuration);
  problems.check(
    wait === undefined || (wait >= 1_000 && wait <= 120_000),
    "sampling.decisionWait",
    decisionWait,
    "a duration from 1s to 2m",
    "spans of a trace arrive within seconds, and all traces of that time are in memory",
  );
}

/**
 * How many traces a container of that memory can hold while it waits: two fifths of it, at 20 KiB a trace, which are some
 * twenty spans. With more, the oldest are judged too early, which an alert tells.
 */
export function tracesInMemory(memoryLimit: number): number {
  return Math.floor((memoryLimit * 0.4) / (20 * 1024));
}

/** The configuration of the processor `tail_sampling`. */
export function tailSampling(sampling: Required<TailSampling>, traces: number): ComponentConfig {
  const percentage = parsePercent(sampling.share) * 100;
  return {
    decision_wait: sampling.decisionWait,
    num_traces: traces,
    // What was decided is remembered for longer than the trace, so that late spans share its fate.
    decision_cache: { sampled_cache_size: 4 * traces, non_sampled_cache_size: 4 * traces },
    policies: [
      { name: "errors", type: "status_code", status_code: { status_codes: ["ERROR"] } },
      {
        name: "http-5xx",
        type: "numeric_attribute",
        numeric_attribute: { key: "http.response.status_code", min_value: 500, max_value: 599 },
      },
      { name: "slow", type: "latency", latency: { threshold_ms: parseDuration(sampling.slowerThan) } },
      ...sampling.policies,
      { name: "share", type: "probabilistic", probabilistic: { sampling_percentage: percentage } },
    ],
  };
}
