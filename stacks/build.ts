import { App } from "cdk8s";
import { HttpMetrics, ManifestChart, Observability, WebService } from "../lib";
import type { Environment } from "./environments";

export { environments } from "./environments";

/** An environment as an app: the services, and the stack that watches them. Pure; nothing is deployed or written here. */
export function build(environment: Environment): App {
  const app = new App();
  const shop = new ManifestChart(app, "shop", { namespace: "shop", podSecurity: "restricted" });

  const checkout = new WebService(shop, "checkout", {
    image: environment.images.shop,
    port: 8080,
    resources: { cpu: { request: "100m", limit: "500m" }, memory: "128Mi" },
    scaling: environment.scaling,
    probes: { ready: "/ready", live: "/live" },
    metrics: HttpMetrics.prometheus({ path: "/metrics", status: "code" }),
    alerts: environment.checkoutAlerts,
  });

  const observability = new Observability(app, "observability", {
    cluster: environment.name,
    profile: environment.profile,
    alerting: environment.alerting,
    grafana: environment.grafana,
  });
  observability.monitor(checkout);
  return app;
}
