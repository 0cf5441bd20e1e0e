import type { ComponentConfig } from "../collector-config";
import { quoted } from "./ottl";
import { judgeClaims } from "./sender";

/** Environment variables of the pod that the configuration refers to, and the fields they come from. */
export const ENVIRONMENT = {
  K8S_NODE_NAME: "spec.nodeName",
  K8S_NODE_IP: "status.hostIP",
} as const;

/** What the lookup leaves for the naming of the service, which takes it away again. */
const FOUND = {
  name: "found.label.name",
  version: "found.label.version",
  annotation: "found.annotation.name",
} as const;

/**
 * The processor that finds the pod behind what comes: by the address that it sends from, which it cannot choose, or, as
 * lines of files come from no address, by what the path of the file says. It knows the pods of this node alone.
 */
export function podLookup(): ComponentConfig {
  return {
    auth_type: "serviceAccount",
    filter: { node_from_env_var: "K8S_NODE_NAME" },
    // The first one that there is decides, whether a pod is found by it or not.
    pod_association: [
      { sources: [{ from: "connection" }] },
      { sources: [{ from: "resource_attribute", name: "k8s.pod.uid" }] },
    ],
    // Lines without the name of their service would be in another stream, for good.
    wait_for_metadata: true,
    wait_for_metadata_timeout: "1m",
    // The lines of a pod that has ended may take a while.
    pod_delete_grace_period: "5m",
    extract: {
      metadata: [
        "k8s.namespace.name",
        "k8s.pod.name",
        "k8s.pod.uid",
        "k8s.node.name",
        "k8s.deployment.name",
        "k8s.statefulset.name",
        "k8s.daemonset.name",
        "k8s.job.name",
        "k8s.cronjob.name",
        "k8s.container.name",
        "container.image.tag",
      ],
      labels: [
        { tag_name: FOUND.name, key: "app.kubernetes.io/name", from: "pod" },
        { tag_name: FOUND.version, key: "app.kubernetes.io/version", from: "pod" },
      ],
      annotations: [
        { tag_name: FOUND.annotation, key: "resource.opentelemetry.io/service.name", from: "pod" },
        {
          tag_name: "deployment.environment.name",
          key: "resource.opentelemetry.io/deployment.environment.name",
          from: "pod",
        },
      ],
    },
  };
}

/**
 * Statements about a resource by which a service is called the same in all signals: as its SDK says, else as the label
 * `app.kubernetes.io/name` of its pod says, by which Prometheus knows it, else as the workload or the container is called.
 */
export function serviceIdentity(cluster: string): string[] {
  return [
    ...judgeClaims(),
    // What an SDK says that was not told.
    `delete_key(resource.attributes, "service.name") where HasPrefix(resource.attributes["service.name"], "unknown_service")`,
    ...fallbacks("service.name", [
      FOUND.name,
      FOUND.annotation,
      "k8s.deployment.name",
      "k8s.statefulset.name",
      "k8s.daemonset.name",
      "k8s.cronjob.name",
      "k8s.job.name",
      "k8s.container.name",
    ]),
    ...fallbacks("service.namespace", ["k8s.namespace.name"]),
    ...fallbacks("service.version", [FOUND.version, "container.image.tag"]),
    ...Object.values(FOUND).map((name) => `delete_key(resource.attributes, "${name}")`),
    `set(resource.attributes["k8s.cluster.name"], ${quoted(cluster)})`,
    // Of pods that the API server knows under another name, such as static ones.
    `set(resource.attributes["k8s.node.name"], "\${env:K8S_NODE_NAME}") where resource.attributes["k8s.node.name"] == nil`,
  ];
}

/** The first of them that is there, unless there is a value already; an empty one is none. */
function fallbacks(name: string, sources: readonly string[]): string[] {
  const target = attribute(name);
  return sources.map(
    (source) =>
      `set(${target}, ${attribute(source)}) where (${target} == nil or ${target} == "") and ${attribute(source)} != nil`,
  );
}

function attribute(name: string): string {
  return `resource.attributes["${name}"]`;
}
