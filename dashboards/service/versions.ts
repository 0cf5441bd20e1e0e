import { recorded, selector, sum, type Matchers } from "../../lib/signals";
import { chosenService } from "../expressions";
import type { Row, TimeSeriesPanel } from "../model";

const VERSION = ["version"];
const legend = "{{version}}";
const noData = "No traffic";

/** Whether it is the new version that fails, or all of them. */
export function versions(routes: Matchers = {}): Row {
  return {
    title: "By version",
    lines: [[requestsByVersion(routes), failedByVersion(routes), durationByVersion(routes)]],
  };
}

export function failedByVersion(routes: Matchers = {}): TimeSeriesPanel {
  const all = sum(requests(routes), VERSION);
  const failed = sum(requests({ ...routes, code: { re: "5.." } }), VERSION);
  return {
    kind: "timeSeries",
    title: "Failed requests by version",
    description:
      "The share of each version's requests answered 5xx, over five minutes. One version alone: take it back. All of them: what they share is broken.",
    unit: "percentunit",
    noData,
    series: [{ expr: named(`(${failed} or 0 * ${all}) / (${all} > 0)`), legend }],
  };
}

export function requestsByVersion(routes: Matchers = {}): TimeSeriesPanel {
  return {
    kind: "timeSeries",
    title: "Requests by version",
    description:
      "Requests per second to each version, as its pods are labelled. Where one grows and another shrinks, a rollout goes on.",
    unit: "reqps",
    stacked: true,
    noData,
    series: [{ expr: named(sum(requests(routes), VERSION)), legend }],
  };
}

function durationByVersion(routes: Matchers): TimeSeriesPanel {
  const classic = selector(recorded.durations("classic"), { ...chosenService, ...routes });
  const native = selector(recorded.durations("native"), { ...chosenService, ...routes });
  return {
    kind: "timeSeries",
    title: "99th percentile by version",
    description: "How long the slowest hundredth of each version's requests takes, over five minutes.",
    unit: "s",
    noData,
    series: [
      {
        // A service has one kind of histogram or the other.
        expr: named(`${p99(sum(classic, ["le", ...VERSION]))} or ${p99(sum(native, VERSION))}`),
        legend,
      },
    ],
  };
}

/** The version is the pod's label `app.kubernetes.io/version`, or what a service says of itself that pushes its metrics. */
function named(expr: string): string {
  return `label_replace(${expr}, "version", "unknown", "version", "")`;
}

/** Absent, and not NaN, without traffic. */
function p99(histogram: string): string {
  return `(histogram_quantile(0.99, ${histogram}) >= 0)`;
}

function requests(matchers: Matchers): string {
  return selector(recorded.requestsByRoute, { ...chosenService, ...matchers });
}
