import { parseDuration } from "../../lib/core";
import { containerSeries, max, missing, selector, steady, type CaseSeries, type Phase } from "../../lib/signals";
import { ofContainer, podName } from "../case-series";
import { plus } from "../case-time";
import { conditionAlert } from "../definition";
import { where } from "../text";
import { ofOtherContainers, sameContainers } from "./series";

/**
 * A container that cannot stay up: Kubernetes waits longer and longer before it tries again, from ten seconds to five
 * minutes, and takes what has run for ten minutes for recovered. In the first five minutes a container that ends at once waits
 * nearly all the time; one that comes up at the third attempt, as what it needs was late, waits little more than one.
 *
 * It is critical even where one pod of many is concerned: the others run the same program with the same configuration, and
 * follow when they are started again.
 */
export const crashLoop = conditionAlert({
  property: "crashLoop",
  alert: "ServiceCrashLoop",
  option: (alerts) => alerts.crashLoop,
  severity: "critical",
  for: "2m",
  rule: (target) => {
    const waiting = selector(WAITING, { ...containerSeries(target), reason: REASON });
    return {
      // The reason is told only between two attempts. Fifteen minutes hold the longest attempt and the longest wait; looked at
      // once a minute, whatever the scrape interval. Of a pod that is gone, no restarts are told.
      expr:
        `sum_over_time(${max(waiting, ["pod"])}[15m:1m]) > ${MINUTES}` +
        ` and on (pod) ${selector(RESTARTS, sameContainers(target))}`,
      summary: `${target.service} crashes again and again`,
      description:
        `The container of pod {{ $labels.pod }} of ${where(target)} was in CrashLoopBackOff in {{ $value | humanize }} of the last ` +
        `fifteen minutes. The log of its previous run tells why it ended.`,
    };
  },
  cases: (target, { for: wait }) => {
    const of = (labels: Readonly<Record<string, string>>, ...phases: Phase[]): CaseSeries[] => [
      ofContainer(target, WAITING, { reason: REASON, ...labels }, ...phases),
    ];
    const restarts = ofContainer(target, RESTARTS, {}, steady(7, "2h"));
    const healthy = { pod: podName(target, 1) };
    const seen = Math.min(15, 3 + parseDuration(wait) / 60_000);
    const others = ofOtherContainers(target, WAITING, { reason: REASON }, steady(1, "2h"));
    const othersRestart = ofOtherContainers(target, RESTARTS, {}, steady(7, "2h"));
    return [
      {
        name: "ends right after each start, then stays up",
        series: [
          ...of({}, missing("20m"), steady(1, plus(wait, "5m")), steady(0, "1h")),
          restarts,
          ofContainer(target, RESTARTS, healthy, steady(0, "2h")),
        ],
        fires: { since: "22m", until: plus("32m", wait, "5m"), value: seen, labels: { pod: podName(target) } },
      },
      {
        name: "runs for ten minutes between two attempts",
        series: [
          ...of({}, missing("20m"), ...[1, 0, 1, 0, 1].flatMap((value) => steady(value, value ? "5m" : "10m"))),
          restarts,
        ],
        fires: { since: "22m", value: Math.min(5, seen), labels: { pod: podName(target) } },
      },
      {
        name: "of two pods, each on its own",
        series: [
          ...of({}, steady(1, "1h")),
          ...of(healthy, steady(1, "1h")),
          restarts,
          ofContainer(target, RESTARTS, healthy, steady(7, "1h")),
        ],
        fires: { since: "2m", value: seen, labels: [{ pod: podName(target) }, { pod: podName(target, 1) }] },
      },
      {
        name: "until its pod is gone, of which others remain",
        series: [
          ...of({}, steady(1, plus(wait, "5m"))),
          ofContainer(target, RESTARTS, {}, steady(7, plus(wait, "5m"))),
          ofContainer(target, RESTARTS, healthy, steady(0, "2h")),
          ...othersRestart,
        ],
        // Its last sample is looked back on for five minutes.
        fires: { since: "2m", until: plus(wait, "9m"), value: seen, labels: { pod: podName(target) } },
      },
      {
        name: "comes up at the third attempt",
        series: [...of({}, missing("20m"), steady(1, "2m"), steady(0, "1h")), restarts],
        stays: "inactive",
      },
      {
        name: "waits for another reason",
        series: [...of({ reason: "ContainerCreating" }, steady(1, "1h")), restarts],
        stays: "inactive",
      },
      { name: "others crash", series: [...others, ...othersRestart, restarts], stays: "inactive" },
      { name: "no series", series: [], stays: "inactive" },
    ];
  },
});

const WAITING = "kube_pod_container_status_waiting_reason";
const RESTARTS = "kube_pod_container_status_restarts_total";
const REASON = "CrashLoopBackOff";
/** More than the first, quick attempts take together. */
const MINUTES = 2;
