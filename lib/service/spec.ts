import type { ServiceAlerts } from "../../alerts";
import type { Resources } from "../core";
import type { HttpMetrics, Metric } from "../signals";
import type { Scaling } from "./autoscaling";
import type { ConfigFiles } from "./config";
import type { EnvSource, EnvValue } from "./environment";
import type { AdditionalPort } from "./ports";
import type { Probes } from "./probes";
import type { Shutdown } from "./rollout";
import type { ServiceObjectives } from "./slo";
import type { Telemetry } from "./telemetry";
import type { Volume, WritablePath } from "./volumes";

/**
 * A service that answers HTTP. What can be wrong with it is told when the stack is rendered, everything at once, with
 * the property, what it got and what it accepts.
 */
export interface WebServiceSpec {
  /**
   * The name of the service and of its Kubernetes objects, the value of `app.kubernetes.io/name`, of the `service` label
   * of its metrics and of `service.name` of its traces and logs. A DNS label of at most 47 characters.
   * @default - the construct's id
   */
  readonly name?: string;
  /** The application that the service belongs to: `app.kubernetes.io/part-of`. @default - the namespace */
  readonly partOf?: string;
  /** `app.kubernetes.io/version` and `service.version`; a label's value. @default - the image's tag, without a leading v */
  readonly version?: string;

  /** The image, with a tag other than `latest` or with a digest. Its user must be a number other than 0, unless `uid` is given. */
  readonly image: string;
  /** Secrets of type `kubernetes.io/dockerconfigjson`, for a private registry. @default - none */
  readonly imagePullSecrets?: readonly string[];
  /** What to run instead of the image's entrypoint. @default - the image's entrypoint */
  readonly command?: readonly string[];
  /** @default - the image's own */
  readonly args?: readonly string[];
  /** The user and group that the program runs as, at least 1. @default - the image's user */
  readonly uid?: number;

  /**
   * The port that the program listens on. It is called `http`, and the Service offers it as port 80. Below 1024 the pod
   * is allowed to bind it without privileges.
   */
  readonly port: number;
  /** Further ports, such as one for metrics alone. @default - none */
  readonly ports?: readonly AdditionalPort[];
  /** CPU and memory of each replica. */
  readonly resources: Resources;
  /** A fixed number of replicas, at least 1; not together with `scaling`. @default 2 - unless `scaling` is given */
  readonly replicas?: number;
  /** A number of replicas that follows the load, by a HorizontalPodAutoscaler. @default - a fixed number */
  readonly scaling?: Scaling;
  /** How Kubernetes learns whether a pod can take requests. False sends them as soon as the program has been started. */
  readonly probes: Probes | false;
  /** How a pod ends without losing requests. @default - it serves on for 5s, then has 20s to finish */
  readonly shutdown?: Shutdown;

  /** Environment variables. They replace those that the service gets by itself (`OTEL_…`). @default - none */
  readonly env?: Readonly<Record<string, EnvValue>>;
  /** ConfigMaps and Secrets, all keys of which become variables, unless `env` or the service has one of that name. @default - none */
  readonly envFrom?: readonly EnvSource[];
  /** Configuration files, in a ConfigMap `<name>-config`. @default - none */
  readonly config?: ConfigFiles;
  /** Volumes by name. @default - none */
  readonly volumes?: Readonly<Record<string, Volume>>;
  /**
   * Directories that the program may write to, as its root filesystem is read-only; each holds 128Mi unless it says
   * otherwise. `[]` for none. @default ["/tmp"]
   */
  readonly writablePaths?: readonly WritablePath[];

  /** What the OpenTelemetry SDK is told beside the service's identity. @default - nothing */
  readonly telemetry?: Telemetry;
  /**
   * How the program tells its HTTP traffic, for the alerts on failures and latency and for the dashboard. Metrics to
   * scrape are found by Prometheus through annotations of the pods.
   * @default - no HTTP metrics
   */
  readonly metrics?: HttpMetrics;
  /**
   * What its users may rely on, as a share of requests over weeks; needs `metrics`. Gives error budgets, alerts when they
   * burn too fast, and panels. @default - no objectives
   */
  readonly slo?: ServiceObjectives;
  /** What the program tells beside `metrics`, for the alerts of its own to be checked against. @default - nothing */
  readonly customMetrics?: readonly Metric[];
  /**
   * The path that the blackbox exporter calls through the Service, as a client would, or false.
   * @default - the path of `probes.ready` where that is an HTTP check on the main port, else false
   */
  readonly blackbox?: `/${string}` | false;
  /**
   * Addresses at which people reach it, such as `https://shop.example.com/ready`: the blackbox exporter calls them, they
   * must answer 2xx, and certificates that expire are told in time. @default - none
   */
  readonly urls?: readonly string[];
  /**
   * What to alert on; `{}` is the defaults. With alerts, the service must be given to `observability.monitor(...)`, as
   * nobody would evaluate them otherwise.
   */
  readonly alerts: ServiceAlerts | false;
}
