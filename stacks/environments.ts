import {
  pagerduty,
  secretKey,
  slack,
  webhook,
  type AlertingOptions,
  type GrafanaOptions,
  type Profile,
  type Scaling,
  type ServiceAlerts,
} from "../lib";

/** What differs between the environments; `build` holds what does not. */
export interface Environment {
  /** The cluster's name, and the Pulumi stack's. */
  readonly name: string;
  readonly profile: Profile;
  readonly images: { readonly shop: string };
  readonly scaling: Scaling;
  /** Thresholds of the checkout service. */
  readonly checkoutAlerts: ServiceAlerts;
  readonly alerting: AlertingOptions;
  /** False leaves Grafana out. */
  readonly grafana: GrafanaOptions | false;
}

const runbooks = "https://runbooks.example.com";

const dev: Environment = {
  name: "dev",
  profile: "dev",
  images: { shop: "example.com/gin-shop:0.1.0" },
  scaling: { min: 1, max: 3, cpu: "70%" },
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
  images: { shop: "example.com/gin-shop:0.1.0" },
  scaling: { min: 2, max: 4, cpu: "70%" },
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
  images: { shop: "example.com/gin-shop:0.1.0" },
  scaling: { min: 3, max: 12, cpu: "70%" },
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
};

/** By the name that `--env` and `pulumi stack select` take. */
export const environments = { dev, staging, prod };
