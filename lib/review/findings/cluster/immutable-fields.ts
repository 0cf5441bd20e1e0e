import { asRecord, type KubernetesObject } from "../../../core";
import type { FieldChange } from "../../diff";
import { isServerDefault } from "../workloads/server-defaults";
import {
  claimTemplates,
  completions,
  dataSource,
  isDeviceDefault,
  roleRef,
  secretData,
  withoutEmpty,
} from "./stored-values";
import {
  hasMoreTime,
  hasPodForEach,
  haveAddresses,
  isIndexed,
  isLoadBalancer,
  isLocal,
  isReplacedAnyway,
  isStarted,
  toleratesLess,
} from "./update-conditions";

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
  /** The value without what the API server fills in, or with it. @default - as it is */
  readonly comparable?: (value: unknown, object: KubernetesObject) => unknown;
  /** Whether a difference below it only writes out what the API server fills in. @default - none does */
  readonly isDefault?: (field: FieldChange) => boolean;
}

export interface ImmutableKind {
  readonly parts: readonly ImmutablePart[];
  /** What is missing until the new object is there. */
  readonly meanwhile: string;
}

/** What a Job that has not started may change of its pods. */
const PLACEMENT = ["nodeSelector", "affinity", "tolerations", "schedulingGates"];

/**
 * By kind, as an API server of Kubernetes 1.34 refuses updates (test/validators/immutable-fields.test.ts asks one about
 * the cases of test/review/immutable-fields) and as `provider/pkg/provider/diff.go` of pulumi-kubernetes 4.32 replaces.
 */
export const IMMUTABLE: ReadonlyMap<string, ImmutableKind> = new Map<string, ImmutableKind>([
  ["Deployment", { parts: [selector()], meanwhile: "no pod answers in between" }],
  ["ReplicaSet", { parts: [{ ...selector(), pulumi: "fails" }], meanwhile: "no pod answers in between" }],
  ["DaemonSet", { parts: [selector()], meanwhile: "no node has its pod in between" }],
  [
    "StatefulSet",
    {
      parts: [
        selector(),
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
        replaced("spec.template", { except: [["metadata"], ["spec"]] }),
        replaced("spec.template.metadata", { comparable: withoutEmpty, when: isStarted }),
        replaced("spec.template.spec", { except: PLACEMENT.map((key) => [key]), isDefault: isServerDefault }),
        ...PLACEMENT.map((key) => replaced(`spec.template.spec.${key}`, { when: isStarted })),
        selector(),
        replaced("spec.completions", { comparable: completions, when: (job) => !isIndexed(job) }),
        replaced("spec.completions", { when: (was, is) => isIndexed(was) && !hasPodForEach(is) }),
        refused("spec.completionMode", { default: "NonIndexed" }),
        refused("spec.podFailurePolicy"),
        refused("spec.successPolicy"),
        refused("spec.backoffLimitPerIndex"),
        refused("spec.managedBy", { default: "kubernetes.io/job-controller" }),
      ].map(unlessReplacedAnyway),
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
          isDefault: isServerDefault,
        }),
        refused("spec.activeDeadlineSeconds", { when: hasMoreTime }),
        refused("spec.tolerations", { when: toleratesLess }),
      ],
      meanwhile: "nothing answers in between",
    },
  ],
  [
    "Service",
    {
      parts: [
        replaced("spec.clusterIP", { default: "", keeps: true, when: haveAddresses }),
        refused("spec.ipFamilies", {
          assigned: true,
          comparable: (value) => (Array.isArray(value) ? [value[0]] : value),
          when: haveAddresses,
        }),
        refused("spec.healthCheckNodePort", { assigned: true, when: (was, is) => isLocal(was) && isLocal(is) }),
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
        selector(),
        replaced("spec.storageClassName", { assigned: true }),
        replaced("spec.volumeName", { assigned: true }),
        refused("spec.volumeMode", { default: "Filesystem" }),
        refused("spec.dataSource", { comparable: dataSource }),
        refused("spec.dataSourceRef", { comparable: dataSource }),
        refused("spec.resources.limits"),
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
            "volumeMode",
          ].map((key) => [key]),
        }),
        refused("spec.volumeMode", { default: "Filesystem" }),
        // It may be given once.
        refused("spec.nodeAffinity", { when: ({ spec }) => asRecord(spec)["nodeAffinity"] !== undefined }),
      ],
      meanwhile: "claims that are bound to it lose it",
    },
  ],
  [
    "RoleBinding",
    { parts: [replaced("roleRef", { comparable: roleRef })], meanwhile: "its subjects may do nothing in between" },
  ],
  [
    "ClusterRoleBinding",
    { parts: [replaced("roleRef", { comparable: roleRef })], meanwhile: "its subjects may do nothing in between" },
  ],
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
      parts: [whenSealed("data"), whenSealed("binaryData"), { ...whenSealed("immutable"), pulumi: "fails" }],
      meanwhile: "pods that start find nothing in between",
    },
  ],
  [
    "Secret",
    {
      parts: [
        replaced("type", { default: "Opaque" }),
        { ...whenSealed("data"), comparable: secretData },
        { ...whenSealed("stringData"), comparable: secretData },
        { ...whenSealed("immutable"), pulumi: "fails" },
      ],
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
  [
    "ResourceClaim",
    { parts: [refused("spec", { isDefault: isDeviceDefault })], meanwhile: "its pods have no device in between" },
  ],
  [
    "ResourceClaimTemplate",
    { parts: [refused("spec", { isDefault: isDeviceDefault })], meanwhile: "pods that name it do not start" },
  ],
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

function unlessReplacedAnyway(part: ImmutablePart): ImmutablePart {
  return { ...part, when: (was, is) => !isReplacedAnyway(was) && part.when?.(was, is) !== false };
}

function selector(): ImmutablePart {
  return replaced("spec.selector", { comparable: withoutEmpty });
}
