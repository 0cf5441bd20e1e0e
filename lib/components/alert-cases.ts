import { formatDuration, parseDuration, type Duration } from "../core";
import {
  growing,
  selector,
  series,
  steady,
  type AlertCase,
  type AlertTest,
  type CaseSeries,
  type Phase,
  type Severity,
} from "../signals";

/**
 * Cases of the alerts that many programs have. They hold numbers and not the constants of the rules: a rule that has
 * changed by mistake has to fail. In each of them other programs do what must not matter.
 */

export type Labels = Readonly<Record<string, string>>;

/** The proof of an alert, with a sample and an evaluation a minute. */
export function proof(alert: string, severity: Severity, ...cases: readonly (readonly AlertCase[])[]): AlertTest {
  return { alert, severity, step: "1m", cases: cases.flat() };
}

/** A series with exactly these labels. */
export function labelled(metric: string, labels: Labels, ...phases: readonly Phase[]): CaseSeries {
  return series(selector(metric, labels), ...phases);
}

/** The same labels, but for one of them each: what a rule sees that has lost the matcher for it. */
export function others(labels: Labels, ...names: readonly string[]): Labels[] {
  return names.map((name) => ({ ...labels, [name]: `other-${labels[name]}` }));
}

/** A container with the labels that the rule matches, and pods that are not its own although their container is. */
export interface RestartsInput {
  readonly namespace: string;
  readonly container: string;
  readonly pod: string;
  readonly otherPods?: readonly string[];
}

/** `max by (pod) (round(increase(…restarts_total{…}[1h]))) > 2` */
export function restartsCases({ otherPods = [], ...own }: RestartsInput): AlertCase[] {
  const elsewhere = [...others(own, "namespace", "container"), ...otherPods.map((pod) => ({ ...own, pod }))].map(
    (labels) => restarts(labels, 9),
  );
  const labels = { pod: own.pod };
  return [
    {
      // 60 minutes after the first of them there are two.
      name: "three restarts within an hour",
      series: [restarts(own, 3), ...elsewhere],
      fires: { since: "64m", until: "119m", value: 3, labels },
    },
    {
      name: "two restarts within an hour, told by two kube-state-metrics",
      series: [restarts(own, 2), restarts({ ...own, instance: "b" }, 2), ...elsewhere],
      stays: "inactive",
    },
    { name: "no series", series: [], stays: "inactive" },
  ];
}

function restarts(labels: Labels, times: number): CaseSeries {
  return labelled(
    "kube_pod_container_status_restarts_total",
    labels,
    steady(0, "1h"),
    ...Array.from({ length: times }, () => [growing(1 / 60, "1m"), growing(0, "1m")]).flat(),
    growing(0, "1h"),
  );
}

/** `max by (pod) (…_last_reload_successful{job}) == 0` */
export function reloadFailedCases(metric: string, job: string): AlertCase[] {
  const own = { job, pod: "a" };
  return limitCases({
    of: (...phases) => [labelled(metric, own, ...phases)],
    past: 0,
    fine: 1,
    value: 0,
    labels: { pod: "a" },
    beside: [
      labelled(metric, { job, pod: "b" }, steady(1, "1h")),
      ...others(own, "job").map((labels) => labelled(metric, { ...labels, pod: "c" }, steady(0, "1h"))),
    ],
  });
}

/** A volume with the labels that the rule matches, and claims that are not its own. */
export interface VolumeInput {
  readonly namespace: string;
  readonly claim: string;
  readonly otherClaims: readonly string[];
  /** Share of the volume that is left where the alert does not fire yet, as an exact decimal. */
  readonly limit: number;
}

/** `kubelet_volume_stats_available_bytes{…} / kubelet_volume_stats_capacity_bytes{…} < limit` */
export function storageFillingCases({ namespace, claim, otherClaims, limit }: VolumeInput): AlertCase[] {
  const own = { namespace, persistentvolumeclaim: claim, node: "node-1" };
  return limitCases({
    of: (...free) => volume(own, ...free),
    past: 990 * limit,
    fine: 1000 * limit,
    value: 0.99 * limit,
    labels: own,
    beside: [
      ...others(own, "namespace"),
      ...otherClaims.map((persistentvolumeclaim) => ({ ...own, persistentvolumeclaim })),
    ].flatMap((labels) => volume(labels, steady(1, "1h"))),
  });
}

function volume(labels: Labels, ...free: readonly Phase[]): CaseSeries[] {
  return [
    labelled("kubelet_volume_stats_available_bytes", labels, ...free),
    labelled("kubelet_volume_stats_capacity_bytes", labels, steady(1000, "1h")),
  ];
}

export interface LimitInput {
  /** The series with these values. */
  readonly of: (...phases: readonly Phase[]) => readonly CaseSeries[];
  /** The value just past the limit, and the one at it, where it does not fire. */
  readonly past: number;
  readonly fine: number;
  /** The value of the expression just past the limit. @default - `past` */
  readonly value?: number;
  readonly labels?: Labels;
  /** Series that must not matter, in each of the cases. @default - none */
  readonly beside?: readonly CaseSeries[];
}

/** Gauges that pass a limit. */
export function limitCases({ of, past, fine, value = past, labels = {}, beside = [] }: LimitInput): AlertCase[] {
  return [
    {
      name: "just past the limit, until it is not",
      series: [...of(steady(fine, "10m"), steady(past, "40m"), steady(fine, "10m")), ...beside],
      fires: { since: "10m", until: "50m", value, labels },
    },
    { name: "at the limit", series: [...of(steady(fine, "1h")), ...beside], stays: "inactive" },
    { name: "no series", series: [], stays: "inactive" },
  ];
}

export interface GrowthInput {
  readonly metric: string;
  readonly own: Labels;
  /** Labels of series that must not matter, though they grow all the time. @default - none */
  readonly others?: readonly Labels[];
  /** Of `increase()` or `rate()`. */
  readonly window: Duration;
  /** Labels of the alert. */
  readonly labels: Labels;
  /** The value of the expression when it fires. @default 1 */
  readonly value?: number;
  /** What else has to be there. @default - nothing */
  readonly beside?: readonly CaseSeries[];
  /** @default 1/60, which is one a minute */
  readonly perSecond?: number;
}

/** `sum by (…) (increase(…[window])) > 0`, or the same of `rate()`: a counter that should stand still. */
export function growthCases(input: GrowthInput): AlertCase[] {
  const { metric, own, window, labels, value = 1, beside = [], perSecond = 1 / 60 } = input;
  const elsewhere = [...beside, ...(input.others ?? []).map((other) => labelled(metric, other, growing(1, "2h")))];
  const after = parseDuration(window) / MINUTE;
  return [
    {
      // The last growth is between 49m and 50m less one, and in the window until it is not in it with the sample before.
      name: "it grows, until it stands still",
      series: [
        labelled(
          metric,
          own,
          steady(0, "10m"),
          growing(perSecond, "40m"),
          growing(0, formatDuration((after + 10) * MINUTE)),
        ),
        ...elsewhere,
      ],
      fires: { since: "10m", until: formatDuration((49 + after - 1) * MINUTE), value, labels },
    },
    { name: "it stands still", series: [labelled(metric, own, steady(7, "1h")), ...elsewhere], stays: "inactive" },
    { name: "no series", series: [], stays: "inactive" },
  ];
}

const MINUTE = 60_000;
