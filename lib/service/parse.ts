import type { Construct } from "constructs";
import { parseServiceAlerts, type ParsedServiceAlerts } from "../../alerts/service";
import { checkObjectName, parseResources, type ParsedResources, type Problems } from "../core";
import { probeAnnotations, type ServiceTarget } from "../signals";
import { checkProbedUrl } from "./urls";
import { parseReplicas, type ParsedReplicas } from "./autoscaling";
import { parseInteger } from "./bounds";
import { checkConfig, configChecksum } from "./config";
import { parseEnvironment, type Environment } from "./environment";
import { parseIdentity, type ServiceIdentity } from "./identity";
import { checkImage } from "./image";
import { checkMetrics, metricsAnnotations } from "./metrics";
import { MAIN_SERVICE_PORT, parsePorts, type Port } from "./ports";
import { checkPath } from "./probe-handler";
import { parseProbes, type ParsedProbes } from "./probes";
import { parseShutdown, type ParsedShutdown } from "./rollout";
import { parseObjectives } from "./slo";
import type { WebServiceSpec } from "./spec";
import { IDENTITY_VARIABLES, telemetryAnnotations, telemetryVariables } from "./telemetry";
import { claimsOf, parseMounts, type Mount } from "./volumes";

/** A spec that has been read: every default filled in, every unit a number. */
export interface ParsedService {
  readonly identity: ServiceIdentity;
  readonly spec: WebServiceSpec;
  readonly ports: readonly Port[];
  readonly resources: ParsedResources | undefined;
  readonly replicas: ParsedReplicas;
  readonly probes: ParsedProbes;
  readonly shutdown: ParsedShutdown;
  readonly environment: Environment;
  readonly mounts: readonly Mount[];
  readonly podAnnotations: Readonly<Record<string, string>>;
  /** By which Prometheus finds what to call from time to time, as a client would. */
  readonly serviceAnnotations: Readonly<Record<string, string>>;
  readonly target: ServiceTarget;
  readonly alerts: ParsedServiceAlerts | false;
}

/** Reads the spec of the service that `scope` is. Where `problems` were found, the result is not fit for use. */
export function parseService(scope: Construct, spec: WebServiceSpec, problems: Problems): ParsedService {
  const identity = parseIdentity(scope, spec, problems);
  const { name, namespace } = identity;
  checkImage(spec.image, problems);
  for (const [i, url] of (spec.urls ?? []).entries()) checkProbedUrl(url, `urls[${i}]`, problems);
  (spec.imagePullSecrets ?? []).forEach((secret, i) => checkObjectName(`imagePullSecrets[${i}]`, secret, problems));
  if (spec.uid !== undefined) parseInteger("uid", spec.uid, { min: 1 }, problems);

  const ports = parsePorts(spec, problems);
  const resources = parseResources(spec.resources, "resources", problems);
  const replicas = parseReplicas(spec, name, problems);
  const probes = parseProbes(spec.probes, ports, problems);
  const shutdown = parseShutdown(spec.shutdown ?? {}, problems);

  if (spec.config) checkConfig(spec.config, problems);
  for (const [variable, expected] of Object.entries(IDENTITY_VARIABLES)) {
    const value = spec.env?.[variable];
    problems.check(value === undefined, `env.${variable}`, value, expected);
  }
  const environment = parseEnvironment(
    spec,
    telemetryVariables(identity, spec.telemetry ?? {}, spec.metrics?.scrape === false, problems),
    problems,
  );
  const mounts = parseMounts(spec, name, problems);

  if (spec.metrics) checkMetrics(spec.metrics, problems);
  if (spec.blackbox) checkPath("blackbox", spec.blackbox, problems);
  const probed = spec.blackbox === false ? undefined : (spec.blackbox ?? probes.readyPath);
  const target: ServiceTarget = {
    namespace,
    service: name,
    workload: { kind: "Deployment", name },
    container: name,
    ...(spec.metrics && { metrics: spec.metrics }),
    objectives: parseObjectives(spec.slo, spec.metrics, problems),
    ...(replicas.autoscaler && { scaling: { name, min: replicas.min, max: replicas.max } }),
    probed: probed !== undefined,
    hasCpuLimit: resources?.cpu.limit !== undefined,
    startupSeconds: probes.startupSeconds,
    hasLivenessProbe: probes.container.livenessProbe !== undefined,
    traces: spec.telemetry?.endpoint !== false,
    ...(replicas.max > 1 && { disruptionBudget: name }),
    ...claimsOf(spec.volumes),
    urls: spec.urls ?? [],
  };
  return {
    identity,
    spec,
    ports,
    resources,
    replicas,
    probes,
    shutdown,
    environment,
    mounts,
    podAnnotations: {
      ...(spec.config && { "checksum/config": configChecksum(spec.config) }),
      ...(spec.metrics && metricsAnnotations(spec.metrics, ports, problems)),
      ...telemetryAnnotations(spec.telemetry ?? {}),
    },
    serviceAnnotations: probed === undefined ? {} : probeAnnotations({ port: MAIN_SERVICE_PORT, path: probed }),
    target,
    alerts: spec.alerts === false ? false : parseServiceAlerts(spec.alerts, target, problems),
  };
}
