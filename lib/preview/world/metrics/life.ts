import type { Pod, Workload } from "../cluster";
import { share } from "../hash";
import { NOW, story } from "../story";

/** Since when a program has been running at a moment: its last start. Undefined while it does not run. */
export type Life = (time: number) => number | undefined;

/** Of what has been there since before anybody looked. */
export const ever: Life = () => BEGINNING;

const DAY = 86_400;

/** When the cluster was made. */
export const BEGINNING = NOW - 90 * DAY;

/** How long a pod takes to become ready, and how long it takes to be gone, in seconds. */
export const STARTUP = 20;

/**
 * A pod's containers. Those of the new revision are started again twice: nobody recovers from all of its panics. One of the old
 * revision ends once as it comes back, which is seen for as long as its pod is there.
 */
export function lifeOf(workload: Workload, pod: Pod): Life {
  const starts = startsOf(workload, pod);
  return (time) => (isThere(workload, pod, time) ? starts.findLast((start) => start <= time) : undefined);
}

/** How often a pod's container was started again until a moment. */
export function restartsOf(workload: Workload, pod: Pod, time: number): number {
  return restartTimes(workload, pod).filter((start) => start <= time).length;
}

/** When a pod's container was last started again; undefined where it never was. */
export function lastRestart(workload: Workload, pod: Pod, time: number): number | undefined {
  return restartTimes(workload, pod).findLast((start) => start <= time);
}

/** Whether a pod exists, be it ready or not. */
export function isThere(workload: Workload, pod: Pod, time: number): boolean {
  if (pod.ofNewRevision) return time >= story.deploy - STARTUP && time < story.rollback + 60 + STARTUP;
  return !isReplaced(workload) || time < TAKEN_OVER || time >= story.rollback - STARTUP;
}

/** Whether a pod exists and takes requests. */
export function isReady(workload: Workload, pod: Pod, time: number): boolean {
  const since = lifeOf(workload, pod)(time);
  return since !== undefined && time >= since + STARTUP;
}

/** When the pod that is there at a moment was made. */
export function createdAt(workload: Workload, pod: Pod, time: number): number {
  return (
    startsOf(workload, pod).findLast((start) => start <= time && !restartTimes(workload, pod).includes(start)) ??
    BEGINNING
  );
}

/** When the new revision has taken over, and pods of the old one are gone. */
const TAKEN_OVER = story.deploy + 120 + STARTUP;

function isReplaced({ pods }: Workload): boolean {
  return pods.some(({ ofNewRevision }) => ofNewRevision);
}

function startsOf(workload: Workload, pod: Pod): readonly number[] {
  if (pod.ofNewRevision) return [story.deploy - STARTUP, ...restartTimes(workload, pod)];
  const first = NOW - Math.round((35 + 20 * share(`${workload.namespace}/${pod.name} starts`)) * DAY);
  return isReplaced(workload) ? [first, story.rollback - STARTUP, ...restartTimes(workload, pod)] : [first];
}

function restartTimes(workload: Workload, pod: Pod): readonly number[] {
  if (!pod.ofNewRevision) return isReplaced(workload) && pod === workload.pods[0] ? [story.rollback + 10] : [];
  const late = Math.round(60 * share(`${workload.namespace}/${pod.name} restarts`));
  return [story.deploy + 260 + late, story.deploy + 500 + late];
}
