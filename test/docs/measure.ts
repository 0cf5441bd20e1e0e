import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import {
  asRecord,
  asRecords,
  parseCpu,
  parseMemory,
  podSpecOf,
  type JsonRecord,
  type KubernetesObject,
} from "../../lib/core";
import { manifestFiles } from "../validators/golden-tree";

/** What the README compares, counted over the committed YAML of an environment without its service. One node. */
export interface Figures {
  readonly objects: number;
  readonly definitions: number;
  readonly pods: number;
  readonly containers: number;
  readonly millicores: number;
  readonly mebibytes: number;
  readonly withoutRequests: number;
  readonly withoutProbe: number;
  readonly writableRoot: number;
  readonly workloads: number;
  readonly beyondRestricted: number;
  readonly withToken: number;
  readonly disruptionBudgets: number;
  readonly networkPolicies: number;
  readonly images: number;
  readonly imagesWithoutDigest: number;
  readonly alerts: number;
  readonly dashboards: number;
  /** From metrics, log lines and spans to one another, in the data sources of Grafana. */
  readonly links: number;
}

interface Container {
  readonly spec: JsonRecord;
  readonly replicas: number;
}

export function goldenObjects(environment: string): KubernetesObject[] {
  return manifestFiles(environment).map((file) => load(readFileSync(file, "utf8")) as KubernetesObject);
}

export function measure(environment: string, service: string): Figures {
  const objects = goldenObjects(environment).filter(
    ({ metadata }) => metadata.namespace !== service && metadata.name !== service,
  );
  const ofKind = (...kinds: readonly string[]) => objects.filter(({ kind }) => kinds.includes(kind));
  const workloads = ofKind("Deployment", "StatefulSet", "DaemonSet");
  const containers = workloads.flatMap(containersOf);
  const count = (holds: (container: JsonRecord) => boolean): number =>
    sum(containers.filter(({ spec }) => holds(spec)).map(({ replicas }) => replicas));
  const images = new Set(containers.map(({ spec }) => String(spec["image"])));
  return {
    objects: objects.length,
    definitions: ofKind("CustomResourceDefinition").length,
    pods: sum(workloads.map(replicasOf)),
    containers: count(() => true),
    millicores: sum(containers.map(({ spec, replicas }) => replicas * parseCpu(requestOf(spec, "cpu")))),
    mebibytes: sum(containers.map(({ spec, replicas }) => replicas * parseMemory(requestOf(spec, "memory")))) / 2 ** 20,
    withoutRequests: count((spec) => asRecord(spec["resources"])["requests"] === undefined),
    withoutProbe: count((spec) => !Object.keys(spec).some((field) => field.endsWith("Probe"))),
    writableRoot: count((spec) => asRecord(spec["securityContext"])["readOnlyRootFilesystem"] !== true),
    workloads: workloads.length,
    beyondRestricted: workloads.filter((workload) => !isRestricted(podSpecOf(workload))).length,
    withToken: workloads.filter((workload) => podSpecOf(workload)["automountServiceAccountToken"] !== false).length,
    disruptionBudgets: ofKind("PodDisruptionBudget").length,
    networkPolicies: ofKind("NetworkPolicy").length,
    images: images.size,
    imagesWithoutDigest: [...images].filter((image) => !image.includes("@sha256:")).length,
    alerts: alertsIn(objects).filter(({ file }) => !file.startsWith(`${service}.`)).length,
    dashboards: ofKind("ConfigMap").filter(({ metadata }) => /^grafana-dashboard-(?!provider$)/.test(metadata.name))
      .length,
    links: linksIn(objects),
  };
}

/** What Grafana's settings of a data source call its links to others. */
const LINKS = ["exemplarTraceIdDestinations", "derivedFields", "tracesToLogsV2", "tracesToMetrics"];

function linksIn(objects: readonly KubernetesObject[]): number {
  const sources = objects.find(({ metadata }) => metadata.name === "grafana-datasources");
  return Object.values(asRecord(sources?.["data"]))
    .flatMap((text) => asRecords(asRecord(load(String(text)))["datasources"]))
    .flatMap(({ jsonData }) => Object.keys(asRecord(jsonData)))
    .filter((key) => LINKS.includes(key)).length;
}

/** The alerts in rule files of Prometheus and of Loki, each with the file's name. */
export function alertsIn(objects: readonly KubernetesObject[]): { readonly file: string; readonly alert: string }[] {
  return objects
    .filter(({ kind, metadata }) => kind === "ConfigMap" && /^(prometheus|loki)-rules-/.test(metadata.name))
    .flatMap(({ data }) => Object.entries(asRecord(data)))
    .flatMap(([file, text]) =>
      asRecords(asRecord(load(String(text)))["groups"])
        .flatMap((group) => asRecords(group["rules"]))
        .flatMap(({ alert }) => (typeof alert === "string" ? [{ file, alert }] : [])),
    );
}

/** Whether Pod Security `restricted` accepts the pod, as far as our pods could offend. */
function isRestricted(pod: JsonRecord): boolean {
  const host = ["hostPID", "hostNetwork", "hostIPC"].some((field) => pod[field] === true);
  return (
    !host &&
    asRecords(pod["volumes"]).every((volume) => !("hostPath" in volume)) &&
    asRecord(pod["securityContext"])["runAsNonRoot"] === true
  );
}

function containersOf(workload: KubernetesObject): Container[] {
  return asRecords(podSpecOf(workload)["containers"]).map((spec) => ({ spec, replicas: replicasOf(workload) }));
}

function replicasOf(workload: KubernetesObject): number {
  return Number(asRecord(workload["spec"])["replicas"] ?? 1);
}

function requestOf(container: JsonRecord, resource: "cpu" | "memory"): string {
  return String(asRecord(asRecord(container["resources"])["requests"])[resource]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
