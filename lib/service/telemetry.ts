import { checkLabelValue, type Problems } from "../core";
import type { EnvVar } from "./environment";
import type { ServiceIdentity } from "./identity";

/** What the OpenTelemetry SDK of the program is told beside the service's identity, which it is told in any case. */
export interface Telemetry {
  /**
   * Where to send traces, metrics and logs with OTLP: `OTEL_EXPORTER_OTLP_ENDPOINT`. False leaves the SDK's own default.
   * @default - the collector of the stack that monitors the service, over HTTP (port 4318), which is what SDKs speak unless told otherwise
   */
  readonly endpoint?: string | false;
  /** `deployment.environment.name`, such as `production`; a label's value. @default - none */
  readonly environment?: string;
  /**
   * Further attributes of the resource, such as `{ "team.name": "payments" }`, beside those that tell who the service is.
   * @default - none
   */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Variables by which a signal is told to be this service's: another value would leave alerts and links without it. */
export const IDENTITY_VARIABLES: Readonly<Record<string, string>> = {
  OTEL_SERVICE_NAME: "the service's own; call it otherwise with `name`",
  OTEL_RESOURCE_ATTRIBUTES: "the service's own; add to them in `telemetry.attributes`",
};

const ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
const POD_NAME = "OTEL_RESOURCE_ATTRIBUTES_POD_NAME";
const NODE_NAME = "OTEL_RESOURCE_ATTRIBUTES_NODE_NAME";

/**
 * The environment by which an OpenTelemetry SDK names its resource: as kube-state-metrics, the log agent and Prometheus
 * name it, so that one signal leads to the others.
 * @see https://opentelemetry.io/docs/specs/semconv/non-normative/k8s-attributes/
 */
export function telemetryVariables(
  identity: ServiceIdentity,
  telemetry: Telemetry,
  pushesMetrics: boolean,
  problems: Problems,
): EnvVar[] {
  const { endpoint } = telemetry;
  if (endpoint !== undefined && endpoint !== false) {
    problems.check(/^https?:\/\/\S+$/.test(endpoint), "telemetry.endpoint", endpoint, "a URL with http:// or https://");
  }
  if (telemetry.environment !== undefined) checkLabelValue("telemetry.environment", telemetry.environment, problems);
  for (const [name, value] of Object.entries(telemetry.attributes ?? {})) {
    const property = `telemetry.attributes[${JSON.stringify(name)}]`;
    const isFree =
      /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/.test(name) && !/^(service|k8s)\.|^deployment\.environment/.test(name);
    problems.check(isFree, property, value, 'a name such as "team.name" that does not begin with "service." or "k8s."');
  }
  return [
    // First, because $(NAME) is replaced only by variables that come before.
    { name: POD_NAME, valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
    { name: NODE_NAME, valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
    { name: "OTEL_SERVICE_NAME", value: identity.name },
    { name: "OTEL_RESOURCE_ATTRIBUTES", value: resourceAttributes(identity, telemetry) },
    ...(endpoint === undefined || endpoint === false ? [] : [{ name: ENDPOINT, value: endpoint }]),
    // The SDKs' own minute is too long for alerts that look at the last minute. In milliseconds.
    ...(pushesMetrics ? [{ name: "OTEL_METRIC_EXPORT_INTERVAL", value: "15000" }] : []),
  ];
}

/** Annotations of the pod by which the collector knows of its log lines what the SDK says of the rest. */
export function telemetryAnnotations({ environment }: Telemetry): Readonly<Record<string, string>> {
  return environment === undefined ? {} : { "resource.opentelemetry.io/deployment.environment.name": environment };
}

/** Whether the service itself says where to send to. */
export function isSent(variables: readonly EnvVar[], { endpoint }: Telemetry): boolean {
  return endpoint !== undefined || variables.some(({ name }) => name === ENDPOINT);
}

/** The variables with where to send to, unless they or the service itself say so already. */
export function withEndpoint(
  variables: readonly EnvVar[],
  telemetry: Telemetry,
  otlpEndpoint: string | undefined,
): readonly EnvVar[] {
  return otlpEndpoint === undefined || isSent(variables, telemetry)
    ? variables
    : [...variables, { name: ENDPOINT, value: otlpEndpoint }];
}

function resourceAttributes(
  { name, namespace, version }: ServiceIdentity,
  { environment, attributes = {} }: Telemetry,
): string {
  return [
    `service.namespace=${namespace}`,
    // Prometheus makes it the label `instance`; without it the series of two pods that push would be one.
    `service.instance.id=${namespace}.$(${POD_NAME}).${name}`,
    ...(version === undefined ? [] : [`service.version=${version}`]),
    ...(environment === undefined ? [] : [`deployment.environment.name=${environment}`]),
    `k8s.namespace.name=${namespace}`,
    `k8s.deployment.name=${name}`,
    `k8s.pod.name=$(${POD_NAME})`,
    `k8s.container.name=${name}`,
    `k8s.node.name=$(${NODE_NAME})`,
    ...Object.entries(attributes).map(([key, value]) => `${key}=${encodeURIComponent(value)}`),
  ].join(",");
}
