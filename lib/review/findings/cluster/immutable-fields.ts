import { asRecord, asRecords, type KubernetesObject } from "../../../core";
import { word } from "./fields";

/** A part of a kind that Kubernetes does not let change. */
export interface ImmutablePart {
  readonly at: readonly string[];
  /** Places below it that may change; `*` stands for any step. @default - none */
  readonly except?: readonly (readonly string[])[];
  /** What a missing value means. @default - nothing: writing it out is a change, too */
  readonly default?: unknown;
  /** What Pulumi does: replaces what its provider lists as `forceNewProperties`; all else fails as for everybody. */
  readonly pulumi: "replaces" | "fails";
  /** Filled in by the cluster: that a value is written for the first time may be no change at all. */
  readonly assigned?: true;
  /** Where the value is taken away, Kubernetes keeps the old one without a word; Pulumi replaces. */
  readonly keeps?: true;
  /** Whether the rule holds for this object. @default - always */
  readonly when?: (before: KubernetesObject, after: KubernetesObject) => boolean;
  /** The value without what the API server fills in. @default - as it is */
  readonly comparable?: (value: unknown) => unknown;
}

export interface ImmutableKind {
  readonly parts: readonly ImmutablePart[];
  /** What is missing until the new object is there. */
  readonly meanwhile: string;
}

/**
 * By kind, as `pkg/apis/<group>/validation` of Kubernetes 1.34 refuses updates and as `provider/pkg/provider/diff.go` of
 * pulumi-kubernetes 4 replaces.
 */
export const IMMUTABLE: ReadonlyMap<string, ImmutableKind> = new Map<string, ImmutableKind>([
  ["Deployment", { parts: [replaced("spec.selector")], meanwhile: "no pod answers in between" }],
  ["ReplicaSet", { parts: [refused("spec.selector")], meanwhile: "no pod answers in between" }],
  ["DaemonSet", { parts: [refused("spec.selector")], meanwhile: "no node has its pod in between" }],
  [
    "StatefulSet",
    {
      parts: [
        replaced("spec.selector"),
        replaced("spec.serviceName", { default: "" }),
        replaced("spec.podManagementPolicy", { default: "OrderedReady" }),
        replaced("spec.volumeClaimTemplates", { default: [], comparable: claimTemplates }),
      ],
      meanwhile: "no pod answers in between, its claims stay",
    },
  ],
  [
    "Job",
    {
      parts: [
        replaced("spec.template", { except: [["metadata"], ["spec"]], when: (job) => !isReplacedAnyway(job) }),
        replaced("spec.template.metadata", { when: (job) => !isSuspended(job) && !isReplacedAnyway(job) }),
        replaced("spec.template.spec", {
          except: [["nodeSelector"], ["affinity"], ["tolerations"]],
          when: (job) => !isReplacedAnyway(job),
        }),
        ...["nodeSelector", "affinity", "tolerations"].map((place) =>
          replaced(`spec.template.spec.${place}`, { when: (job) => !isSuspended(job) && !isReplacedAnyway(job) }),
        ),
        replaced("spec.selector", { when: (job) => !isReplacedAnyway(job) }),
        replaced("spec.completions", { default: 1, when: (job) => !isReplacedAnyway(job) && !isIndexed(job) }),
        refused("spec.completionMode", { default: "NonIndexed", when: (job) => !isReplacedAnyway(job) }),
        refused("spec.podFailurePolicy", { when: (job) => !isReplacedAnyway(job) }),
        refused("spec.backoffLimitPerIndex", { when: (job) => !isReplacedAnyway(job) }),
      ],
      meanwhile: "the work starts from the beginning",
    },
  ],
  [
    "Pod",
    {
      parts: [
        replaced("spec", {
          except: [
            ["containers", "*", "image"],
            ["initContainers", "*", "image"],
            ["activeDeadlineSeconds"],
            ["tolerations"],
          ],
        }),
      ],
      meanwhile: "nothing answers in between",
    },
  ],
  [
    "Service",
    {
      parts: [
        replaced("spec.clusterIP", { keeps: true }),
        refused("spec.ipFamilies", {
          assigned: true,
          comparable: (value) => (Array.isArray(value) ? [value[0]] : value),
        }),
        refused("spec.loadBalancerClass", { when: (was, is) => isLoadBalancer(was) && isLoadBalancer(is) }),
      ],
      meanwhile: "its address changes, and its name leads nowhere in between",
    },
  ],
  [
    "PersistentVolumeClaim",
    {
      parts: [
        replaced("spec.accessModes"),
        replaced("spec.selector"),
        replaced("spec.storageClassName", { assigned: true }),
        replaced("spec.volumeName", { assigned: true }),
        refused("spec.volumeMode", { default: "Filesystem" }),
        refused("spec.dataSource", { assigned: true }),
        refused("spec.dataSourceRef", { assigned: true }),
      ],
      meanwhile: "the data of the old claim is gone unless its volume is retained",
    },
  ],
  [
    "PersistentVolume",
    {
      parts: [
        replaced("spec", {
          except: [
            "accessModes",
            "capacity",
            "claimRef",
            "mountOptions",
            "nodeAffinity",
            "persistentVolumeReclaimPolicy",
            "storageClassName",
            "volumeAttributesClassName",
          ].map((key) => [key]),
        }),
      ],
      meanwhile: "claims that are bound to it lose it",
    },
  ],
  ["RoleBinding", { parts: [replaced("roleRef")], meanwhile: "its subjects may do nothing in between" }],
  ["ClusterRoleBinding", { parts: [replaced("roleRef")], meanwhile: "its subjects may do nothing in between" }],
  [
    "StorageClass",
    {
      parts: [
        replaced("provisioner"),
        replaced("parameters"),
        refused("reclaimPolicy", { default: "Delete" }),
        refused("volumeBindingMode", { default: "Immediate" }),
      ],
      meanwhile: "volumes that are there stay as they are",
    },
  ],
  [
    "ConfigMap",
    {
      parts: ["data", "binaryData", "immutable"].map(whenSealed),
      meanwhile: "pods that start find nothing in between",
    },
  ],
  [
    "Secret",
    {
      parts: [replaced("type", { default: "Opaque" }), ...["data", "stringData", "immutable"].map(whenSealed)],
      meanwhile: "pods that start find nothing in between",
    },
  ],
  [
    "PriorityClass",
    {
      parts: [refused("value"), refused("preemptionPolicy", { default: "PreemptLowerPriority" })],
      meanwhile: "pods that name it are refused in between",
    },
  ],
  [
    "CustomResourceDefinition",
    {
      parts: [refused("spec.group"), refused("spec.scope"), refused("spec.names.kind"), refused("spec.names.plural")],
      meanwhile: "all objects of the kind are deleted with it",
    },
  ],
  ["IngressClass", { parts: [refused("spec.controller")], meanwhile: "its Ingresses are served by nobody" }],
  ["RuntimeClass", { parts: [refused("handler")], meanwhile: "pods that name it are refused in between" }],
  [
    "CSIDriver",
    {
      parts: [
        refused("spec.attachRequired", { default: true }),
        refused("spec.volumeLifecycleModes", { default: ["Persistent"] }),
      ],
      meanwhile: "volumes cannot be mounted in between",
    },
  ],
  [
    "VolumeAttributesClass",
    { parts: [refused("driverName"), refused("parameters")], meanwhile: "claims cannot take it in between" },
  ],
  ["ResourceQuota", { parts: [replaced("spec.scopes")], meanwhile: "nothing is limited in between" }],
  ["EndpointSlice", { parts: [refused("addressType")], meanwhile: "its addresses are missing in between" }],
]);

