import {
  max,
  missing,
  ownSeries,
  selector,
  series,
  steady,
  type AlertCase,
  type Phase,
  type ServiceTarget,
} from "../../lib/signals";
import { podName } from "../case-series";
import { patient, plus } from "../case-time";
import { conditionAlert } from "../definition";
import { neighbours } from "../neighbours";
import { afterStartFromZero, scaledTo, scaledToZeroCases, unlessScaledToZero } from "../scaled-to-zero";
import { where } from "../text";
import { isScraped, pathOf, up, upOf } from "./target-down";

/** Without metrics every other alert is blind, so their absence is an alert of its own. */
export const metricsMissing = conditionAlert({
  property: "metricsMissing",
  alert: "ServiceMetricsMissing",
  option: (alerts) => alerts.metricsMissing,
  severity: "warning",
  for: "5m",
  forOf: (target) => afterStartFromZero(target, "5m"),
  appliesTo: ({ metrics }) => metrics !== undefined,
  rule: (target) => ({
    expr: unlessScaledToZero(target, isScraped(target) ? nothingScraped(target) : nothingPushed(target)),
    summary: `${target.service} is not watched: its metrics are missing`,
    description: `${whatIsMissing(target)} Until then its other alerts are blind.`,
  }),
  cases: (target, { for: wait }) => (isScraped(target) ? scrapedCases : pushedCases)(target, wait),
});

/** absent() covers a service without any pod, which leaves no series to be 0. */
function nothingScraped(target: ServiceTarget): string {
  return `${max(upOf(target))} == 0 or ${max(`absent(${upOf(target)})`)}`;
}

/** What is pushed has no `up`; target_info comes with every push. */
function nothingPushed(target: ServiceTarget): string {
  return max(`absent(${selector("target_info", ownSeries(target))})`);
}

function whatIsMissing(target: ServiceTarget): string {
  return isScraped(target)
    ? `No pod of ${where(target)} answers at ${pathOf(target)}. If its pods are ready, look at the port, the path and the size of what they tell.`
    : `Nothing has arrived from ${where(target)} for five minutes and more. Look at its OTLP endpoint and exporter.`;
}

function scrapedCases(target: ServiceTarget, wait: ReturnType<typeof plus>): AlertCase[] {
  const long = plus(wait, "10m");
  const end = plus(long, "1h");
  const [one, two] = [podName(target), podName(target, 1)];
  const here = scaledTo(target, 2, end);
  const others = [...here, ...neighbours(target).map((other) => up(other, podName(other), steady(1, end)))];
  return [
    {
      name: "the last pod stops answering, and later one answers",
      series: [
        ...others,
        up(target, one, steady(1, "10m"), steady(0, long), steady(1, "5m")),
        up(target, two, steady(0, end)),
      ],
      fires: { since: "10m", until: plus("10m", long) },
    },
    {
      // Without a mark of its end, a series counts for five minutes after its last sample.
      name: "its last pod is gone, and later another comes",
      series: [...others, up(target, one, steady(1, "10m"), missing(plus(long, "4m")), steady(1, "5m"))],
      fires: { since: "14m", until: plus("14m", long) },
    },
    { name: "it never had a pod", series: others, fires: { since: "0s" } },
    {
      name: "one pod answers, and those of others do not",
      series: [
        ...here,
        up(target, one, steady(1, end)),
        up(target, two, steady(0, end)),
        ...neighbours(target).map((other) => up(other, podName(other), steady(0, end))),
      ],
      stays: "inactive",
    },
    {
      name: "a rollout: a pod comes, and another goes",
      series: [
        ...here,
        up(target, one, steady(1, "13m"), steady(0, "1m")),
        up(target, two, missing("10m"), steady(0, "2m"), steady(1, end)),
      ],
      stays: "inactive",
    },
    ...patient(wait, 0, {
      name: "not quite long enough",
      series: [...others, up(target, one, steady(1, "10m"), steady(0, wait), steady(1, end))],
      stays: "pending" as const,
    }),
    ...scaledToZeroCases(target, { series: [up(target, one, steady(0, "2h"))], step: "1m" }),
  ];
}

function pushedCases(target: ServiceTarget, wait: ReturnType<typeof plus>): AlertCase[] {
  const long = plus(wait, "10m");
  const end = plus(long, "1h");
  const here = scaledTo(target, 2, end);
  const others = [...here, ...neighbours(target).map((other) => info(other, steady(1, end)))];
  return [
    {
      // What was pushed last counts for five minutes.
      name: "nothing arrives any more, and later it does",
      series: [...others, info(target, steady(1, "10m"), missing(plus(long, "4m")), steady(1, "5m"))],
      fires: { since: "14m", until: plus("14m", long) },
    },
    { name: "nothing ever arrived", series: others, fires: { since: "0s" } },
    { name: "it arrives", series: [...here, info(target, steady(1, end))], stays: "inactive" },
    ...patient(wait, 0, {
      name: "nothing arrives for not quite long enough",
      series: [...others, info(target, steady(1, "10m"), missing(wait), steady(1, end))],
      stays: "pending" as const,
    }),
    ...scaledToZeroCases(target, { series: [], step: "1m" }),
  ];
}

/** It comes with every push. */
function info({ namespace, service }: ServiceTarget, ...phases: readonly Phase[]) {
  return series(selector("target_info", { job: `${namespace}/${service}`, instance: "a" }), ...phases);
}
