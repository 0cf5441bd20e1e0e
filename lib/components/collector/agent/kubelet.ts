import type { ComponentConfig, Components } from "../collector-config";
import type { KubeletCertificates } from "../../prometheus";
import type { OwnPods } from "./container-logs";

/** What the kubelet alone knows: how much of the node's disk a pod uses, beside its volumes. */
const WANTED = ["container.filesystem.usage", "k8s.pod.filesystem.usage"];

/** What Prometheus reads from the kubelet itself, or what is that of the node, which node-exporter tells. */
const UNWANTED = [
  "container.cpu.time",
  "container.cpu.usage",
  "container.filesystem.available",
  "container.filesystem.capacity",
  "container.memory.available",
  "container.memory.major_page_faults",
  "container.memory.page_faults",
  "container.memory.rss",
  "container.memory.usage",
  "container.memory.working_set",
  "k8s.pod.cpu.time",
  "k8s.pod.cpu.usage",
  "k8s.pod.filesystem.available",
  "k8s.pod.filesystem.capacity",
  "k8s.pod.memory.available",
  "k8s.pod.memory.major_page_faults",
  "k8s.pod.memory.page_faults",
  "k8s.pod.memory.rss",
  "k8s.pod.memory.usage",
  "k8s.pod.memory.working_set",
  "k8s.pod.network.errors",
  "k8s.pod.network.io",
];

/** The receiver that asks the kubelet of the node. */
export function kubeletStats(certificates: KubeletCertificates): ComponentConfig {
  return {
    auth_type: "serviceAccount",
    endpoint: "https://${env:K8S_NODE_IP}:10250",
    insecure_skip_verify: certificates === "unverified",
    collection_interval: "30s",
    metric_groups: ["container", "pod"],
    metrics: { ...switched(UNWANTED, false), ...switched(WANTED, true) },
  };
}

function switched(names: readonly string[], enabled: boolean): Components {
  return Object.fromEntries(names.map((name) => [name, { enabled }]));
}

/** Resource attributes that become labels, by the names that Prometheus has for what it reads from the kubelet itself. */
const LABELS = {
  "k8s.namespace.name": "namespace",
  "k8s.pod.name": "pod",
  "k8s.container.name": "container",
} as const;

/**
 * The agent itself is who tells this, not the services: with their names, each of their pods would look as if it pushed
 * metrics (`target_info`) whether it does or not.
 */
export function kubeletIdentity({ name, namespace }: OwnPods): ComponentConfig {
  return {
    error_mode: "propagate",
    metric_statements: [
      {
        context: "datapoint",
        statements: [
          ...Object.entries(LABELS).map(
            ([attribute, label]) =>
              `set(datapoint.attributes["${label}"], resource.attributes["${attribute}"]) where resource.attributes["${attribute}"] != nil`,
          ),
          'set(datapoint.attributes["node"], "${env:K8S_NODE_NAME}")',
        ],
      },
      {
        context: "resource",
        statements: [
          "keep_keys(resource.attributes, [])",
          `set(resource.attributes["service.name"], "${name}")`,
          `set(resource.attributes["service.namespace"], "${namespace}")`,
          'set(resource.attributes["service.instance.id"], "${env:K8S_NODE_NAME}")',
        ],
      },
    ],
  };
}
