import type { Pod, Workload } from "../cluster";
import { story } from "../story";
import type { Entry } from "./entry";

/** What the pods of a service write when they begin and end, because of the revision that the story brings. */
export function lifecycleEntries(workload: Workload, container: string): readonly Entry[] {
  if (!workload.pods.some(({ ofNewRevision }) => ofNewRevision)) return [];
  return workload.pods.flatMap((pod, i) => {
    const { begins, ends } = pod.ofNewRevision
      ? { begins: story.deploy, ends: story.rollback + 40 }
      : { begins: story.rollback, ends: story.deploy + 90 };
    const entry = says(workload, pod, container, i);
    return [entry(begins, "serving"), entry(ends, "draining"), entry(ends + 5, "stopped serving")];
  });
}

function says(workload: Workload, pod: Pod, container: string, index: number): (time: number, text: string) => Entry {
  return (time, text) => ({
    workload,
    pod,
    container,
    // One pod after the other.
    time: time + index * 3.1,
    text,
    level: "info",
    structured: true,
  });
}
