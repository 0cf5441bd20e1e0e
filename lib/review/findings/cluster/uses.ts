import { asRecord, asRecords, isRecord, podSpecOf, type JsonRecord, type KubernetesObject } from "../../../core";
import type { Severity } from "../../model";
import { containersOf } from "../../pod-template";
import { word } from "../../values";
import { isWorkload } from "./workloads";

/** That an object needs another one. */
export interface Use {
  /** The identity of what is needed. */
  readonly needed: string;
  /** The key of a ConfigMap or Secret. @default - the whole */
  readonly key?: string;
  /** `mounts`, `scales` …: what the object does with it. */
  readonly verb: string;
  /** What happens where it is missing, as a sentence. */
  readonly otherwise: string;
  /** @default "danger" */
  readonly severity?: Severity;
}

const NO_START = "Pods that start anew wait for it and never run; those that run are not touched";

/**
 * What an object needs in its own namespace and cannot do without. Services are called, which is another thing: see
 * callers.ts.
 */
export function usesOf(object: KubernetesObject): Use[] {
  const here = (kind: string, name: unknown): string =>
    [kind, object.metadata.namespace, word(name)].filter((part) => part !== undefined).join("/");
  const spec = asRecord(object["spec"]);
  const target = asRecord(spec["scaleTargetRef"] ?? spec["targetRef"]);
  const role = asRecord(object["roleRef"]);
  return [
    ...(isWorkload(object) ? podUses(object, here) : []),
    ...named(target, ({ kind, name }) => ({
      needed: here(word(kind), name),
      verb: "scales",
      otherwise: "Nothing is scaled any more: take it away, too",
      severity: "warning",
    })),
    ...named(role, ({ kind, name }) => ({
      needed: kind === "ClusterRole" ? `ClusterRole/${word(name)}` : here("Role", name),
      verb: "grants",
      otherwise: "Its subjects may not do any more what they need",
    })),
    ...(object.kind === "PersistentVolumeClaim" && typeof spec["storageClassName"] === "string"
      ? [
          {
            needed: `StorageClass/${spec["storageClassName"]}`,
            verb: "takes its volume from",
            otherwise: "New volumes are not provisioned",
          },
        ]
      : []),
  ];
}

type Here = (kind: string, name: unknown) => string;

function podUses(object: KubernetesObject, here: Here): Use[] {
  const pod = podSpecOf(object);
  return [
    ...(typeof pod["serviceAccountName"] === "string"
      ? [
          {
            needed: here("ServiceAccount", pod["serviceAccountName"]),
            verb: "runs as",
            otherwise: "No pod is created any more",
          },
        ]
      : []),
    ...(typeof pod["priorityClassName"] === "string"
      ? [
          {
            needed: `PriorityClass/${pod["priorityClassName"]}`,
            verb: "has",
            otherwise: "No pod is created any more",
          },
        ]
      : []),
    ...asRecords(pod["volumes"]).flatMap((volume) => volumeUses(volume, here)),
    ...containersOf(object).flatMap((container) => environmentUses(container, here)),
  ];
}

function volumeUses(volume: JsonRecord, here: Here): Use[] {
  const claim = asRecord(volume["persistentVolumeClaim"])["claimName"];
  const sources = [volume, ...asRecords(asRecord(volume["projected"])["sources"])];
  return [
    ...(typeof claim === "string"
      ? [{ needed: here("PersistentVolumeClaim", claim), verb: "mounts", otherwise: NO_START }]
      : []),
    ...sources.flatMap(({ configMap, secret }) => [
      ...configuration("ConfigMap", asRecord(configMap), asRecord(configMap)["name"], here, "mounts"),
      ...configuration(
        "Secret",
        asRecord(secret),
        asRecord(secret)["secretName"] ?? asRecord(secret)["name"],
        here,
        "mounts",
      ),
    ]),
  ];
}

function environmentUses(container: JsonRecord, here: Here): Use[] {
  const sources = [
    ...asRecords(container["envFrom"]).map(({ configMapRef, secretRef }) => ({ configMapRef, secretRef })),
    ...asRecords(container["env"]).map(({ valueFrom }) => {
      const { configMapKeyRef, secretKeyRef } = asRecord(valueFrom);
      return { configMapRef: configMapKeyRef, secretRef: secretKeyRef };
    }),
  ];
  return sources.flatMap(({ configMapRef, secretRef }) => [
    ...configuration("ConfigMap", asRecord(configMapRef), asRecord(configMapRef)["name"], here, "reads"),
    ...configuration("Secret", asRecord(secretRef), asRecord(secretRef)["name"], here, "reads"),
  ]);
}

/** A volume names the keys that it mounts, a variable the one that it reads; without any, it is about the whole. */
function configuration(kind: string, reference: JsonRecord, name: unknown, here: Here, verb: string): Use[] {
  if (typeof name !== "string" || reference["optional"] === true) return [];
  const whole = { needed: here(kind, name), verb, otherwise: NO_START };
  const keys = [reference["key"], ...asRecords(reference["items"]).map(({ key }) => key)].filter(
    (key) => typeof key === "string",
  );
  return [whole, ...keys.map((key) => ({ ...whole, key }))];
}

function named(reference: JsonRecord, use: (reference: JsonRecord) => Use): Use[] {
  return isRecord(reference) && typeof reference["name"] === "string" ? [use(reference)] : [];
}
