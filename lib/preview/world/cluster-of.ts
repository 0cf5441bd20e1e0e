import { asRecord, asRecords, type KubernetesObject, type Manifest } from "../../core";
import type { Monitor } from "../../monitor";
import { discoveryAnnotations } from "../../signals";
import type { Labels } from "../sources";
import type { Cluster, DisruptionBudget, ProbedUrl } from "./cluster";
import { newRevisionOf } from "./pods";
import { rolesOf } from "./traces/roles";
import { textOf, textsOf, workloadOf, workloadsOf } from "./workloads";

/** The cluster that would run what is declared, in the middle of its story: see `story.ts`. Pure. */
export function clusterOf(manifests: readonly Manifest[], monitors: readonly Monitor[]): Cluster {
  const objects = manifests.map(({ object }) => object);
  const workloads = workloadsOf(objects, NODES);
  const services = Object.fromEntries(
    monitors.flatMap(({ serviceTarget: target }) =>
      target ? [[`${target.namespace}/${target.service}`, target]] : [],
    ),
  );
  const before: Cluster = {
    nodes: NODES,
    workloads,
    calls: callsOf(objects),
    services,
    probes: [...objects.flatMap(serviceProbe), ...monitors.flatMap(urlProbes)],
    disruptionBudgets: objects.flatMap((object) => budgetOf(object, objects)),
  };
  const hero = [...rolesOf(before)].find(([, role]) => role === "hero")?.[0];
  const target = hero === undefined ? undefined : services[hero];
  return {
    ...before,
    workloads: workloads.map((workload) =>
      target?.namespace === workload.namespace && target.workload.name === workload.name
        ? { ...workload, pods: [...workload.pods, ...newRevisionOf(workload)] }
        : workload,
    ),
  };
}

const NODES = ["node-1", "node-2", "node-3"] as const;

/**
 * A workload calls another one where an environment variable holds the address of a Service of that name. The programs that
 * watch are left out: everybody sends to the collector, and no request needs it.
 */
function callsOf(objects: readonly KubernetesObject[]): Cluster["calls"] {
  const called = objects
    .filter(
      ({ kind, metadata }) => kind === "Service" && metadata.labels?.["app.kubernetes.io/part-of"] !== "observability",
    )
    .map(({ metadata }) => metadata);
  return objects.flatMap((object) => {
    const workload = workloadOf(object);
    if (!workload) return [];
    const values = asRecords(workload.pod["containers"])
      .flatMap((container) => asRecords(container["env"]))
      .map(({ value }) => textOf(value) ?? "");
    const from = `${workload.namespace}/${workload.name}`;
    return called
      .filter(({ name, namespace }) => values.some((value) => mentions(value, `${name}.${namespace}.svc`)))
      .map(({ name, namespace }) => ({ from, to: `${namespace}/${name}` }))
      .filter(({ to }) => to !== from);
  });
}

function mentions(value: string, host: string): boolean {
  const at = value.indexOf(host);
  return at === 0 || (at > 0 && /[/@,;= ]/.test(value.charAt(at - 1)));
}

function serviceProbe({ kind, metadata, ...object }: KubernetesObject): ProbedUrl[] {
  const annotations = metadata.annotations ?? {};
  if (kind !== "Service" || annotations[discoveryAnnotations.probe] !== "true") return [];
  const { name, namespace = "default" } = metadata;
  const port =
    annotations[discoveryAnnotations.probePort] ?? textOf(asRecords(asRecord(object["spec"])["ports"])[0]?.["port"]);
  const path = annotations[discoveryAnnotations.probePath] ?? "/";
  const service = metadata.labels?.["app.kubernetes.io/name"] ?? name;
  const url = `http://${name}.${namespace}.svc:${port}${path}`;
  return [{ url, job: "service-probes", labels: { namespace, service } }];
}

function urlProbes(monitor: Monitor): ProbedUrl[] {
  return (monitor.probes?.() ?? []).map(({ url, labels }) => ({ url, job: "url-probes", labels }));
}

function budgetOf(object: KubernetesObject, objects: readonly KubernetesObject[]): DisruptionBudget[] {
  if (object.kind !== "PodDisruptionBudget") return [];
  const { name, namespace = "default" } = object.metadata;
  const chosen = textsOf(asRecord(asRecord(object["spec"])["selector"])["matchLabels"]);
  const kept = objects
    .flatMap((candidate) => workloadOf(candidate) ?? [])
    .find((workload) => workload.namespace === namespace && has(workload.labels, chosen));
  return kept ? [{ namespace, name, of: `${namespace}/${kept.name}` }] : [];
}

function has(labels: Labels, chosen: Labels): boolean {
  return Object.entries(chosen).every(([label, value]) => labels[label] === value);
}
