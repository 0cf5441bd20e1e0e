// What the package offers, name by name. Whatever else a layer shares with the next one is no promise to anybody.

export {
  checkManifests,
  durationSeconds,
  formatCpu,
  formatDuration,
  formatMemory,
  identityOf,
  input,
  inputNames,
  isDnsLabel,
  kebabCase,
  ManifestChart,
  parseCpu,
  parseDuration,
  parseMemory,
  parsePercent,
  Problems,
  recommendedLabels,
  render,
  Resource,
  restrictedContainer,
  restrictedPod,
  selectorLabels,
  SynthesisError,
  toYaml,
  UnitError,
  writeManifests,
} from "./core";
export type {
  Body,
  Cpu,
  Duration,
  Identity,
  KubernetesObject,
  Manifest,
  ManifestChartProps,
  Memory,
  ObjectMetadata,
  Override,
  Percent,
  Plain,
  PodSecurity,
  RenderOptions,
  ResourceMetadata,
  Resources,
  WriteOptions,
  WriteResult,
} from "./core";

export {
  escapeRegex,
  HttpMetrics,
  max,
  podJob,
  probeAnnotations,
  quantile,
  quote,
  rate,
  recorded,
  scrapeAnnotations,
  selector,
  sum,
} from "./signals";
export type {
  AlertRule,
  DashboardLink,
  DiscoveredEndpoint,
  Matchers,
  OpenTelemetryMetricsOptions,
  PrometheusMetricsOptions,
  Quantile,
  RecordingRule,
  ScrapedMetricsOptions,
  Severity,
  Window,
} from "./signals";

export { defaultDashboards, renderDashboard } from "../dashboards";
export type {
  Annotation,
  Color,
  Dashboard,
  LabelColumn,
  Link,
  Panel,
  Row,
  Series,
  StatPanel,
  Step,
  TablePanel,
  TimeSeriesPanel,
  Unit,
  ValueColumn,
  Variable,
  Word,
} from "../dashboards";

export type { Level, ServiceAlerts, Threshold } from "../alerts";
export type { Monitor, UrlProbe } from "./monitor";
export * from "./service";
export * from "./components";
export * from "./observability";
