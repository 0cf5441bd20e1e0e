import { growing, intervals, recorded, selector, steady } from "../../lib/signals";
import { ofContainer, podName } from "../case-series";
import { thresholdAlert } from "../definition";
import { own } from "../http/traffic";
import { where } from "../text";
import { ofOtherContainers, ofOtherServices, sameContainers } from "./series";

/** Containers of the service that ended and were started again more often than they should. */
export const restarts = thresholdAlert<number>({
  property: "restarts",
  alert: "ServiceRestarts",
  option: (alerts) => alerts.restarts,
  default: { above: 3 },
  unit: "number",
  severity: "warning",
  for: "0s",
  // As what it compares is recorded.
  interval: intervals.patient,
  rule: (target, { limit }) => ({
    // Of a pod that is gone, the hour still tells; its restarts are nobody's any more.
    expr: `${own(target, recorded.restarts)} > ${limit} and on (pod) ${selector(TOTAL, sameContainers(target))}`,
    summary: `${target.service} restarted {{ $value | humanize }} times within an hour`,
    description:
      `The container of pod {{ $labels.pod }} of ${where(target)} restarted {{ $value | humanize }} times within an hour. ` +
      `Its last termination reason tells an OOM kill from a crash and from a failed liveness probe.`,
  }),
  cases: (target, { limit }) => {
    const allowed = Math.floor(limit);
    const past = allowed + 1;
    const of = (labels: Readonly<Record<string, string>>, count: number, last: `${number}m` = "200m") =>
      ofContainer(target, TOTAL, labels, steady(7, "60m"), steady(7 + count, last));
    const pod = podName(target);
    const quiet = of({ pod: podName(target, 1) }, 0);
    const othersRestart = ofOtherContainers(target, TOTAL, {}, growing(1, "260m"));
    return [
      {
        name: "one more than allowed, of a counter that begins above zero, until the hour is over",
        series: [of({}, past), of({ pod: podName(target, 1) }, allowed), ...othersRestart],
        fires: { since: "60m", until: "119m", value: past, labels: { pod } },
      },
      {
        name: "as many of two pods",
        series: [of({}, past), of({ pod: podName(target, 1) }, past)],
        fires: { since: "60m", value: past, labels: [{ pod }, { pod: podName(target, 1) }] },
      },
      {
        name: "until its pod is gone, of which others remain",
        series: [of({}, past, "10m"), quiet, ...othersRestart],
        // Its last sample is looked back on for five minutes.
        fires: { since: "60m", until: "74m", value: past, labels: { pod } },
      },
      { name: "as many as allowed", series: [of({}, allowed), quiet], stays: "inactive" },
      {
        name: "restarts of long ago",
        series: [ofContainer(target, TOTAL, {}, steady(past + 50, "3h"))],
        stays: "inactive",
      },
      { name: "others restart", series: [...othersRestart, quiet], stays: "inactive" },
      {
        name: "what is recorded of others",
        series: [...ofOtherServices(target, recorded.restarts, { pod }, steady(past, "1h")), of({}, 0)],
        stays: "inactive",
      },
      { name: "no series", series: [], stays: "inactive" },
    ];
  },
});

const TOTAL = "kube_pod_container_status_restarts_total";
