import type { k8s } from "cdk8s-plus-28";
import {
  containerResources,
  durationSeconds,
  restrictedContainer,
  restrictedPod,
  type Body,
  type Duration,
  type ParsedResources,
  type Plain,
} from "../../core";
import { scrapeAnnotations } from "../../signals";
import { onePerNode, type Program } from "../program";
import { volumeClaim, type DataStorage } from "../volume-claim";
import { SECRETS_DIRECTORY } from "./secrets";

export const HTTP_PORT = 9093;
const CLUSTER_PORT = 9094;
/** The user `nobody` of the image. */
const UID = 65534;

const CONFIG_DIRECTORY = "/etc/alertmanager/config";
const DATA_DIRECTORY = "/alertmanager";
export const CONFIG_KEY = "alertmanager.yml";
export const TEMPLATE_KEY = "notification.tmpl";
export const TEMPLATE_FILE = `${CONFIG_DIRECTORY}/${TEMPLATE_KEY}`;

/** Which program, how often. */
export interface Replicas {
  readonly program: Program;
  readonly replicas: number;
}

/** What the objects of Alertmanager are made of. */
export interface Workload extends Replicas {
  readonly image: string;
  readonly storage: DataStorage;
  readonly resources: ParsedResources;
  readonly retention: Duration;
  readonly externalUrl: string;
  readonly configMap: string;
  /** Changes with the configuration. */
  readonly configChecksum: string;
  /** The projection of the Secrets' keys that the configuration names. */
  readonly secrets: readonly Plain<k8s.VolumeProjection>[];
}

/**
 * The headless Service that names the pods, and through which several find each other. A single one has it as well, as a
 * StatefulSet cannot change its `serviceName`: more replicas would have to replace it.
 */
export function headlessServiceName(program: Program): string {
  return `${program.name}-cluster`;
}

/** The names of the replicas in the DNS. */
export function replicaHosts({ program, replicas }: Replicas): string[] {
  const { name, namespace } = program;
  const service = headlessServiceName(program);
  if (replicas === 1) return [`${name}.${namespace}.svc`];
  return Array.from({ length: replicas }, (_, i) => `${name}-${i}.${service}.${namespace}.svc`);
}

export function headlessServiceBody({ program, replicas }: Workload): Body<"Service"> {
  return {
    spec: {
      clusterIP: "None",
      // Replicas have to find each other before they are ready, not after.
      publishNotReadyAddresses: true,
      selector: program.selector,
      ports: [{ name: "http", port: HTTP_PORT, targetPort: "http" }, ...(replicas > 1 ? clusterServicePorts() : [])],
    },
  };
}

function clusterServicePorts(): Plain<k8s.ServicePort>[] {
  return [
    { name: "cluster-tcp", port: CLUSTER_PORT, targetPort: "cluster-tcp", protocol: "TCP" },
    { name: "cluster-udp", port: CLUSTER_PORT, targetPort: "cluster-udp", protocol: "UDP" },
  ];
}

export function serviceBody({ program }: Workload): Body<"Service"> {
  return { spec: { selector: program.selector, ports: [{ name: "http", port: HTTP_PORT, targetPort: "http" }] } };
}

export function statefulSetBody(workload: Workload): Body<"StatefulSet"> {
  const { program, replicas, storage } = workload;
  return {
    spec: {
      serviceName: headlessServiceName(program),
      replicas,
      // One after the other, a pod that a bad configuration keeps from starting would block the good one (kubernetes#67250).
      podManagementPolicy: "Parallel",
      selector: { matchLabels: program.selector },
      template: {
        metadata: {
          labels: program.workloadLabels,
          annotations: {
            ...scrapeAnnotations({ port: HTTP_PORT, path: "/metrics" }),
            "checksum/config": workload.configChecksum,
          },
        },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: restrictedPod({ uid: UID, fsGroup: UID }),
          ...(replicas > 1 && { affinity: onePerNode(program.selector) }),
          containers: [container(workload)],
          volumes: [
            { name: "config", configMap: { name: workload.configMap } },
            ...(workload.secrets.length > 0 ? [{ name: "secrets", projected: { sources: workload.secrets } }] : []),
            ...(storage.ephemeral === true ? [{ name: "data", emptyDir: { sizeLimit: storage.size } }] : []),
          ],
        },
      },
      ...(storage.ephemeral !== true && { volumeClaimTemplates: [volumeClaim(storage)] }),
    },
  };
}

function container(workload: Workload): Plain<k8s.Container> {
  const clustered = workload.replicas > 1;
  return {
    name: workload.program.name,
    image: workload.image,
    imagePullPolicy: "IfNotPresent",
    args: [
      `--config.file=${CONFIG_DIRECTORY}/${CONFIG_KEY}`,
      `--storage.path=${DATA_DIRECTORY}`,
      `--data.retention=${goDuration(workload.retention)}`,
      `--web.external-url=${workload.externalUrl}`,
      // Whatever path the URL has is the proxy's: here, probes and Prometheus ask at the root.
      "--web.route-prefix=/",
      // So that it can be told which receiver fails, and not only which kind of receiver.
      "--enable-feature=receiver-name-in-metrics",
      ...clusterFlags(workload),
    ],
    ...(clustered && { env: [{ name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } }] }),
    ports: [{ name: "http", containerPort: HTTP_PORT }, ...(clustered ? clusterPorts() : [])],
    startupProbe: { httpGet: { path: "/-/healthy", port: "http" }, periodSeconds: 2, failureThreshold: 45 },
    readinessProbe: { httpGet: { path: "/-/ready", port: "http" }, periodSeconds: 5 },
    livenessProbe: { httpGet: { path: "/-/healthy", port: "http" }, periodSeconds: 10, timeoutSeconds: 5 },
    resources: containerResources(workload.resources),
    securityContext: restrictedContainer(),
    volumeMounts: [
      { name: "config", mountPath: CONFIG_DIRECTORY, readOnly: true },
      ...(workload.secrets.length > 0 ? [{ name: "secrets", mountPath: SECRETS_DIRECTORY, readOnly: true }] : []),
      { name: "data", mountPath: DATA_DIRECTORY },
    ],
  };
}

/** Go's durations end at hours, where Prometheus' go on with days. */
function goDuration(duration: Duration): string {
  const seconds = durationSeconds(duration);
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : `${seconds}s`;
}

function clusterFlags(workload: Workload): string[] {
  const { program, replicas } = workload;
  if (replicas === 1) return ["--cluster.listen-address="];
  return [
    // Left to itself it advertises a private address only, and pods of some clusters have none.
    `--cluster.listen-address=[$(POD_IP)]:${CLUSTER_PORT}`,
    // Addresses of pods are given to others in time; the label keeps strangers out.
    `--cluster.label=${program.namespace}/${program.name}`,
    // A pod that was replaced comes back with another address: the old one need not be called for six hours.
    "--cluster.reconnect-timeout=5m",
    ...replicaHosts(workload).map((host) => `--cluster.peer=${host}:${CLUSTER_PORT}`),
  ];
}

function clusterPorts(): Plain<k8s.ContainerPort>[] {
  return [
    { name: "cluster-tcp", containerPort: CLUSTER_PORT, protocol: "TCP" },
    { name: "cluster-udp", containerPort: CLUSTER_PORT, protocol: "UDP" },
  ];
}
