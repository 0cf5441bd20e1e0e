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
export type { KubeletCertificates, PrometheusProps, ScrapeLimits } from "./prometheus";
export type { RuleFile, RuleShard } from "./rule-files";
export type { PrometheusAlertingRule, PrometheusRecordingRule, PrometheusRuleGroup } from "./rules";
export { secretKey, type SecretKey } from "./secret-key";
export { images, type Images } from "./versions";
export type { DataStorage } from "./volume-claim";
