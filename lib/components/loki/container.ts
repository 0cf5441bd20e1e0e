import type { k8s } from "cdk8s-plus-28";
import { containerResources, restrictedContainer, type ParsedResources, type Plain } from "../../core";
import type { Program } from "../program";
import { CONFIG_KEY, paths, POD_IP, ports, TENANT } from "./config";

/** What the container of Loki is made of. */
export interface ContainerInput {
  readonly program: Program;
  readonly image: string;
  readonly replicas: number;
  /** Variables with the keys of object storage. */
  readonly credentials: readonly Plain<k8s.EnvVar>[];
  readonly resources: ParsedResources;
}

const MIB = 2 ** 20;

/** Every part of Loki in one process. The image has no shell: probes and people speak HTTP with it. */
export function container({ program, image, replicas, resources, credentials }: ContainerInput): Plain<k8s.Container> {
  const several = replicas > 1;
  // Answers from the start, also while it replays its log, however long that takes: a restart would only begin that anew.
  const alive = { path: "/loki/api/v1/status/buildinfo", port: "http" };
  return {
    name: program.name,
    image,
    imagePullPolicy: "IfNotPresent",
    args: [
      `-config.file=${paths.config}/${CONFIG_KEY}`,
      "-target=all",
      ...(several ? ["-config.expand-env=true"] : []),
    ],
    env: [
      // Go begins to collect garbage without pause before the kernel kills; the last tenth is for what is not of its heap.
      { name: "GOMEMLIMIT", value: `${Math.floor((resources.memory.limit * 0.9) / MIB)}MiB` },
      ...(several ? [{ name: POD_IP, valueFrom: { fieldRef: { fieldPath: "status.podIP" } } }] : []),
      ...credentials,
    ],
    ports: [port("http"), ...(several ? [port("grpc"), port("memberlist")] : [])],
    startupProbe: { httpGet: alive, periodSeconds: 2, failureThreshold: 60 },
    livenessProbe: { httpGet: alive, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    readinessProbe: { httpGet: { path: "/ready", port: "http" }, periodSeconds: 5, timeoutSeconds: 3 },
    resources: containerResources(resources),
    securityContext: restrictedContainer(),
    volumeMounts: [
      { name: "config", mountPath: paths.config, readOnly: true },
      { name: "rules", mountPath: `${paths.rules}/${TENANT}`, readOnly: true },
      { name: "data", mountPath: paths.data },
    ],
  };
}

function port(name: keyof typeof ports): Plain<k8s.ContainerPort> {
  return { name, containerPort: ports[name] };
}
