import { unitOfName, type Metric } from "../../../signals";
import type { Labels } from "../../sources";
import { share } from "../hash";
import { counter, steady, times, wander } from "./curves";
import { histogram, meanOf, shareWithin } from "./durations";
import { combinationsOf } from "./label-values";
import { isTrouble, levelOf } from "./levels";
import type { RawSeries, Told } from "./series";
import type { Teller } from "./teller";

/** Series of metrics of which nothing is known but what the catalogue says: plausible, and without any trouble. */
export function genericMetrics(metrics: readonly Metric[], tellers: readonly Teller[]): Told {
  return new Map(metrics.flatMap((metric) => [...metricSeries(metric, tellers)]));
}

function metricSeries(metric: Metric, tellers: readonly Teller[]): Told {
  const rows = (): readonly One[] =>
    tellers.flatMap((teller) =>
      combinationsOf(metric, teller).map((own) => {
        const labels = { ...teller.labels, ...own };
        return { teller, own, labels, seed: `${metric.name} ${Object.values(labels).join(" ")}` };
      }),
    );
  switch (metric.type) {
    case "counter":
      return new Map([[metric.name, () => rows().map((one) => counted(metric, one))]]);
    case "gauge":
      return new Map([[metric.name, () => rows().map((one) => measured(metric, one))]]);
    case "histogram":
      return observed(metric, rows);
    case "summary":
      return summary(metric, rows);
    case "nativeHistogram":
      // One sample of it is a whole histogram, which a number cannot stand for.
      return new Map();
  }
}

interface One {
  readonly teller: Teller;
  readonly own: Labels;
  readonly labels: Labels;
  readonly seed: string;
}

function counted(metric: Metric, { teller, own, labels, seed }: One): RawSeries {
  const unit = metric.unit ?? unitOfName(metric.name);
  const usual = unit === "seconds" ? 0.01 : unit === "bytes" ? 6000 : 1.5;
  const rate = levelOf(metric.name, labels) ?? (isTrouble(metric.name, own) ? 0 : usual * (0.4 + share(seed)));
  return {
    labels,
    value: counter(times(rate, steady(seed)), teller.life, unit === "seconds" ? "real" : "whole"),
  };
}

function measured(metric: Metric, { teller, own, labels, seed }: One): RawSeries {
  const value = gaugeOf(metric, { own, labels, seed });
  return {
    labels,
    value: (time) => {
      const since = teller.life(time);
      return since === undefined ? undefined : value(time, since);
    },
  };
}

function gaugeOf(metric: Metric, { own, labels, seed }: Omit<One, "teller">): (time: number, since: number) => number {
  const { name } = metric;
  const unit = metric.unit ?? unitOfName(name);
  const around = (level: number, whole: boolean) => (time: number) => {
    const value = level * (1 + 0.12 * wander(seed, time));
    return whole ? Math.round(value) : value;
  };
  const level = levelOf(name, labels);
  if (unit === "timestamp") {
    if (/start|boot|created|begin/.test(name)) return (_time, since) => since;
    // Something that is done again and again, the last time a little while ago.
    const pace = level ?? 600;
    return (time) => Math.floor((time - 5) / pace) * pace;
  }
  if (level !== undefined)
    return isFixed(name) || isFew(level) ? () => level : around(level, level >= 10 || Number.isInteger(level));
  if (isTrouble(name, own)) return () => 0;
  if (isFixed(name)) return () => 1;
  if (unit === "seconds") return around(0.01 + 0.2 * share(seed), false);
  if (unit === "bytes") return around((8 + 60 * share(seed)) * 2 ** 20, true);
  if (unit === "ratio") return around(0.2 + 0.3 * share(seed), false);
  return around(3 + 40 * share(seed), true);
}

/** One or two of something, or none, stay as many as they are. */
function isFew(level: number): boolean {
  return [0, 1, 2].includes(level);
}

/** Settings, and things that are so or not. */
function isFixed(name: string): boolean {
  return /_info$|_hash$|success|enabled|ready|active$|_limit|_max|capacity|concurrency|interval|members|discovered|_total$|created|replicas|alerts$|silences$|integrations|receivers|rules$|^grafana_stat_total/.test(
    name,
  );
}

function observed(metric: Metric, rows: () => readonly One[]): Told {
  const unit = metric.unit ?? unitOfName(metric.name);
  const factor = unit === "milliseconds" ? 1000 : 1;
  const isTime = unit === "seconds" || unit === "milliseconds";
  const bounds = metric.buckets ?? (isTime ? TIME.map((bound) => bound * factor) : COUNTS);
  return histogram(metric.name, bounds, metric.arrives, () =>
    rows().map(({ teller, own, labels, seed }) => {
      const median = isTime ? factor * 0.012 * (0.5 + share(seed)) : 200 * (0.5 + share(seed));
      const spread = { median, sigma: 0.9 };
      const rate = levelOf(metric.name, labels) ?? (isTrouble(metric.name, own) ? 0 : 0.5 + share(seed));
      const count = times(rate, steady(seed));
      return {
        labels,
        life: teller.life,
        count,
        sum: times(meanOf(spread), count),
        within: (bound) => times(shareWithin(spread, bound), count),
      };
    }),
  );
}

/** Few, as there are many histograms. */
const TIME = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
const COUNTS = [30, 100, 300, 1000, 10_000];

function summary(metric: Metric, rows: () => readonly One[]): Told {
  const { name } = metric;
  const each = (of: (one: One) => RawSeries) => () => rows().map(of);
  return new Map([
    [
      name,
      () =>
        rows().flatMap(({ teller, labels, seed }) =>
          Object.entries(QUANTILES).map(([quantile, seconds]) => ({
            labels: { ...labels, quantile },
            value: (time: number) =>
              teller.life(time) === undefined ? undefined : seconds * (1 + 0.2 * wander(`${seed} ${quantile}`, time)),
          })),
        ),
    ],
    [
      `${name}_sum`,
      each((one) => ({
        labels: one.labels,
        value: counter(times(0.004 * rate(one), steady(one.seed)), one.teller.life, "real"),
      })),
    ],
    [
      `${name}_count`,
      each((one) => ({ labels: one.labels, value: counter(times(rate(one), steady(one.seed)), one.teller.life) })),
    ],
  ]);
}

function rate({ seed }: One): number {
  return 0.2 + 0.5 * share(seed);
}

/** In seconds. */
const QUANTILES: Readonly<Record<string, number>> = { "0.5": 0.002, "0.9": 0.006, "0.99": 0.014 };
