import type { WebServiceSpec } from "../service";
import type { Shaping } from "./declared-property";

type Property = keyof WebServiceSpec | `${keyof WebServiceSpec}.${string}`;

const EVERY = [
  "Deployment",
  "Service",
  "ServiceAccount",
  "ConfigMap",
  "HorizontalPodAutoscaler",
  "PodDisruptionBudget",
] as const;
const DEPLOYMENT = ["Deployment"];
const AUTOSCALER = ["HorizontalPodAutoscaler"];

/**
 * How the properties of a WebService become fields of its objects, in the order of {@link WebServiceSpec}. Defaults are those
 * that stand there as `@default`. What shapes rules alone, such as `alerts`, is told with the alerts.
 */
export const webServiceProperties: readonly Shaping<Property>[] = [
  { property: "name", kinds: EVERY, shapes: "metadata.name, app.kubernetes.io/name", default: "the construct's id" },
  { property: "partOf", kinds: EVERY, shapes: "app.kubernetes.io/part-of", default: "the namespace" },
  { property: "version", kinds: DEPLOYMENT, shapes: "app.kubernetes.io/version", default: "the image's tag" },
  { property: "image", kinds: DEPLOYMENT, shapes: "image" },
  { property: "imagePullSecrets", kinds: DEPLOYMENT, shapes: "imagePullSecrets" },
  { property: "command", kinds: DEPLOYMENT, shapes: "command" },
  { property: "args", kinds: DEPLOYMENT, shapes: "args" },
  { property: "uid", kinds: DEPLOYMENT, shapes: "securityContext.runAsUser, runAsGroup", default: "the image's user" },
  { property: "port", kinds: ["Deployment", "Service"], shapes: "ports[http]" },
  { property: "ports", kinds: ["Deployment", "Service"], shapes: "ports" },
  { property: "resources.cpu", kinds: DEPLOYMENT, shapes: "resources.requests.cpu, limits.cpu" },
  { property: "resources.memory", kinds: DEPLOYMENT, shapes: "resources.requests.memory, limits.memory" },
  {
    property: "replicas",
    kinds: ["Deployment", "PodDisruptionBudget"],
    shapes: "replicas",
    default: "2",
    unless: "scaling",
  },
  { property: "scaling", kinds: DEPLOYMENT, shapes: "no replicas: the HorizontalPodAutoscaler sets them" },
  { property: "scaling.min", kinds: AUTOSCALER, shapes: "minReplicas" },
  { property: "scaling.max", kinds: [...AUTOSCALER, "PodDisruptionBudget"], shapes: "maxReplicas" },
  { property: "scaling.cpu", kinds: AUTOSCALER, shapes: "metrics[cpu]" },
  { property: "scaling.memory", kinds: AUTOSCALER, shapes: "metrics[memory]" },
  { property: "scaling.metrics", kinds: AUTOSCALER, shapes: "metrics" },
  { property: "scaling.behavior", kinds: AUTOSCALER, shapes: "behavior", default: "up at once, down slowly" },
  { property: "probes", kinds: DEPLOYMENT, shapes: "no probes", switchedOff: true },
  { property: "probes.ready", kinds: DEPLOYMENT, shapes: "readinessProbe" },
  { property: "probes.live", kinds: DEPLOYMENT, shapes: "livenessProbe" },
  { property: "probes.startup", kinds: DEPLOYMENT, shapes: "startupProbe", default: '"2m"', needs: "probes.live" },
  { property: "shutdown.delay", kinds: DEPLOYMENT, shapes: "lifecycle.preStop", default: '"5s"' },
  { property: "shutdown.drain", kinds: DEPLOYMENT, shapes: "terminationGracePeriodSeconds", default: '"20s"' },
  {
    property: "shutdown.gracePeriod",
    kinds: DEPLOYMENT,
    shapes: "terminationGracePeriodSeconds",
    default: "5s more than delay and drain",
  },
  { property: "env", kinds: DEPLOYMENT, shapes: "env", each: true },
  { property: "envFrom", kinds: DEPLOYMENT, shapes: "envFrom" },
  { property: "config.files", kinds: ["ConfigMap", "Deployment"], shapes: "data, checksum/config", namesOnly: true },
  {
    property: "config.mountPath",
    kinds: DEPLOYMENT,
    shapes: "volumeMounts",
    default: '"/etc/<name>"',
    needs: "config",
  },
  { property: "volumes", kinds: DEPLOYMENT, shapes: "volumes, volumeMounts" },
  { property: "writablePaths", kinds: DEPLOYMENT, shapes: "volumes, volumeMounts", default: '["/tmp"]' },
  {
    property: "telemetry.endpoint",
    kinds: DEPLOYMENT,
    shapes: "env OTEL_EXPORTER_OTLP_ENDPOINT",
    default: "the collector of the stack that watches it",
  },
  { property: "telemetry.environment", kinds: DEPLOYMENT, shapes: "env OTEL_RESOURCE_ATTRIBUTES" },
  { property: "telemetry.attributes", kinds: DEPLOYMENT, shapes: "env OTEL_RESOURCE_ATTRIBUTES" },
  { property: "metrics.scrape", kinds: DEPLOYMENT, shapes: "annotations prometheus.io/…" },
  {
    property: "blackbox",
    kinds: ["Service"],
    shapes: "annotations prometheus.io/probe…",
    default: "the path of probes.ready, where it is an HTTP check on the main port",
  },
];

/** Those that shape rules, probes and dashboards alone, and no object of the service. */
export const rulesOnly: readonly (keyof WebServiceSpec)[] = ["slo", "customMetrics", "urls", "alerts"];
