import { asRecord, asRecords, parseCpu, parseMemory, type JsonRecord, type KubernetesObject } from "../../core";
import type { Labels } from "../sources";
import type { Container, Workload } from "./cluster";
import { podsOf } from "./pods";

/** What a manifest says of a workload. */
export interface DeclaredWorkload {
  readonly kind: Workload["kind"];
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** The specification of its pods. */
  readonly pod: JsonRecord;
  readonly spec: JsonRecord;
}

/** The workload that an object declares; undefined where it declares something else. */
export function workloadOf({ kind, metadata, spec: given }: KubernetesObject): DeclaredWorkload | undefined {
  if (kind !== "Deployment" && kind !== "StatefulSet" && kind !== "DaemonSet") return undefined;
  const spec = asRecord(given);
  const template = asRecord(spec["template"]);
  const { labels, annotations } = asRecord(template["metadata"]);
  return {
    kind,
    namespace: metadata.namespace ?? "default",
    name: metadata.name,
    labels: textsOf(labels),
    annotations: textsOf(annotations),
    pod: asRecord(template["spec"]),
    spec,
  };
}

/** Every workload, with the pods of the revision that runs for good. */
export function workloadsOf(objects: readonly KubernetesObject[], nodes: readonly string[]): Workload[] {
  const declared = objects.flatMap((object) => workloadOf(object) ?? []);
  let after = 0;
  return declared.map((workload) => {
    const { kind, namespace, name, labels, annotations, pod, spec } = workload;
    const autoscaler = objects.flatMap((object) => autoscalerOf(object, workload))[0];
    const replicas = autoscaler?.min ?? numberOf(spec["replicas"]) ?? 1;
    const containers = asRecords(pod["containers"]).map(containerOf);
    const version = labels["app.kubernetes.io/version"] ?? tagOf(containers[0]?.image);
    const pods = podsOf({ kind, namespace, name, replicas, version, after }, nodes);
    after += pods.length;
    const templates = asRecords(spec["volumeClaimTemplates"]).map(({ metadata }) => textOf(asRecord(metadata)["name"]));
    return {
      kind,
      namespace,
      name,
      labels,
      annotations,
      containers,
      pods,
      claims: pods.flatMap((each) => templates.map((template) => `${template}-${each.name}`)),
      ...(autoscaler && { autoscaler }),
    };
  });
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : typeof value === "number" ? `${value}` : undefined;
}

/** The fields whose values are text. */
export function textsOf(value: unknown): Labels {
  return Object.fromEntries(
    Object.entries(asRecord(value)).flatMap(([key, text]) => (typeof text === "string" ? [[key, text]] : [])),
  );
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function autoscalerOf(object: KubernetesObject, of: DeclaredWorkload): NonNullable<Workload["autoscaler"]>[] {
  const { name, namespace = "default" } = object.metadata;
  if (object.kind !== "HorizontalPodAutoscaler" || namespace !== of.namespace) return [];
  const { scaleTargetRef, minReplicas, maxReplicas } = asRecord(object["spec"]);
  const scaled = asRecord(scaleTargetRef);
  if (scaled["kind"] !== of.kind || scaled["name"] !== of.name) return [];
  const min = numberOf(minReplicas) ?? 1;
  return [{ name, min, max: numberOf(maxReplicas) ?? min }];
}

function containerOf(container: JsonRecord): Container {
  const { requests, limits } = asRecord(container["resources"]);
  return {
    name: textOf(container["name"]) ?? "",
    image: textOf(container["image"]) ?? "",
    ports: asRecords(container["ports"]).flatMap(({ containerPort }) => numberOf(containerPort) ?? []),
    requests: resourcesOf(requests),
    limits: resourcesOf(limits),
  };
}

function resourcesOf(value: unknown): Container["limits"] {
  const cpu = textOf(asRecord(value)["cpu"]);
  const memory = textOf(asRecord(value)["memory"]);
  return {
    ...(cpu !== undefined && { cpu: parseCpu(cpu) / 1000 }),
    ...(memory !== undefined && { memory: parseMemory(memory) }),
  };
}

/** The tag of an image, as its version. */
function tagOf(image = ""): string {
  return /:([^:/@]+)(?:@.*)?$/.exec(image)?.[1] ?? "";
}
