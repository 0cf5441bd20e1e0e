import type { k8s } from "cdk8s-plus-28";
import { containerResources, restrictedContainer, type Body, type ParsedResources, type Plain } from "../../../core";
import type { Program } from "../../program";
import { collectorArgs, configVolume, containerPorts, environment, podAnnotations, probes, servicePorts } from "../pod";
import { DATA_DIRECTORY } from "./config";
import { DOCKER_LOGS, LOGS } from "./container-logs";
import { ENVIRONMENT } from "./identity";

/**
 * Why the namespace of the agents cannot enforce more than Pod Security `privileged`. They run as root, as the logs of
 * containers belong to root, but without any of its capabilities; in everything else they are as restricted as the rest.
 */
export const collectorAgentPodSecurity = {
  level: "privileged",
  reason:
    "collector-agent reads the logs of containers, which are root's, and keeps its queues on the node's disk (hostPath)",
} as const;

/**
 * Hands lines over before it is noted that they were read. By default they wait in memory for up to 0.1 s after that, and
 * are lost with an agent that is killed.
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/issues/35456
 */
export const FEATURE_GATES = ["stanza.synchronousLogEmitter"];

/** What the objects of the agent are made of. */
export interface Workload {
  readonly program: Program;
  readonly image: string;
  readonly resources: ParsedResources;
  /** The value of `GOMEMLIMIT`. */
  readonly goMemoryLimit: string;
  readonly configMap: { readonly name: string; readonly data: Readonly<Record<string, string>> };
  /** Directories of the node with the logs of containers. */
  readonly logDirectories: readonly string[];
}

/** The directories with the logs of containers. */
export function logDirectories(hasLogs: boolean, containerRuntime: "cri" | "docker"): string[] {
  if (!hasLogs) return [];
  return containerRuntime === "docker" ? [LOGS, DOCKER_LOGS] : [LOGS];
}

export function serviceBody({ program }: Workload): Body<"Service"> {
  return {
    spec: {
      selector: program.selector,
      // The agent of another node would not know the pod that sends.
      internalTrafficPolicy: "Local",
      ports: servicePorts("otlpGrpc", "otlpHttp"),
    },
  };
}

export function daemonSetBody(workload: Workload): Body<"DaemonSet"> {
  const { program, configMap } = workload;
  return {
    spec: {
      selector: { matchLabels: program.selector },
      // Never two on one node: they would share the files of the queues.
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%", maxSurge: 0 } },
      template: {
        metadata: { labels: program.workloadLabels, annotations: podAnnotations(configMap.data) },
        spec: {
          serviceAccountName: program.name,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          securityContext: { runAsUser: 0, runAsGroup: 0, seccompProfile: { type: "RuntimeDefault" } },
          nodeSelector: { "kubernetes.io/os": "linux" },
          tolerations: [{ operator: "Exists" }],
          // What is on its way is waited for, which may take as long as one request may: 30 s.
          terminationGracePeriodSeconds: 60,
          containers: [container(workload)],
          volumes: [configVolume(configMap.name).volume, dataVolume(program), ...volumes(workload)],
        },
      },
    },
  };
}

function container(workload: Workload): Plain<k8s.Container> {
  const { program, image, resources, goMemoryLimit, configMap } = workload;
  return {
    name: program.name,
    image,
    imagePullPolicy: "IfNotPresent",
    args: [...collectorArgs(), `--feature-gates=${FEATURE_GATES.join(",")}`],
    env: environment(goMemoryLimit, ENVIRONMENT),
    ports: containerPorts("otlpGrpc", "otlpHttp", "metrics", "health"),
    ...probes(),
    resources: containerResources(resources),
    securityContext: restrictedContainer(),
    volumeMounts: [
      configVolume(configMap.name).mount,
      { name: "data", mountPath: DATA_DIRECTORY },
      ...workload.logDirectories.map((path) => ({ name: volumeName(path), mountPath: path, readOnly: true })),
    ],
  };
}

/** Of the node, so that checkpoints and queues outlive the pod; two stacks in one cluster must not share it. */
function dataVolume({ namespace, name }: Program): Plain<k8s.Volume> {
  return { name: "data", hostPath: { path: `/var/lib/${namespace}-${name}`, type: "DirectoryOrCreate" } };
}

function volumes({ logDirectories: directories }: Workload): Plain<k8s.Volume>[] {
  return directories.map((path) => ({ name: volumeName(path), hostPath: { path } }));
}

/** `var-log-pods` of `/var/log/pods`. */
function volumeName(path: string): string {
  return path.slice(1).replaceAll("/", "-");
}
