import type { Cluster, Container, Pod, Workload } from "../cluster";
import { share } from "../hash";
import { conditionOf, type Role } from "../story";
import { rolesOf } from "../traces/roles";
import { remembered, times, wander, withTraffic, type Total } from "./curves";

/** What containers use, and what services are asked for. */
export interface Usage {
  roleOf(namespace: string, name: string): Role;
  /** The share of a service's requests that a pod answers. */
  portion(workload: Workload, pod: Pod): (time: number) => number;
  /** Seconds of CPU. */
  cpu(workload: Workload, pod: Pod, container: Container): Total;
  /** Bytes of its working set. */
  memory(workload: Workload, pod: Pod, container: Container): (time: number) => number;
}

const MEBIBYTE = 2 ** 20;

export function usageOf(cluster: Cluster): Usage {
  const roles = rolesOf(cluster);
  const roleOf = (namespace: string, name: string): Role => roles.get(`${namespace}/${name}`) ?? "bystander";
  const serviceRole = ({ namespace, name }: Workload): Role => {
    const target = Object.values(cluster.services).find(
      ({ namespace: of, workload }) => of === namespace && workload.name === name,
    );
    return roleOf(namespace, target?.service ?? name);
  };
  const portions = new Map<Pod, (time: number) => number>();
  const portionFor = (workload: Workload, pod: Pod): ((time: number) => number) => {
    const known = portions.get(pod);
    if (known) return known;
    const made = remembered(portion(serviceRole(workload), workload, pod));
    portions.set(pod, made);
    return made;
  };
  return {
    roleOf,
    portion: portionFor,
    cpu: (workload, pod, { requests, limits, name }) => {
      const role = serviceRole(workload);
      const mine = portionFor(workload, pod);
      const usual = 0.4 + 0.15 * share(`${pod.name}/${name} cpu`);
      const cores = (requests.cpu ?? (limits.cpu ?? 0.1) / 2) * (role === "bystander" ? usual : 0.5);
      const busy = withTraffic((time) => {
        const { slowness, panicking, newRevision } = conditionOf(role, time);
        const panics = pod.ofNewRevision && newRevision > 0 ? panicking / newRevision : 0;
        return 0.1 + 0.9 * mine(time) * copies(workload) * (1 + 2.2 * panics + 0.02 * Math.min(15, slowness - 1));
      });
      return times(cores, busy);
    },
    memory: (workload, pod, { requests, limits, name }) => {
      const seed = `${workload.namespace}/${pod.name}/${name} memory`;
      const most = limits.memory ?? 2 * (requests.memory ?? 64 * MEBIBYTE);
      const role = serviceRole(workload);
      const usual = role === "bystander" ? 0.35 + 0.2 * share(seed) : 0.45;
      return (time) => {
        const { slowness, panicking } = conditionOf(role, time);
        const more = (pod.ofNewRevision ? 1.1 * panicking : 0) + 0.013 * Math.min(15, slowness - 1);
        return Math.round(most * (usual + more + 0.03 * wander(seed, time)));
      };
    },
  };
}

function portion(role: Role, workload: Workload, pod: Pod): (time: number) => number {
  const each = 1 / copies(workload);
  return (time) => {
    const { newRevision } = conditionOf(role, time);
    return each * (pod.ofNewRevision ? newRevision : 1 - newRevision);
  };
}

/** The pods of one revision. */
function copies({ pods }: Workload): number {
  return pods.filter(({ ofNewRevision }) => !ofNewRevision).length;
}
