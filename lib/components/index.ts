export { Alertmanager, alertRouting, email, opsgenie, pagerduty, slack, webhook } from "./alertmanager";
export type {
  AlertingOptions,
  AlertLabels,
  AlertmanagerProps,
  AlertRouting,
  EmailOptions,
  Heartbeat,
  Inhibition,
  Integration,
  IntegrationOptions,
  Month,
  Mute,
  OpsgenieOptions,
  OpsgenieResponder,
  PagerDutyOptions,
  Route,
  RoutedAlert,
  SlackOptions,
  TimeInterval,
  TimeOfDay,
  Timing,
  WebhookOptions,
  Weekday,
} from "./alertmanager";
export { BlackboxExporter, type BlackboxExporterProps } from "./blackbox";
export {
  CollectorAgent,
  collectorAgentPodSecurity,
  CollectorGateway,
  type CollectorAgentProps,
  type CollectorConfig,
  type CollectorGatewayProps,
  type ComponentConfig,
  type GatewayEndpoints,
  type Pipeline,
  type TailSampling,
} from "./collector";
export {
  alertmanagerDataSource,
  Grafana,
  jaegerDataSource,
  lokiDataSource,
  prometheusDataSource,
  type DataSource,
  type GrafanaProps,
  type JaegerDataSourceOptions,
  type LokiDataSourceOptions,
  type PrometheusDataSourceOptions,
} from "./grafana";
export {
  Jaeger,
  type ConfigMapKey,
  type ElasticsearchStorage,
  type JaegerProps,
  type RemoteSampling,
  type TraceStorage,
} from "./jaeger";
export { KubeStateMetrics, type KubeStateMetricsProps } from "./kube-state-metrics";
export {
  Loki,
  type LogStreams,
  type LokiLimits,
  type LokiProps,
  type ObjectStorage,
  type S3Credentials,
  type StreamRetention,
} from "./loki";
export { NodeExporter, nodeExporterPodSecurity, type NodeExporterProps } from "./node-exporter";
export type { ComponentContext, Profile } from "./profile";
export { Prometheus } from "./prometheus";
export type { KubeletCertificates, PrometheusProps, ScrapeLimits } from "./prometheus";
export type { RuleFile, RuleShard } from "./rule-files";
export type { PrometheusAlertingRule, PrometheusRecordingRule, PrometheusRuleGroup } from "./rules";
export { secretKey, type SecretKey } from "./secret-key";
export { images, type Images } from "./versions";
export type { DataStorage } from "./volume-claim";
