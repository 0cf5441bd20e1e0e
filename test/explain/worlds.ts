import { App } from "cdk8s";
import { HttpMetrics, ManifestChart, Observability, webhook, WebService, type WebServiceSpec } from "../../lib";
import type { RenderOptions } from "../../lib/core";
import { worldOf, type World } from "../../lib/explain";
import { build, environments } from "../../stacks/build";

/** An environment of this repository, as it is rendered. */
export function declaredWorld(name: keyof typeof environments, options?: RenderOptions): World {
  return worldOf(name, build(environments[name]), options);
}

/** A checkout service that differs from a usual one, and the stack that watches it. */
export function worldWith(spec: Partial<WebServiceSpec>, options?: RenderOptions): World {
  const app = new App();
  const shop = new ManifestChart(app, "shop", { namespace: "shop" });
  const checkout = new WebService(shop, "checkout", {
    image: "example.com/checkout:1.0.0",
    port: 8080,
    resources: { cpu: "250m", memory: "256Mi" },
    probes: { ready: "/ready", live: "/live" },
    metrics: HttpMetrics.prometheus(),
    alerts: {},
    ...spec,
  });
  const observability = new Observability(app, "observability", {
    cluster: "test",
    profile: "dev",
    alerting: {
      receivers: { team: webhook({ url: "https://example.com/alerts" }) },
      defaultReceiver: "team",
      runbooks: "https://runbooks.example.com/",
    },
    grafana: { url: "https://grafana.example.com/" },
  });
  observability.monitor(checkout);
  return worldOf("test", app, options);
}
