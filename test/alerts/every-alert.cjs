// Services that together have every alert of the catalogue, in each form: what test:mutants makes mistakes in.
const { App } = require("cdk8s");
const { HttpMetrics, ManifestChart, monitorWorkload, Observability, WebService, webhook } = require("../../dist/lib");

exports.environments = { every: {} };

exports.build = () => {
  const app = new App();
  const shop = new ManifestChart(app, "shop", { namespace: "shop" });
  const spec = {
    image: "registry.example.com/shop:1.0.0",
    port: 8080,
    resources: { cpu: { request: "100m", limit: "500m" }, memory: "128Mi" },
    probes: { ready: "/ready", live: "/live" },
    alerts: {},
  };
  const services = [
    new WebService(shop, "checkout", {
      ...spec,
      scaling: { min: 2, max: 10, cpu: "70%" },
      volumes: { data: { persistentVolumeClaim: "checkout-data", mountPath: "/data" } },
      urls: ["https://shop.example.com/ready"],
      metrics: HttpMetrics.prometheus({ status: "code" }),
      slo: { objective: "99.9%", latency: { objective: "99%", under: "250ms" } },
    }),
    new WebService(shop, "inventory", { ...spec, metrics: HttpMetrics.openTelemetry({ scrape: false }) }),
    monitorWorkload({ namespace: "shop", deployment: "mailer", scaling: { min: 0, max: 3 }, traces: true, alerts: {} }),
    monitorWorkload({ namespace: "shop", statefulSet: "orders-db", container: "postgres", alerts: {} }),
  ];
  const observability = new Observability(app, "observability", {
    cluster: "every",
    profile: "ha",
    alerting: {
      receivers: { team: webhook({ url: "https://example.com/alerts" }) },
      defaultReceiver: "team",
      critical: "team",
      runbooks: "https://runbooks.example.com",
      heartbeat: { url: "https://example.com/heartbeat" },
    },
    grafana: { url: "https://grafana.example.com", admin: "grafana-admin" },
    loki: { storage: { bucket: "logs", region: "eu-central-1" } },
    jaeger: { storage: { kind: "elasticsearch", urls: ["https://elasticsearch.search.svc:9200"] } },
  });
  for (const service of services) observability.monitor(service);
  return app;
};
