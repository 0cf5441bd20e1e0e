import { ApiObject, JsonPatch } from "cdk8s";
import type { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import type { Plain } from "./plain";

/** The kinds that we write, with their API version and their type in the Kubernetes API. */
interface Kinds {
  ClusterRole: k8s.KubeClusterRoleProps;
  ClusterRoleBinding: k8s.KubeClusterRoleBindingProps;
  ConfigMap: k8s.KubeConfigMapProps;
  CronJob: k8s.KubeCronJobProps;
  DaemonSet: k8s.KubeDaemonSetProps;
  Deployment: k8s.KubeDeploymentProps;
  HorizontalPodAutoscaler: k8s.KubeHorizontalPodAutoscalerV2Props;
  Ingress: k8s.KubeIngressProps;
  Namespace: k8s.KubeNamespaceProps;
  NetworkPolicy: k8s.KubeNetworkPolicyProps;
  PersistentVolumeClaim: k8s.KubePersistentVolumeClaimProps;
  PodDisruptionBudget: k8s.KubePodDisruptionBudgetProps;
  Role: k8s.KubeRoleProps;
  RoleBinding: k8s.KubeRoleBindingProps;
  Service: k8s.KubeServiceProps;
  ServiceAccount: k8s.KubeServiceAccountProps;
  StatefulSet: k8s.KubeStatefulSetProps;
}

const API_VERSIONS: Record<keyof Kinds, string> = {
  ClusterRole: "rbac.authorization.k8s.io/v1",
  ClusterRoleBinding: "rbac.authorization.k8s.io/v1",
  ConfigMap: "v1",
  CronJob: "batch/v1",
  DaemonSet: "apps/v1",
  Deployment: "apps/v1",
  HorizontalPodAutoscaler: "autoscaling/v2",
  Ingress: "networking.k8s.io/v1",
  Namespace: "v1",
  NetworkPolicy: "networking.k8s.io/v1",
  PersistentVolumeClaim: "v1",
  PodDisruptionBudget: "policy/v1",
  Role: "rbac.authorization.k8s.io/v1",
  RoleBinding: "rbac.authorization.k8s.io/v1",
  Service: "v1",
  ServiceAccount: "v1",
  StatefulSet: "apps/v1",
};

/** Everything of an object of this kind but its metadata, in plain JSON. */
export type Body<K extends keyof Kinds> = Omit<Plain<Kinds[K]>, "metadata">;

export interface ResourceMetadata {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * One Kubernetes object, typed by the API's own schema and written as plain JSON. A body may be given as a function:
 * it is then called when the tree is rendered, after everybody has had their say.
 *
 * cdk8s' generated classes are not used because they copy each object field by field and silently drop what their
 * version of Kubernetes does not know. See docs/adr/0002-plain-objects-typed-by-the-api.md.
 */
export class Resource<K extends keyof Kinds = keyof Kinds> extends ApiObject {
  private readonly jsonPatches: JsonPatch[] = [];

  constructor(
    scope: Construct,
    id: string,
    kind: K,
    metadata: ResourceMetadata,
    private readonly body: Body<K> | (() => Body<K>),
  ) {
    super(scope, id, { apiVersion: API_VERSIONS[kind], kind, metadata: { ...metadata } });
  }

  override addJsonPatch(...operations: JsonPatch[]): void {
    this.jsonPatches.push(...operations);
  }

  override toJson(): Record<string, unknown> {
    const object = {
      apiVersion: this.apiVersion,
      kind: this.kind,
      metadata: this.metadata.toJson(),
      ...(typeof this.body === "function" ? this.body() : this.body),
    };
    return this.jsonPatches.length === 0 ? object : JsonPatch.apply(object, ...this.jsonPatches);
  }
}