type Options = Omit<ImmutablePart, "at" | "pulumi">;

function replaced(place: string, options: Options = {}): ImmutablePart {
  return { at: place.split("."), pulumi: "replaces", ...options };
}

function refused(place: string, options: Options = {}): ImmutablePart {
  return { at: place.split("."), pulumi: "fails", ...options };
}

/** Configuration that is sealed may be deleted, but never changed, nor unsealed. */
function whenSealed(place: string): ImmutablePart {
  return replaced(place, { when: (before) => before["immutable"] === true });
}

function isSuspended({ spec }: KubernetesObject): boolean {
  return asRecord(spec)["suspend"] === true;
}

/** An indexed Job may be made longer or shorter. */
function isIndexed({ spec }: KubernetesObject): boolean {
  return asRecord(spec)["completionMode"] === "Indexed";
}

/** Hooks of Helm and Argo CD are deleted before each run; `Replace=true` and `Force=true` ask for the same. */
function isReplacedAnyway({ metadata }: KubernetesObject): boolean {
  const { annotations = {} } = metadata;
  return (
    "helm.sh/hook" in annotations ||
    "argocd.argoproj.io/hook" in annotations ||
    /\b(Replace|Force)=true/.test(word(annotations["argocd.argoproj.io/sync-options"] ?? ""))
  );
}

function isLoadBalancer({ spec }: KubernetesObject): boolean {
  return asRecord(spec)["type"] === "LoadBalancer";
}

/** The API server writes kind, version, volume mode and status into each template itself. */
function claimTemplates(value: unknown): unknown {
  return asRecords(value).map(({ metadata, spec }) => ({
    metadata: { ...asRecord(metadata), creationTimestamp: undefined },
    spec: { volumeMode: "Filesystem", ...asRecord(spec) },
  }));
}
