import { App } from "cdk8s";
import { HttpMetrics, ManifestChart, monitorWorkload, Observability, WebService } from "../lib";
import type { Environment } from "./environments";
import { Redis } from "./redis";

export { environments } from "./environments";

/** An environment as an app: the services, and the stack that watches them. Pure; nothing is deployed or written here. */
export function build(environment: Environment): App {
  const app = new App();
  const namespace = "shop";
  const shop = new ManifestChart(app, "shop", { namespace, podSecurity: "restricted" });

  const redis = new Redis(shop, "redis", { image: environment.images.redis, namespace });
  const inventory = new WebService(shop, "inventory", {
    image: environment.images.shop,
    args: ["inventory"],
    port: 8080,
    resources: { cpu: { request: "50m", limit: "500m" }, memory: "128Mi" },
    replicas: environment.scaling.min,
    probes: { ready: "/ready", live: "/live" },
    env: { REDIS_ADDR: redis.address },
    metrics: HttpMetrics.openTelemetry({ scrape: false, routes: 1 }),
    alerts: {},
  });
  const checkout = new WebService(shop, "checkout", {
    image: environment.images.shop,
    port: 8080,
    resources: { cpu: { request: "100m", limit: "500m" }, memory: "128Mi" },
    scaling: environment.scaling,
    probes: { ready: "/ready", live: "/live" },
    env: { INVENTORY_URL: inventory.url },
    metrics: HttpMetrics.prometheus({ path: "/metrics", status: "code", routes: 2 }),
    slo: {
      objective: "99.9%",
      window: environment.objectiveWindow,
      latency: { objective: "99%", under: "250ms" },
    },
    alerts: environment.checkoutAlerts,
  });

  const observability = new Observability(app, "observability", {
    cluster: environment.name,
    profile: environment.profile,
    alerting: environment.alerting,
    grafana: environment.grafana,
    ...(environment.loki && { loki: environment.loki }),
    ...(environment.jaeger && { jaeger: environment.jaeger }),
  });
  observability.monitor(checkout);
  observability.monitor(inventory);
  observability.monitor(monitorWorkload({ namespace, deployment: "redis", alerts: {} }));
  return app;
}
