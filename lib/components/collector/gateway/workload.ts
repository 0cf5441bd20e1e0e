import type { k8s } from "cdk8s-plus-28";
import {
  containerResources,
  restrictedContainer,
  restrictedPod,
  sleepBeforeStop,
  type Body,
  type ParsedResources,
  type Plain,
} from "../../../core";
import { headlessServiceName, onePerNode, type Program } from "../../program";
import { volumeClaim, type DataStorage } from "../../volume-claim";
import {
  collectorArgs,
  configVolume,
  containerPorts,
  environment,
  podAnnotations,
  probes,
  servicePorts,
  UID,
} from "../pod";
import { DATA_DIRECTORY } from "./config";

/** What the objects of the gateway are made of. */
export interface Workload {
  readonly program: Program;
  readonly image: string;
  readonly replicas: number;
  readonly storage: DataStorage;
  readonly resources: ParsedResources;
  /** The value of `GOMEMLIMIT`. */
  readonly goMemoryLimit: string;
  readonly configMap: { readonly name: string; readonly data: Readonly<Record<string, string>> };
}

/** The claim of a single replica; several have claims of their StatefulSet. */
export function claimName({ name }: Program): string {
  return `${name}-data`;
}

export function serviceBody({ program }: Workload): Body<"Service"> {
  return { spec: { selector: program.selector, ports: servicePorts("otlpGrpc") } };
}

export function headlessServiceBody({ program }: Workload): Body<"Service"> {
  return { spec: { clusterIP: "None", selector: program.selector, ports: servicePorts("otlpGrpc") } };
}

export function claimBody({ storage }: Workload): Body<"PersistentVolumeClaim"> {
  const { spec } = volumeClaim(storage);
  return { ...(spec !== undefined && { spec }) };
}

/** A single one: what it would share traces with does not exist, and need not be found. */
export function deploymentBody(workload: Workload): Body<"Deployment"> {
  const { program, storage } = workload;
  const data: Plain<k8s.Volume> =
    storage.ephemeral === true
      ? { name: "data", emptyDir: { sizeLimit: storage.size } }
      : { name: "data", persistentVolumeClaim: { claimName: claimName(program) } };
  return {
    spec: {
      replicas: 1,
      // Two at once would each see half of the traces, and only one of them can have the volume. Agents wait meanwhile.
      strategy: { type: "Recreate" },
      selector: { matchLabels: program.selector },
      template: podTemplate(workload, [data]),
    },
  };
}

export function statefulSetBody(workload: Workload): Body<"StatefulSet"> {
  const { program, replicas, storage } = workload;
  const isEphemeral = storage.ephemeral === true;
  return {
    spec: {
      serviceName: headlessServiceName(program),
      replicas,
      // One after the other, a pod that a bad configuration keeps from starting would block the good one (kubernetes#67250).
      podManagementPolicy: "Parallel",
      selector: { matchLabels: program.selector },
      template: podTemplate(workload, isEphemeral ? [{ name: "data", emptyDir: { sizeLimit: storage.size } }] : []),
      ...(!isEphemeral && { volumeClaimTemplates: [volumeClaim(storage)] }),
    },
  };
}

function podTemplate(workload: Workload, data: readonly Plain<k8s.Volume>[]): Plain<k8s.PodTemplateSpec> {
  const { program, replicas, configMap } = workload;
  const shutdown = shutdownOf(replicas);
  const stopping = sleepBeforeStop(shutdown.delaySeconds);
  return {
    metadata: { labels: program.workloadLabels, annotations: podAnnotations(configMap.data) },
    spec: {
      serviceAccountName: program.name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: restrictedPod({ uid: UID, fsGroup: UID }),
      ...(replicas > 1 && { affinity: onePerNode(program.selector) }),
      terminationGracePeriodSeconds: shutdown.gracePeriodSeconds,
      containers: [{ ...container(workload), ...(stopping && { lifecycle: stopping }) }],
      volumes: [configVolume(configMap.name).volume, ...data],
    },
  };
}

/**
 * After its delay it has the time to judge and send the traces that wait for it. Of several, one that ends first serves on
 * until the agents no longer find its address: names are in the caches of CoreDNS for up to five seconds. A single one has
 * nobody to leave them to.
 */
function shutdownOf(replicas: number): { readonly delaySeconds: number; readonly gracePeriodSeconds: number } {
  const delaySeconds = replicas > 1 ? 10 : 0;
  return { delaySeconds, gracePeriodSeconds: delaySeconds + 60 };
}

function container({ program, image, resources, goMemoryLimit, configMap }: Workload): Plain<k8s.Container> {
  return {
    name: program.name,
    image,
    imagePullPolicy: "IfNotPresent",
    args: collectorArgs(),
    env: environment(goMemoryLimit, { POD_NAME: "metadata.name" }),
    ports: containerPorts("otlpGrpc", "metrics", "health"),
    ...probes(),
    resources: containerResources(resources),
    securityContext: restrictedContainer(),
    volumeMounts: [configVolume(configMap.name).mount, { name: "data", mountPath: DATA_DIRECTORY }],
  };
}
