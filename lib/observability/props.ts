import type { AlertingOptions, AlertmanagerProps } from "../components/alertmanager";
import type { BlackboxExporterProps } from "../components/blackbox";
import type { CollectorAgentProps, CollectorGatewayProps } from "../components/collector";
import type { GrafanaProps } from "../components/grafana";
import type { JaegerProps } from "../components/jaeger";
import type { KubeStateMetricsProps } from "../components/kube-state-metrics";
import type { LokiProps } from "../components/loki";
import type { NodeExporterProps } from "../components/node-exporter";
import type { ComponentContext, Profile } from "../components/profile";
import type { PrometheusProps } from "../components/prometheus";
import type { NetworkPolicyOptions } from "./network-policies";

export interface ObservabilityProps {
  /** The cluster's name: the `cluster` label of every alert and of everything that leaves the cluster. */
  readonly cluster: string;
  /**
   * How large the stack is: `dev` keeps little and loses it with the pod, `small` keeps weeks on volumes, `ha` survives the
   * loss of a node.
   * @default "small"
   */
  readonly profile?: Profile;
  /** Where it runs; the node agents run in `<namespace>-node`, which cannot be restricted. @default "observability" */
  readonly namespace?: string;
  /** Who is told about which alert, and when. */
  readonly alerting: AlertingOptions;
  /** Grafana, or false to leave it out, and with it the dashboard links of alerts. */
  readonly grafana: GrafanaOptions | false;
  /** What differs from the profile's Prometheus. @default - nothing */
  readonly prometheus?: PrometheusOptions;
  /** What differs from the profile's Alertmanager. @default - nothing */
  readonly alertmanager?: Omit<AlertmanagerProps, Given | "alerting">;
  /**
   * Central logs: what differs from the profile's Loki, or false for none. Required in `ha`, where it keeps them in object
   * storage. Without it there are no alerts on log lines.
   * @default - on
   */
  readonly loki?: LokiOptions | false;
  /**
   * Traces: what differs from the profile's Jaeger, or false for none. Required in `ha`, where it keeps them in Elasticsearch
   * or OpenSearch.
   * @default - on
   */
  readonly jaeger?: JaegerOptions | false;
  /**
   * The OpenTelemetry Collector, which reads the log lines of every container and takes what services push. False leaves it
   * out: then services tell nothing but what Prometheus scrapes, and Loki and Jaeger have what others send them.
   * @default - on
   */
  readonly collector?: CollectorOptions | false;
  /**
   * What tells about pods and autoscalers, which several alerts of each service and its dashboard are made of: what differs
   * from the profile's kube-state-metrics, or where to scrape one that the cluster has already.
   * @default - one of its own
   */
  readonly kubeStateMetrics?: Omit<KubeStateMetricsProps, Given> | ExistingKubeStateMetrics;
  /** False leaves nodes unwatched. @default - on */
  readonly nodeExporter?: Omit<NodeExporterProps, Given> | false;
  /** False leaves services unprobed. @default - on */
  readonly blackboxExporter?: Omit<BlackboxExporterProps, Given> | false;
  /**
   * Who may call the stack's programs. They take each other's calls and those of `accessFrom`; Grafana takes everybody's.
   * A cluster whose network does not enforce NetworkPolicies ignores them. False leaves all of them open.
   * @default - on, with nobody from outside the stack
   */
  readonly networkPolicies?: NetworkPolicyOptions | false;
}

/** A kube-state-metrics that somebody else runs; of the stack's own programs it is the only one that is not watched. */
export interface ExistingKubeStateMetrics {
  /** Its metrics as `host:port`, such as `"kube-state-metrics.kube-system.svc:8080"`. */
  readonly address: string;
}

export type GrafanaOptions = Omit<GrafanaProps, Given | "dataSources">;
export type PrometheusOptions = Omit<
  PrometheusProps,
  Given | "alertmanagers" | "kubeStateMetrics" | "blackboxExporter"
>;
export type LokiOptions = Omit<LokiProps, Given | "alertmanagers" | "remoteWrite" | "grafanaUrl">;
export type JaegerOptions = Omit<JaegerProps, Given | "prometheus">;
/** What differs from the profile's collectors. */
export interface CollectorOptions {
  /** One on each node. @default - nothing */
  readonly agent?: Omit<CollectorAgentProps, Given | "gateway" | "loki">;
  /** Between the agents and what keeps traces and metrics. @default - nothing */
  readonly gateway?: Omit<CollectorGatewayProps, Given | "prometheus" | "jaeger">;
}
type Given = keyof ComponentContext;
