import { createHash } from "node:crypto";
import type { k8s } from "cdk8s-plus-28";
import {
  containerResources,
  restrictedContainer,
  restrictedPod,
  type Body,
  type ParsedResources,
  type Plain,
} from "../../core";
import { scrapeAnnotations } from "../../signals";
import { onePerNode, type Program } from "../program";
import { volumeClaim, type DataStorage } from "../volume-claim";
import { CONFIG_DIRECTORY, CONFIG_KEY, CONFIG_MAP, ports } from "./config";
import { elasticsearchAccess } from "./elasticsearch-access";
import { heapMebibytes } from "./size";
import { isElasticsearch, isVolume, storagePaths, type TraceStorage } from "./storage";

/** The user of the image. */
export const UID = 10001;

/** What the objects of Jaeger are made of. */
export interface Workload {
  readonly program: Program;
  readonly image: string;
  readonly replicas: number;
  readonly storage: TraceStorage;
  readonly resources: ParsedResources;
  /** The text of `jaeger.yaml`: the other files of the ConfigMap are read again when they change. */
  readonly config: string;
}

export function serviceBody(program: Program): Body<"Service"> {
  const { metrics: _, health: __, ...served } = PORT_NAMES;
  return {
    spec: {
      selector: program.selector,
      ports: Object.entries(served).map(([name, port]) => ({ name, port, targetPort: name })),
    },
  };
}

/** One process with a database of its own: the next pod comes when the one before has let go of it. */
export function statefulSetBody(workload: Workload): Body<"StatefulSet"> {
  const { program, storage } = workload;
  const volume = isVolume(storage) ? storage : undefined;
  return {
    spec: {
      serviceName: program.name,
      replicas: 1,
      // A pod that a bad configuration keeps from starting would block the good one (kubernetes#67250).
      podManagementPolicy: "Parallel",
      selector: { matchLabels: program.selector },
      template: podTemplate(workload),
      ...(volume !== undefined && volume.ephemeral !== true && { volumeClaimTemplates: [volumeClaim(volume)] }),
    },
  };
}

/** Several that share Elasticsearch: any of them answers for all. */
export function deploymentBody(workload: Workload): Body<"Deployment"> {
  const { program, replicas } = workload;
  // With one for each node there may be no node for one more.
  const rollingUpdate = replicas > 1 ? { maxSurge: 0, maxUnavailable: 1 } : { maxSurge: 1, maxUnavailable: 0 };
  return {
    spec: {
      replicas,
      strategy: { type: "RollingUpdate", rollingUpdate },
      selector: { matchLabels: program.selector },
      template: podTemplate(workload),
    },
  };
}

function podTemplate(workload: Workload): Plain<k8s.PodTemplateSpec> {
  const { program, replicas, storage, config } = workload;
  return {
    metadata: {
      labels: program.workloadLabels,
      annotations: {
        ...scrapeAnnotations({ port: ports.metrics }),
        "checksum/config": createHash("sha256").update(config).digest("hex"),
      },
    },
    spec: {
      serviceAccountName: program.name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: restrictedPod({ uid: UID, fsGroup: UID }),
      ...(replicas > 1 && { affinity: onePerNode(program.selector) }),
      // Before it ends, badger writes its tables and compacts them, and what waits for Elasticsearch goes there.
      terminationGracePeriodSeconds: 120,
      containers: [container(workload)],
      volumes: [{ name: "config", configMap: { name: CONFIG_MAP } }, ...storageVolumes(storage)],
    },
  };
}

function container({ program, image, resources, storage }: Workload): Plain<k8s.Container> {
  const health = { path: "/status", port: "health" };
  const access = isElasticsearch(storage) ? elasticsearchAccess(storage) : undefined;
  return {
    name: program.name,
    image,
    imagePullPolicy: "IfNotPresent",
    args: [`--config=${CONFIG_DIRECTORY}/${CONFIG_KEY}`],
    env: [{ name: "GOMEMLIMIT", value: `${heapMebibytes(resources)}MiB` }, ...(access?.env ?? [])],
    ports: Object.entries(PORT_NAMES).map(([name, containerPort]) => ({ name, containerPort })),
    // After a kill it first reads the log of the database again.
    startupProbe: { httpGet: health, periodSeconds: 2, failureThreshold: 150 },
    readinessProbe: { httpGet: health, periodSeconds: 5, timeoutSeconds: 3 },
    livenessProbe: { httpGet: health, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    resources: containerResources(resources),
    securityContext: restrictedContainer(),
    volumeMounts: [
      { name: "config", mountPath: CONFIG_DIRECTORY, readOnly: true },
      ...(isVolume(storage) ? [{ name: "data", mountPath: storagePaths.data }] : []),
      ...(access?.mounts ?? []),
    ],
  };
}

/** The names of the ports, in the pod and in front of it. */
const PORT_NAMES: Readonly<Record<string, number>> = {
  "otlp-grpc": ports.otlpGrpc,
  "otlp-http": ports.otlpHttp,
  http: ports.http,
  "query-grpc": ports.queryGrpc,
  "sampling-http": ports.samplingHttp,
  "sampling-grpc": ports.samplingGrpc,
  metrics: ports.metrics,
  health: ports.health,
};

function storageVolumes(storage: TraceStorage): readonly Plain<k8s.Volume>[] {
  if (isElasticsearch(storage)) return elasticsearchAccess(storage).volumes;
  return isVolume(storage) && storage.ephemeral === true ? [emptyVolume(storage)] : [];
}

function emptyVolume({ size }: DataStorage): Plain<k8s.Volume> {
  return { name: "data", emptyDir: { sizeLimit: size } };
}
