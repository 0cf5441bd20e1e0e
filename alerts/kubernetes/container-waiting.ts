import { parseDuration } from "../../lib/core";
import { containerSeries, max, missing, selector, steady, type CaseSeries, type Phase } from "../../lib/signals";
import { ofContainer, podName } from "../case-series";
import { plus } from "../case-time";
import { conditionAlert } from "../definition";
import { where } from "../text";
import { ofOtherContainers } from "./series";

/** A container that has never started: what it needs is not there. */
export const containerWaiting = conditionAlert({
  property: "containerWaiting",
  alert: "ServiceContainerWaiting",
  option: (alerts) => alerts.containerWaiting,
  severity: "warning",
  for: "15m",
  rule: (target) => {
    const waiting = selector(WAITING, { ...containerSeries(target), reason: { not: "CrashLoopBackOff" } });
    // A pull that fails and the wait for the next one alternate; as two reasons, neither would last.
    const reason = `label_replace(${waiting} == 1, "reason", "${IMAGE}", "reason", "${PULLS.join("|")}")`;
    return {
      expr: max(reason, ["pod", "reason"]),
      summary: `${target.service} has a container that cannot start: {{ $labels.reason }}`,
      description:
        `The container of pod {{ $labels.pod }} of ${where(target)} waits to be started: {{ $labels.reason }}. With ${IMAGE}, ` +
        `look at the image's name and the registry's credentials; with ContainerCreating, at a volume, Secret or ConfigMap that is missing; ` +
        `with PodInitializing, at the init containers. The pod's events say which.`,
    };
  },
  cases: (target, { for: wait }) => {
    const waiting = (reason: string, ...phases: Phase[]): CaseSeries =>
      ofContainer(target, WAITING, { reason }, ...phases);
    const long = plus(wait, "10m");
    const pull = Math.max(2, Math.ceil(parseDuration(wait) / 120_000));
    const turns = Array.from({ length: pull }, (_, turn) => turn % 2);
    return [
      {
        name: "waits for a volume, then starts",
        series: [waiting("ContainerCreating", missing("3m"), steady(1, long), steady(0, "10m"))],
        fires: {
          since: "3m",
          until: plus("3m", long),
          labels: { pod: podName(target), reason: "ContainerCreating" },
        },
      },
      ...PULLS.map((failure) => ({
        name: `cannot pull its image: ${failure} and ${IMAGE} alternate`,
        series: [
          waiting(failure, ...turns.map((turn) => steady(1 - turn, "1m")), steady(1, long)),
          waiting(IMAGE, ...turns.map((turn) => steady(turn, "1m")), steady(0, long)),
        ],
        fires: { since: "0s" as const, labels: { pod: podName(target), reason: IMAGE } },
      })),
      {
        name: "two pods wait",
        series: [
          waiting("CreateContainerConfigError", steady(1, long)),
          ofContainer(
            target,
            WAITING,
            { reason: "CreateContainerConfigError", pod: podName(target, 1) },
            steady(1, long),
          ),
        ],
        fires: {
          since: "0s",
          labels: [0, 1].map((pod) => ({ pod: podName(target, pod), reason: "CreateContainerConfigError" })),
        },
      },
      ...(wait === "0s"
        ? []
        : [
            {
              name: "a rollout, whose pods start one after the other",
              series: [0, 1, 2].map((pod) =>
                ofContainer(
                  target,
                  WAITING,
                  { reason: "ContainerCreating", pod: podName(target, pod) },
                  missing(plus("5m", ...Array.from({ length: pod }, () => wait))),
                  steady(1, plus(wait)),
                  steady(0, "10m"),
                ),
              ),
              stays: "pending",
            } as const,
          ]),
      {
        name: "crashes, which is another alert",
        series: [waiting("CrashLoopBackOff", steady(1, long))],
        stays: "inactive",
      },
      { name: "waits no more", series: [waiting("ContainerCreating", steady(0, long))], stays: "inactive" },
      {
        name: "others wait",
        series: ofOtherContainers(target, WAITING, { reason: "ContainerCreating" }, steady(1, long)),
        stays: "inactive",
      },
      { name: "scaled to zero, or no series", series: [], stays: "inactive" },
    ];
  },
});

const WAITING = "kube_pod_container_status_waiting_reason";
const IMAGE = "ImagePullBackOff";
/** What a pull fails with. @see https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/images/image_manager.go */
const PULLS = ["ErrImagePull", "RegistryUnavailable", "SignatureValidationFailed"];
