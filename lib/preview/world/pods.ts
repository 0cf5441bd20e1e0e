import type { Pod, Workload } from "./cluster";
import { hash, suffix } from "./hash";

/** What pods are named by. */
interface Named {
  readonly kind: Workload["kind"];
  readonly namespace: string;
  readonly name: string;
  readonly replicas: number;
  readonly version: string;
  /** How many pods stand on nodes already: the next one goes to the node after that of the last one. */
  readonly after: number;
}

/** The pods of a workload, with names as Kubernetes makes them, spread over the nodes; a DaemonSet has one on each. */
export function podsOf(named: Named, nodes: readonly string[]): Pod[] {
  const count = named.kind === "DaemonSet" ? nodes.length : named.replicas;
  return Array.from({ length: count }, (_, index) => podOf(named, index, nodes, false));
}

/** As many pods of the revision that the story brings, beside those of the one that there is. */
export function newRevisionOf(workload: Workload): Pod[] {
  const [first] = workload.pods;
  if (!first) return [];
  const named = { ...workload, replicas: workload.pods.length, version: nextVersion(first.version), after: 0 };
  // Each stands on the node of the pod that it replaces.
  return workload.pods.map(({ node }, index) => podOf(named, index, [node], true));
}

function podOf(named: Named, index: number, nodes: readonly string[], ofNewRevision: boolean): Pod {
  const { kind, namespace, name, version } = named;
  const seed = `${namespace}/${name}@${version}`;
  const revision = `${name}-${suffix(seed, 10)}`;
  const owner = kind === "Deployment" ? revision : name;
  const daemon = kind === "DaemonSet";
  const at = (daemon ? index : named.after + index) % nodes.length;
  return {
    name: `${owner}-${kind === "StatefulSet" ? index : suffix(`${seed}#${index}`, 5)}`,
    node: nodes[at] ?? "",
    revision,
    ofNewRevision,
    version,
    ip: `10.244.${(at % 3) + 1}.${(hash(`${seed}#${index}`) % 250) + 2}`,
  };
}

/** `0.2.0` is followed by `0.3.0`. */
function nextVersion(version: string): string {
  const match = /^(v?\d+)\.(\d+)(?:\.\d+)?(.*)$/.exec(version);
  return match ? `${match[1]}.${Number(match[2]) + 1}.0${match[3]}` : `${version}-next`;
}
