export { Alertmanager, email, opsgenie, pagerduty, slack, webhook } from "./alertmanager";
export type {
  AlertingOptions,
  AlertmanagerProps,
  EmailOptions,
  Heartbeat,
  Inhibition,
  Integration,
  IntegrationOptions,
  Month,
  OpsgenieOptions,
  OpsgenieResponder,
  PagerDutyOptions,
  Route,
  SlackOptions,
  TimeInterval,
  TimeOfDay,
  Timing,
  WebhookOptions,
  Weekday,
} from "./alertmanager";
export { BlackboxExporter, type BlackboxExporterProps } from "./blackbox";
export {
  alertmanagerDataSource,
  Grafana,
  prometheusDataSource,
  type DataSource,
  type GrafanaProps,
  type PrometheusDataSourceOptions,
} from "./grafana";
export { KubeStateMetrics, type KubeStateMetricsProps } from "./kube-state-metrics";
export { NodeExporter, nodeExporterPodSecurity, type NodeExporterProps } from "./node-exporter";
export type { ComponentContext, Profile } from "./profile";
export { Prometheus } from "./prometheus";
export type {
  KubeletCertificates,
  PrometheusAlertingRule,
  PrometheusProps,
  PrometheusRecordingRule,
  PrometheusRuleGroup,
  RuleFile,
  RuleShard,
  ScrapeLimits,
} from "./prometheus";
export { secretKey, type SecretKey } from "./secret-key";
export { images, type Images } from "./versions";
export type { DataStorage } from "./volume-claim";
