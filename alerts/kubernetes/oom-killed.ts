import { containerSeries, max, selector, steady, missing } from "../../lib/signals";
import { ofContainer, podName } from "../case-series";
import { conditionAlert } from "../definition";
import { where } from "../text";
import { ofOtherContainers, sameContainers } from "./series";

/**
 * A container was killed for its memory. kube-state-metrics tells how it ended last, and when: a counter of restarts would miss
 * the kill that came before its first sample, and cAdvisor's counter of OOM events is lost with the container.
 * @see https://github.com/google/cadvisor/issues/3015
 */
export const oomKilled = conditionAlert({
  property: "oomKilled",
  alert: "ServiceOomKilled",
  option: (alerts) => alerts.oomKilled,
  severity: "warning",
  for: "0s",
  rule: (target) => {
    const killed = selector(REASON, { ...containerSeries(target), reason: "OOMKilled" });
    const ended = selector(ENDED, sameContainers(target));
    return {
      expr: `${max(killed, ["pod"])} == 1 and on (pod) time() - ${ended} < ${RECENTLY}`,
      summary: `${target.service} was killed as it ran out of memory`,
      description:
        `The container of pod {{ $labels.pod }} of ${where(target)} was OOMKilled within the last ten minutes. ` +
        `If its memory grew slowly up to the limit, look for a leak; if it jumped, for the request or the job that took it. ` +
        `If neither is new, its memory limit is too low for its load.`,
    };
  },
  cases: (target, { for: wait }) => {
    const reason = (labels: Readonly<Record<string, string>>, ...phases: Parameters<typeof steady>[]) =>
      ofContainer(target, REASON, { reason: "OOMKilled", ...labels }, ...phases.map((phase) => steady(...phase)));
    const at = (minutes: number, pod = podName(target)) =>
      ofContainer(target, ENDED, { pod }, missing(`${minutes + 1}m`), steady(minutes * 60, "2h"));
    const killed = ofContainer(target, REASON, { reason: "OOMKilled" }, missing("21m"), steady(1, "2h"));
    const pod = podName(target);
    const recent = wait === "0s";
    const others = [
      ...ofOtherContainers(target, REASON, { reason: "OOMKilled" }, steady(1, "2h")),
      ...ofOtherContainers(target, ENDED, {}, missing("21m"), steady(20 * 60, "2h")),
    ];
    return [
      {
        name: "killed, and started again",
        series: [killed, at(20)],
        fires: { since: "21m", ...(recent && { until: "30m" }), labels: { pod } },
      },
      {
        name: "killed before anything was told of it",
        series: [reason({}, [1, "2h"]), ofContainer(target, ENDED, {}, steady(-30, "2h"))],
        fires: { since: "0s", ...(recent && { until: "10m" }), labels: { pod } },
      },
      {
        name: "killed twice, the second time later",
        series: [reason({}, [1, "2h"]), ofContainer(target, ENDED, {}, steady(-3600, "40m"), steady(39 * 60, "2h"))],
        fires: { since: "40m", labels: { pod } },
      },
      {
        name: "two pods killed",
        series: [
          killed,
          at(20),
          ofContainer(
            target,
            REASON,
            { reason: "OOMKilled", pod: podName(target, 1) },
            missing("21m"),
            steady(1, "2h"),
          ),
          at(20, podName(target, 1)),
        ],
        fires: { since: "21m", labels: [{ pod }, { pod: podName(target, 1) }] },
      },
      {
        name: "killed long ago, while another pod ended just now",
        series: [
          reason({}, [1, "2h"]),
          ofContainer(target, ENDED, {}, steady(-3600, "2h")),
          at(20, podName(target, 1)),
          ...others,
        ],
        stays: "inactive",
      },
      {
        name: "killed long ago, and now ended otherwise",
        series: [
          reason({}, [1, "20m"], [0, "2h"]),
          reason({ reason: "Error" }, [0, "20m"], [1, "2h"]),
          ofContainer(target, ENDED, {}, steady(-3600, "20m"), steady(19 * 60, "2h")),
        ],
        stays: "inactive",
      },
      { name: "ended otherwise", series: [reason({ reason: "Completed" }, [1, "2h"]), at(20)], stays: "inactive" },
      { name: "others killed", series: [...others, at(20)], stays: "inactive" },
      { name: "no series", series: [], stays: "inactive" },
    ];
  },
});

const REASON = "kube_pod_container_status_last_terminated_reason";
const ENDED = "kube_pod_container_status_last_terminated_timestamp";
/** Seconds. */
const RECENTLY = 600;
