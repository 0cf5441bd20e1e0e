import { asRecord, asRecords, type JsonRecord } from "../../../core";
import { accountOf, bindingsOf, getsToken } from "../../accounts";
import type { FieldChange } from "../../diff";
import type { Changes, Finding, Severity } from "../../model";
import { word } from "../../values";
import { fieldsAt, partAt, partsOf } from "./part";
import { allContainers, containerName, finding, type WorkloadChange } from "./workload";

/** What pods share with their node, and with the API server. */
export function hostAccess(workload: WorkloadChange, changes: Changes): readonly Finding[] {
  return [...namespaces(workload), ...token(workload, changes), ...hostPaths(workload), ...hostPorts(workload)];
}

function namespaces(workload: WorkloadChange): readonly Finding[] {
  return SHARED.flatMap(({ key, what, severity }) => {
    const [before, after] = [workload.pod.before[key] === true, workload.pod.after[key] === true];
    if (before === after) return [];
    const fields = fieldsAt(workload.pod, key);
    return after
      ? [finding(workload, severity, "host-shared", `${workload.name} shares ${what} of its node (${key})`, fields)]
      : [finding(workload, "info", "host-unshared", `${workload.name} no longer shares ${what} of its node`, fields)];
  });
}

const SHARED: readonly { readonly key: string; readonly what: string; readonly severity: Severity }[] = [
  { key: "hostPID", what: "the processes", severity: "danger" },
  { key: "hostIPC", what: "the shared memory", severity: "warning" },
  { key: "hostNetwork", what: "the network", severity: "warning" },
];

/** Kubernetes mounts a token unless it is told not to, by the pod or by its account. */
function token(workload: WorkloadChange, changes: Changes): readonly Finding[] {
  const { pod, namespace } = workload;
  const fields = fieldsAt(pod, "automountServiceAccountToken");
  const account = accountOf(pod.after, namespace);
  // What an account says anew is told of the account.
  if (workload.isNew || (fields.length === 0 && accountOf(pod.before, namespace) === account)) return [];
  const before = getsToken(pod.before, namespace, changes.before);
  const after = getsToken(pod.after, namespace, changes.after);
  if (before === after) return [];
  const lost = `${workload.name} no longer gets a token of the API server`;
  const [binding] = bindingsOf(changes.after).get(account) ?? [];
  if (!after && binding) {
    const text = `${lost}, although ${binding.kind} ${binding.metadata.name} gives it rights`;
    return [finding(workload, "warning", "token-unmounted", text, fields, TOKENLESS)];
  }
  return after
    ? [finding(workload, "warning", "token-mounted", `${workload.name} gets a token of the API server`, fields, TOKEN)]
    : [finding(workload, "info", "token-unmounted", lost, fields)];
}

const TOKEN = "Whoever gets into the pod may do what its ServiceAccount may.";
const TOKENLESS = "Whatever it asks the API server for is refused.";

function hostPaths(workload: WorkloadChange): readonly Finding[] {
  const [before, after] = [paths(workload.pod.before), paths(workload.pod.after)];
  return [...after]
    .filter((path) => !before.has(path))
    .map((path) => {
      const fields: readonly FieldChange[] = partsOf(workload.pod, "volumes")
        .filter((volume) => hostPath(volume.after) === path)
        .flatMap((volume) => fieldsAt(volume, "hostPath"));
      const text = `${workload.name} sees ${path} of its node`;
      return POWERFUL.test(path)
        ? finding(
            workload,
            "danger",
            "host-path",
            text,
            fields,
            "Whoever gets into the pod can take over the node by it.",
          )
        : finding(workload, "warning", "host-path", text, fields);
    });
}

/** All of the node, what its programs are told, and the sockets that start containers. */
const POWERFUL =
  /^\/$|^\/(etc|root|proc|dev|boot)\/?$|\/(docker|containerd|crio)(\/\w+)?\.sock$|^\/var\/lib\/(kubelet|etcd)\/?$/;

function paths(pod: JsonRecord): ReadonlySet<string> {
  return new Set(asRecords(pod["volumes"]).flatMap((volume) => hostPath(volume) ?? []));
}

function hostPath(volume: JsonRecord): string | undefined {
  const path = asRecord(volume["hostPath"])["path"];
  return typeof path === "string" ? path : undefined;
}

function hostPorts(workload: WorkloadChange): readonly Finding[] {
  return allContainers(workload).flatMap((container) => {
    const [before, after] = [portsOf(container.before), portsOf(container.after)];
    const fields = partAt(container, "ports").differences;
    return [...after]
      .filter((port) => !before.has(port))
      .map((port) => {
        const own = fields.filter(({ path }) => path.at(-1) === "hostPort").map(({ field }) => field);
        const text = `${containerName(workload, container)} takes port ${port} of its node`;
        return finding(workload, "warning", "host-port", text, own, "It is reachable from wherever the node is.");
      });
  });
}

function portsOf(container: JsonRecord): ReadonlySet<string> {
  return new Set(
    asRecords(container["ports"]).flatMap(({ hostPort }) => (hostPort === undefined ? [] : word(hostPort))),
  );
}
