import {
  asRecord,
  asRecords,
  formatCpu,
  formatMemory,
  podSpecOf,
  quantity,
  type KubernetesObject,
  type Manifest,
} from "../core";

/** What one environment holds. */
export interface Summary {
  readonly environment: string;
  readonly directory: string;
  readonly bytes: number;
  readonly components: readonly ComponentSummary[];
  readonly total: Omit<ComponentSummary, "component">;
  /** What the numbers do not say, as a line of its own, or empty. */
  readonly note: string;
}

/**
 * What belongs to one service or program. CPU and memory are requests, over the replicas it starts with; "-" for none, and
 * where one of them cannot be read.
 */
export interface ComponentSummary {
  readonly component: string;
  readonly objects: number;
  readonly alerts: number;
  readonly dashboards: number;
  readonly cpu: string;
  readonly memory: string;
}

interface Counts {
  objects: number;
  alerts: number;
  dashboards: number;
  millicores: number;
  bytes: number;
}

/** Beyond this many the components of a namespace become one row. */
const MOST_ROWS = 40;

/** Counts what was rendered, by the component that it belongs to. */
export function summarise(
  environment: string,
  directory: string,
  manifests: readonly Manifest[],
  bytes: number,
): Summary {
  const byComponent = new Map<string, Counts>();
  const autoscaled = autoscaledReplicas(manifests);
  for (const { object } of manifests) {
    const counts = countsOf(byComponent, componentOf(object));
    counts.objects++;
    addRequests(counts, object, autoscaled);
    countContent(byComponent, object);
  }
  const rows = byComponent.size > MOST_ROWS ? byNamespace(byComponent) : byComponent;
  const total = sumOf([...byComponent.values()]);
  const perNode = manifests.some(({ object }) => object.kind === "DaemonSet");
  return {
    environment,
    directory,
    bytes,
    components: [...rows]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([component, counts]) => ({ component, ...shown(counts) })),
    total: shown(total),
    note: perNode ? "CPU and memory of DaemonSets are for one node.\n" : "",
  };
}

function componentOf(object: KubernetesObject): string {
  const { namespace, labels } = object.metadata;
  if (namespace === undefined) return "cluster";
  return `${namespace}/${labels?.["app.kubernetes.io/name"] ?? object.metadata.name}`;
}

/** Rules are counted for the service whose file they stand in, dashboards for whoever shows them. */
function countContent(byComponent: Map<string, Counts>, object: KubernetesObject): void {
  if (object.kind !== "ConfigMap") return;
  for (const [key, text] of Object.entries(asRecord(object["data"]))) {
    if (typeof text !== "string") continue;
    if (/^(prometheus|loki)-rules-/.test(object.metadata.name)) {
      const [namespace, ...name] = key.replace(/\.yaml$/, "").split(".");
      countsOf(byComponent, [namespace, name.join(".")].join("/")).alerts += occurrences(text, "- alert: ");
    } else if (object.metadata.name.startsWith("grafana-dashboard-") && key.endsWith(".json")) {
      countsOf(byComponent, componentOf(object)).dashboards++;
    }
  }
}

function addRequests(counts: Counts, object: KubernetesObject, autoscaled: ReadonlyMap<string, number>): void {
  const pod = podSpecOf(object);
  const declared = asRecord(object["spec"])["replicas"];
  const key = `${object.kind}/${object.metadata.namespace}/${object.metadata.name}`;
  const replicas = autoscaled.get(key) ?? (typeof declared === "number" ? declared : 1);
  for (const container of asRecords(pod["containers"])) {
    const { cpu, memory } = asRecord(asRecord(container["resources"])["requests"]);
    if (cpu !== undefined) counts.millicores += replicas * Math.ceil(quantity(cpu) * 1_000);
    if (memory !== undefined) counts.bytes += replicas * Math.ceil(quantity(memory));
  }
}

/** How many replicas an autoscaler starts with, by its target. */
function autoscaledReplicas(manifests: readonly Manifest[]): Map<string, number> {
  const replicas = new Map<string, number>();
  for (const { object } of manifests) {
    if (object.kind !== "HorizontalPodAutoscaler") continue;
    const { scaleTargetRef, minReplicas } = asRecord(object["spec"]);
    const { kind, name } = asRecord(scaleTargetRef);
    replicas.set(
      `${String(kind)}/${object.metadata.namespace}/${String(name)}`,
      typeof minReplicas === "number" ? minReplicas : 1,
    );
  }
  return replicas;
}

function byNamespace(byComponent: ReadonlyMap<string, Counts>): Map<string, Counts> {
  const grouped = new Map<string, Counts>();
  for (const [component, counts] of byComponent) add(countsOf(grouped, `${component.split("/")[0] ?? ""}/*`), counts);
  return grouped;
}

function countsOf(byComponent: Map<string, Counts>, component: string): Counts {
  const found = byComponent.get(component) ?? sumOf([]);
  byComponent.set(component, found);
  return found;
}

function sumOf(all: readonly Counts[]): Counts {
  const total: Counts = { objects: 0, alerts: 0, dashboards: 0, millicores: 0, bytes: 0 };
  for (const counts of all) add(total, counts);
  return total;
}

function add(total: Counts, counts: Counts): void {
  total.objects += counts.objects;
  total.alerts += counts.alerts;
  total.dashboards += counts.dashboards;
  total.millicores += counts.millicores;
  total.bytes += counts.bytes;
}

function shown({ objects, alerts, dashboards, millicores, bytes }: Counts): Omit<ComponentSummary, "component"> {
  return {
    objects,
    alerts,
    dashboards,
    cpu: millicores ? formatCpu(millicores) : "-",
    memory: bytes ? formatMemory(bytes) : "-",
  };
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}
