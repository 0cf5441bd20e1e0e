import { App } from "cdk8s";
import type { Construct } from "constructs";
import { load } from "js-yaml";
import { ManifestChart, render, SynthesisError, type KubernetesObject } from "../../lib/core";
import { asRecord, type JsonRecord } from "../../lib/core/json";

/** The objects of what `declare` puts into the namespace `observability`, by `Kind/name`. */
export function objectsOf(declare: (scope: Construct) => void): Map<string, KubernetesObject> {
  const app = new App();
  declare(new ManifestChart(app, "stack", { namespace: "observability" }));
  return new Map(render(app).map(({ object }) => [`${object.kind}/${object.metadata.name}`, object]));
}

/** What rendering complains about. */
export function problemsOf(declare: (scope: Construct) => void): readonly string[] {
  try {
    objectsOf(declare);
  } catch (error) {
    if (error instanceof SynthesisError) return error.problems;
    throw error;
  }
  return [];
}

/** The value at a path of keys and indices; undefined where there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof key === "string") return asRecord(inner)[key];
    return Array.isArray(inner) ? inner[key] : undefined;
  }, value);
}

/** The text at a path of keys and indices. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const text = at(value, ...path);
  if (typeof text !== "string") throw new Error(`${path.join(".")}: expected a text, got ${JSON.stringify(text)}`);
  return text;
}

/** The command line of the workload's container. */
export function argsOf(objects: Map<string, KubernetesObject>, workload: string): string[] {
  const args = at(podOf(objects, workload), "containers", 0, "args");
  return Array.isArray(args) ? args.map(String) : [];
}

/** The pod of the workload. */
export function podOf(objects: Map<string, KubernetesObject>, workload: string): JsonRecord {
  return asRecord(at(objects.get(workload), "spec", "template", "spec"));
}

/** A file in a ConfigMap, parsed. */
export function fileOf(objects: Map<string, KubernetesObject>, configMap: string, key: string): unknown {
  return load(textAt(objects.get(`ConfigMap/${configMap}`), "data", key));
}

/** What Pod Security `restricted` looks at in a pod of one container, and whether its root is read-only. */
export function hardeningOf(pod: JsonRecord): JsonRecord {
  const { runAsNonRoot, seccompProfile } = asRecord(pod["securityContext"]);
  const { hostPID = false, hostIPC = false } = pod;
  return { runAsNonRoot, seccompProfile, hostPID, hostIPC, container: at(pod, "containers", 0, "securityContext") };
}

export const RESTRICTED: JsonRecord = {
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
  hostPID: false,
  hostIPC: false,
  container: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
};
