import {
  pagerduty,
  secretKey,
  slack,
  webhook,
  type AlertingOptions,
  type Duration,
  type GrafanaOptions,
  type JaegerOptions,
  type LokiOptions,
  type Profile,
  type Scaling,
  type ServiceAlerts,
} from "../lib";

/** What differs between the environments; `build` holds what does not. */
export interface Environment {
  /** The cluster's name, and the Pulumi stack's. */
  readonly name: string;
  readonly profile: Profile;
  readonly images: { readonly shop: string; readonly redis: string };
  readonly scaling: Scaling;
  /** The time over which its objectives are judged; Prometheus must keep its samples for as long. */
  readonly objectiveWindow: Duration;
  /** Thresholds of the checkout service. */
  readonly checkoutAlerts: ServiceAlerts;
  readonly alerting: AlertingOptions;
  /** False leaves Grafana out. */
  readonly grafana: GrafanaOptions | false;
  /** Where logs are kept, unless the profile's own volume will do. */
  readonly loki?: LokiOptions;
  /** Where traces are kept, unless the profile's own volume will do. */
  readonly jaeger?: JaegerOptions;
}

const images = { shop: "example.com/gin-shop:0.2.0", redis: "docker.io/library/redis:7.0.15-bookworm" };

const runbooks = "https://runbooks.example.com";

const dev: Environment = {
  name: "dev",
  profile: "dev",
  images,
  scaling: { min: 1, max: 3, cpu: "70%" },
  objectiveWindow: "7d",
  checkoutAlerts: { errors5xx: { above: "5%" } },
  alerting: {
    runbooks,
    receivers: { chat: webhook({ url: "http://chat-bridge.tools.svc/alerts" }) },
    defaultReceiver: "chat",
  },
  grafana: { url: "http://localhost:3000" },
};

const staging: Environment = {
  name: "staging",
  profile: "small",
  images,
  scaling: { min: 2, max: 4, cpu: "70%" },
  objectiveWindow: "14d",
  checkoutAlerts: { errors5xx: { above: "5%" }, latencyP99: { above: "800ms" } },
  alerting: {
    runbooks,
    receivers: { chat: slack({ channel: "#shop-staging", webhook: secretKey("alerting", "slack-url") }) },
    defaultReceiver: "chat",
  },
  grafana: { url: "https://grafana.staging.example.com", admin: "grafana-admin" },
};

const prod: Environment = {
  name: "prod",
  profile: "ha",
  images,
  scaling: { min: 3, max: 12, cpu: "70%" },
  objectiveWindow: "30d",
  checkoutAlerts: {
    errors5xx: { warning: { above: "1%" }, critical: { above: "2%" } },
    latencyP99: { warning: { above: "500ms" }, critical: { above: "2s", for: "5m" } },
  },
  alerting: {
    runbooks,
    receivers: {
      oncall: pagerduty({ routingKey: secretKey("alerting", "pagerduty-routing-key") }),
      chat: slack({ channel: "#shop", webhook: secretKey("alerting", "slack-url") }),
    },
    defaultReceiver: "chat",
    critical: "oncall",
    heartbeat: { url: secretKey("alerting", "heartbeat-url") },
  },
  grafana: { url: "https://grafana.example.com", admin: "grafana-admin" },
  loki: {
    storage: {
      bucket: "observability-logs",
      region: "eu-central-1",
      credentials: {
        accessKeyId: secretKey("loki-s3", "access-key-id"),
        secretAccessKey: secretKey("loki-s3", "secret-access-key"),
      },
    },
  },
  jaeger: {
    storage: {
      kind: "elasticsearch",
      urls: ["https://elasticsearch.example.com:9200"],
      credentials: {
        username: secretKey("jaeger-elasticsearch", "username"),
        password: secretKey("jaeger-elasticsearch", "password"),
      },
    },
  },
};

/** By the name that `--env` and `pulumi stack select` take. */
export const environments = { dev, staging, prod };
