import { createHash } from "node:crypto";
import type { k8s } from "cdk8s-plus-28";
import { toYaml, type Plain } from "../../core";
import { scrapeAnnotations } from "../../signals";
import type { CollectorConfig } from "./collector-config";
import type { Program } from "../program";

/** Where collectors listen. */
export const ports = { otlpGrpc: 4317, otlpHttp: 4318, metrics: 8888, health: 13133 } as const;

/** Names of those ports within a pod. */
const PORT_NAMES: Readonly<Record<keyof typeof ports, string>> = {
  otlpGrpc: "otlp-grpc",
  otlpHttp: "otlp-http",
  metrics: "metrics",
  health: "health",
};

/** The user of the image. */
export const UID = 10001;

const CONFIG_DIRECTORY = "/etc/collector";
/** The key of the configuration in its ConfigMap. */
export const CONFIG_KEY = "collector.yaml";

/** The ConfigMap with the configuration: its name and what is in it. */
export function configMapOf(
  { name }: Program,
  config: CollectorConfig,
): { readonly name: string; readonly data: Record<string, string> } {
  return { name: `${name}-config`, data: { [CONFIG_KEY]: toYaml(config) } };
}

/** The command line: the image's own entrypoint with our configuration. */
export function collectorArgs(): string[] {
  return [`--config=${CONFIG_DIRECTORY}/${CONFIG_KEY}`];
}

/**
 * Annotations of the pod. A collector does not read its configuration again by itself: with the checksum, a change replaces
 * the pods.
 */
export function podAnnotations(data: Readonly<Record<string, string>>): Record<string, string> {
  return {
    ...scrapeAnnotations({ port: ports.metrics }),
    "checksum/config": createHash("sha256").update(JSON.stringify(data)).digest("hex"),
  };
}

/** The volume with the configuration, and where it is mounted. */
export function configVolume(configMap: string): {
  readonly volume: Plain<k8s.Volume>;
  readonly mount: Plain<k8s.VolumeMount>;
} {
  return {
    volume: { name: "config", configMap: { name: configMap } },
    mount: { name: "config", mountPath: CONFIG_DIRECTORY, readOnly: true },
  };
}

/** The named ports of the container. */
export function containerPorts(...names: readonly (keyof typeof ports)[]): Plain<k8s.ContainerPort>[] {
  return names.map((name) => ({ name: PORT_NAMES[name], containerPort: ports[name] }));
}

/** The ports of a Service in front of it. */
export function servicePorts(...names: readonly (keyof typeof ports)[]): Plain<k8s.ServicePort>[] {
  return names.map((name) => ({ name: PORT_NAMES[name], port: ports[name], targetPort: PORT_NAMES[name] }));
}

/**
 * Probes. It is ready when all its pipelines have started, and stays so whatever becomes of those it sends to: queues are
 * there for that, and a restart would only interrupt them.
 */
export function probes(): Pick<Plain<k8s.Container>, "startupProbe" | "readinessProbe" | "livenessProbe"> {
  const health = { path: "/", port: PORT_NAMES.health };
  return {
    // Before it starts it compacts the files of its queues, which takes long after an outage.
    startupProbe: { httpGet: health, periodSeconds: 2, failureThreshold: 150 },
    readinessProbe: { httpGet: health, periodSeconds: 5, timeoutSeconds: 3 },
    livenessProbe: { httpGet: health, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
  };
}

/** Environment variables: the memory that Go may use, and fields of the pod that the configuration refers to. */
export function environment(goMemoryLimit: string, fields: Readonly<Record<string, string>>): Plain<k8s.EnvVar>[] {
  return [
    { name: "GOMEMLIMIT", value: goMemoryLimit },
    ...Object.entries(fields).map(([name, fieldPath]) => ({ name, valueFrom: { fieldRef: { fieldPath } } })),
  ];
}
