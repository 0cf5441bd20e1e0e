/** A Kubernetes object in plain JSON form. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
  readonly [field: string]: unknown;
}

export interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** One object that `render` produced, and where it comes from. */
export interface Manifest {
  readonly object: KubernetesObject;
  /** The path of the construct that declared it. */
  readonly source: string;
  /** Identities of the manifests that must exist before it. Only those that are rendered with it. */
  readonly dependsOn: readonly string[];
}

/**
 * What makes an object one of a kind in a cluster: `Kind/namespace/name`, without the namespace for cluster-scoped kinds,
 * and with the API group (`Kind.group/…`) for kinds that Kubernetes itself does not define.
 */
export function identityOf(object: KubernetesObject): string {
  const { name, namespace } = object.metadata;
  return [qualifiedKind(object), ...(namespace === undefined ? [] : [namespace]), name].join("/");
}

/** `Kind.group`, whoever defines the kind; the kind alone in the core group, which has no name. */
export function groupKind(object: Pick<KubernetesObject, "apiVersion" | "kind">): string {
  const slash = object.apiVersion.indexOf("/");
  return slash < 0 ? object.kind : `${object.kind}.${object.apiVersion.slice(0, slash)}`;
}

/** `Deployment`, or `ServiceMonitor.monitoring.coreos.com` where the API group is not one of Kubernetes' own. */
export function qualifiedKind(object: Pick<KubernetesObject, "apiVersion" | "kind">): string {
  const slash = object.apiVersion.indexOf("/");
  const group = slash < 0 ? "" : object.apiVersion.slice(0, slash);
  return !group.includes(".") || group.endsWith(".k8s.io") ? object.kind : `${object.kind}.${group}`;
}

const CLUSTER_SCOPED = new Set([
  "APIService",
  "CSIDriver",
  "CSINode",
  "CertificateSigningRequest",
  "ClusterRole",
  "ClusterRoleBinding",
  "ClusterTrustBundle",
  "CustomResourceDefinition",
  "DeviceClass",
  "FlowSchema",
  "IPAddress",
  "IngressClass",
  "MutatingAdmissionPolicy",
  "MutatingAdmissionPolicyBinding",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PriorityClass",
  "PriorityLevelConfiguration",
  "RuntimeClass",
  "ServiceCIDR",
  "StorageClass",
  "StorageVersion",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
  "VolumeAttachment",
  "VolumeAttributesClass",
]);

/** Whether Kubernetes itself defines the object's kind as cluster-scoped. Custom kinds count as namespaced. */
export function isClusterScoped(object: Pick<KubernetesObject, "apiVersion" | "kind">): boolean {
  return CLUSTER_SCOPED.has(qualifiedKind(object));
}
