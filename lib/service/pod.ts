import type { k8s } from "cdk8s-plus-28";
import {
  containerResources,
  restrictedContainer,
  restrictedPod,
  sleepBeforeStop,
  type ParsedResources,
  type Plain,
} from "../core";
import type { ParsedService } from "./parse";
import { containerPorts, type Port } from "./ports";
import { withEndpoint } from "./telemetry";
import { podVolumes, volumeMounts } from "./volumes";

/** The pods of the service. */
export function podTemplate(
  service: ParsedService,
  resources: ParsedResources,
  otlpEndpoint: string | undefined,
): Plain<k8s.PodTemplateSpec> {
  const { identity, spec, mounts, podAnnotations } = service;
  return {
    metadata: {
      labels: identity.workloadLabels,
      ...(Object.keys(podAnnotations).length === 0 ? {} : { annotations: podAnnotations }),
    },
    spec: {
      serviceAccountName: identity.name,
      automountServiceAccountToken: false,
      // A variable for each Service of the namespace, such as CHECKOUT_PORT=tcp://…, has been read as configuration
      // before (kubernetes#60099).
      enableServiceLinks: false,
      ...(spec.imagePullSecrets && { imagePullSecrets: spec.imagePullSecrets.map((name) => ({ name })) }),
      securityContext: podSecurity(service),
      terminationGracePeriodSeconds: service.shutdown.gracePeriodSeconds,
      topologySpreadConstraints: ["kubernetes.io/hostname", "topology.kubernetes.io/zone"].map((topologyKey) =>
        spread(topologyKey, identity.selector),
      ),
      containers: [container(service, resources, otlpEndpoint)],
      ...(mounts.length === 0 ? {} : { volumes: podVolumes(mounts) }),
    },
  };
}

function container(
  service: ParsedService,
  resources: ParsedResources,
  otlpEndpoint: string | undefined,
): Plain<k8s.Container> {
  const { identity, spec, ports, environment, mounts } = service;
  const sleep = sleepBeforeStop(service.shutdown.delaySeconds);
  return {
    name: identity.name,
    image: spec.image,
    imagePullPolicy: "IfNotPresent",
    ...(spec.command && { command: spec.command }),
    ...(spec.args && { args: spec.args }),
    ports: containerPorts(ports),
    env: withEndpoint(environment.env, spec.telemetry ?? {}, otlpEndpoint),
    ...(environment.envFrom.length === 0 ? {} : { envFrom: environment.envFrom }),
    resources: containerResources(resources),
    ...service.probes.container,
    ...(sleep && { lifecycle: sleep }),
    securityContext: restrictedContainer(),
    ...(mounts.length === 0 ? {} : { volumeMounts: volumeMounts(mounts) }),
  };
}

function podSecurity({ spec, mounts, ports }: ParsedService): Plain<k8s.PodSecurityContext> {
  const claims = mounts.some(({ volume }) => volume.persistentVolumeClaim !== undefined);
  const user = spec.uid === undefined ? {} : { uid: spec.uid, ...(claims ? { fsGroup: spec.uid } : {}) };
  return { ...restrictedPod(user), ...unprivilegedPorts(ports) };
}

/** Lets a user other than root bind a port below 1024: a sysctl of the pod alone, which `restricted` allows. */
function unprivilegedPorts(ports: readonly Port[]): Pick<Plain<k8s.PodSecurityContext>, "sysctls"> {
  const lowest = Math.min(...ports.map(({ port }) => port));
  return lowest >= 1024 ? {} : { sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: String(lowest) }] };
}

/** Pods go where there are fewest of them, but rather together than nowhere. */
function spread(topologyKey: string, selector: Readonly<Record<string, string>>): Plain<k8s.TopologySpreadConstraint> {
  return {
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: selector },
    // Counts each version for itself: the old pods of a rollout are about to go.
    matchLabelKeys: ["pod-template-hash"],
  };
}
