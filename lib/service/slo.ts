import { formatDuration, parseDuration, parsePercent, type Duration, type Percent, type Problems } from "../core";
import {
  budgetOf,
  burnRates,
  burnRatio,
  decimal,
  OBJECTIVE_WINDOW,
  type HttpMetrics,
  type Objective,
  type Slo,
} from "../signals";

/**
 * What its users may rely on. What may go wrong within it is an error budget: alerts tell when that burns too fast to last,
 * and panels what is left of it.
 */
export interface ServiceObjectives {
  /**
   * The share of requests that are not answered 5xx, such as `"99.9%"`: more than 0 % and less than 100 %. It must be so
   * high that the alerts can fire: with a window of 30d more than 93.06 %.
   */
  readonly objective: Percent;
  /**
   * The time over which it is judged, up to now: whole days from 7d to 90d, and no longer than Prometheus keeps its samples.
   * @default "30d"
   */
  readonly window?: Duration;
  /** How fast requests are to be answered. @default - availability alone */
  readonly latency?: LatencyObjective;
}

export interface LatencyObjective {
  /** The share of requests that are answered in time, such as `"99%"`; what holds for availability holds here. */
  readonly objective: Percent;
  /** What is in time, such as `"250ms"`. With classic histograms it must be the upper bound of a bucket. */
  readonly under: Duration;
}

/** The objectives ready for rules, after noting what cannot be read, measured or alerted on. */
export function parseObjectives(
  slo: ServiceObjectives | undefined,
  metrics: HttpMetrics | undefined,
  problems: Problems,
): Objective[] {
  if (slo === undefined) return [];
  if (!metrics) {
    const fix = "say HttpMetrics.prometheus() or HttpMetrics.openTelemetry(), or leave slo out";
    problems.add("metrics", undefined, "how the service tells the requests that slo is about", fix);
    return [];
  }
  const window = parseWindow(slo.window ?? "30d", problems);
  const availability = parseObjective("availability", "slo.objective", slo.objective, window, problems);
  const { latency } = slo;
  if (!latency) return availability;
  const under = parseBound(latency.under, metrics, problems);
  const fast = parseObjective("latency", "slo.latency.objective", latency.objective, window, problems);
  return [...availability, ...(under === undefined ? [] : fast.map((objective) => ({ ...objective, under })))];
}

const DAY = parseDuration("1d");

function parseWindow(window: Duration, problems: Problems): Duration | undefined {
  const milliseconds = problems.parse("slo.window", window, parseDuration);
  if (milliseconds === undefined) return undefined;
  const { least, most } = OBJECTIVE_WINDOW;
  const days = milliseconds / DAY;
  const holds = Number.isInteger(days) && days >= least && days <= most;
  problems.check(holds, "slo.window", window, `whole days from ${least}d to ${most}d`);
  return holds ? `${days}d` : undefined;
}

function parseObjective(
  slo: Slo,
  property: string,
  text: Percent,
  window: Duration | undefined,
  problems: Problems,
): Objective[] {
  const objective = problems.parse(property, text, parsePercent);
  if (objective === undefined) return [];
  if (objective === 0 || objective === 1) {
    const fix = objective === 1 ? "100% leaves no error budget: the first failure of all would miss it" : undefined;
    problems.add(property, text, "more than 0% and less than 100%", fix);
    return [];
  }
  if (window === undefined) return [];
  const parsed = { slo, objective, budget: budgetOf(objective), window };
  const unreachable = burnRates(window).find((rate) => burnRatio(rate, parsed) >= 1);
  if (!unreachable) return [parsed];
  const { long, short, factor } = unreachable;
  const lowest = Math.ceil(decimal((1 - 1 / factor) * 1e4) + 1e-9) / 100;
  const shorter = longestWindow(parsed.budget);
  problems.add(
    property,
    text,
    `at least ${decimal(lowest)}% with a window of ${window}, as its alert on ${long} and ${short} comes when the budget burns ` +
      `${factor} times as fast as it may, and with every request bad it burns ${decimal(Number((1 / parsed.budget).toFixed(2)))} times as fast`,
    shorter === undefined ? "raise it" : `raise it, or set slo.window to at most ${shorter}`,
  );
  return [];
}

/** The longest window with which every alert of this budget can fire. */
function longestWindow(budget: number): Duration | undefined {
  for (let days = OBJECTIVE_WINDOW.most; days >= OBJECTIVE_WINDOW.least; days--) {
    if (burnRates(`${days}d`).every((rate) => burnRatio(rate, { budget }) < 1)) return `${days}d`;
  }
  return undefined;
}

/** Seconds. */
function parseBound(under: Duration, metrics: HttpMetrics, problems: Problems): number | undefined {
  const property = "slo.latency.under";
  const milliseconds = problems.parse(property, under, parseDuration);
  if (milliseconds === undefined) return undefined;
  const bound = milliseconds / 1000;
  problems.check(bound > 0, property, under, "more than 0s");
  if (metrics.histogram === "native") return bound;
  const holds = metrics.buckets.includes(bound);
  const nearest = [
    metrics.buckets.findLast((bucket) => bucket < bound),
    metrics.buckets.find((bucket) => bucket > bound),
  ].flatMap((bucket) => (bucket === undefined ? [] : [JSON.stringify(written(bucket))]));
  const fix = "or give the histogram such a bucket and say so in metrics.buckets, or use a native histogram";
  problems.check(holds, property, under, `the upper bound of a bucket: ${nearest.join(" or ")}`, fix);
  return holds ? bound : undefined;
}

/** Seconds as the user would write them. */
function written(seconds: number): string {
  const milliseconds = decimal(seconds * 1000);
  return Number.isInteger(milliseconds) ? formatDuration(milliseconds) : `${milliseconds}ms`;
}
