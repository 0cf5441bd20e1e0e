import { max, selector, type Matchers } from "../../lib/signals";
import { count, min } from "../expressions";
import type { TablePanel } from "../model";

const REVISION = "created_by_name";
const VERSION = "label_app_kubernetes_io_version";

/**
 * What changed: the revisions that had pods in the time that is chosen, the newest on top. A change of a service's files of
 * configuration makes a revision too; kube-state-metrics is not told to read ConfigMaps, which would be to read them all.
 */
export function revisions(): TablePanel {
  const by = [REVISION, VERSION];
  const began = min(ofRevisions("kube_pod_created", "[$__range]"), by);
  const now = count(ofRevisions("kube_pod_created"), by);
  return {
    kind: "table",
    title: "Revisions",
    description:
      "What had pods in the time that is chosen, the newest on top, and since when. A new revision of the same version is another configuration or another limit. One that has no pods any more was replaced or taken back. A Secret that is changed in place is not seen here. A StatefulSet has one name for all of its revisions.",
    labels: [
      { label: REVISION, title: "Revision" },
      { label: VERSION, title: "Version" },
    ],
    values: [
      { title: "First pod", unit: "ago", expr: `1000 * ${began}` },
      { title: "Pods", unit: "short", expr: `${now} or 0 * ${began}` },
    ],
    sortBy: [{ column: "First pod", descending: true }],
    noData: "No pods",
    visibleRows: 4,
  };
}

/** The names of pods of a StatefulSet come back, with another version. */
const POD = ["pod", "uid"];

const pods: Matchers = { namespace: "$namespace", pod: { re: "$pods" } };

/** A number of each pod, with its revision and its version as labels; within a range, of pods that are gone as well. */
function ofRevisions(metric: string, range = ""): string {
  const of = (name: string, overTime: string): string => {
    const series = selector(name, pods) + range;
    return range === "" ? series : `${overTime}(${series})`;
  };
  // A pod whose label was changed meanwhile has two versions, which would break the join: the one that it had longest counts.
  const named = (name: string, label: string): string => {
    const longest = `topk by (${POD.join(", ")}) (1, ${max(of(name, "count_over_time"), [...POD, label])})`;
    return `on (${POD.join(", ")}) group_left (${label}) (${longest} > bool 0)`;
  };
  const revision = named("kube_pod_info", REVISION);
  const version = named("kube_pod_labels", VERSION);
  return `${max(of(metric, "max_over_time"), POD)} * ${revision} * ${version}`;
}
