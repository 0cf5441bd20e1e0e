import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { App } = require("cdk8s");
const { HttpMetrics, ManifestChart, Observability, Resource, WebService, webhook } = require("../dist/lib");

/**
 * An app of `count` services, twenty to a namespace, all monitored. Each has ten objects: six from WebService, and four
 * that teams write themselves.
 */
export function manyServices(count) {
  const app = new App();
  const observability = new Observability(app, "observability", {
    // A thousand services have about 45 MB of rules, and a ConfigMap takes less than one.
    prometheus: { ruleShards: 128 },
    cluster: "bench",
    profile: "ha",
    alerting: {
      runbooks: "https://runbooks.example.com",
      receivers: { hook: webhook({ url: "http://hook.example.com" }) },
      defaultReceiver: "hook",
    },
    grafana: { url: "https://grafana.example.com", admin: "grafana-admin" },
    loki: { storage: { bucket: "logs", region: "eu-central-1" } },
    jaeger: { storage: { kind: "elasticsearch", urls: ["https://elasticsearch.example.com:9200"] } },
  });
  let chart;
  for (let i = 0; i < count; i++) {
    if (i % 20 === 0) {
      const name = `team-${i / 20}`;
      chart = new ManifestChart(app, name, { namespace: name, podSecurity: "restricted" });
    }
    observability.monitor(service(chart, `service-${i}`));
  }
  return app;
}

function service(chart, name) {
  const labels = { "app.kubernetes.io/name": name };
  const own = (kind, body) => new Resource(chart, `${name}-${kind}`, kind, { name, labels }, body);
  own("Ingress", {
    spec: {
      rules: [
        {
          host: `${name}.example.com`,
          http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name, port: { name: "http" } } } }] },
        },
      ],
    },
  });
  own("NetworkPolicy", {
    spec: { podSelector: { matchLabels: labels }, policyTypes: ["Ingress"], ingress: [{ ports: [{ port: 8080 }] }] },
  });
  own("Role", {
    rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }],
  });
  own("RoleBinding", {
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
    subjects: [{ kind: "ServiceAccount", name }],
  });
  return new WebService(chart, name, {
    image: `registry.example.com/${name}:1.2.3`,
    port: 8080,
    resources: { cpu: { request: "100m", limit: "500m" }, memory: "256Mi" },
    scaling: { min: 2, max: 10, cpu: "70%" },
    probes: { ready: "/ready", live: "/live" },
    metrics: HttpMetrics.prometheus(),
    env: { LOG_LEVEL: "info", DATABASE_URL: { secret: name, key: "url" } },
    config: { mountPath: "/etc/app", files: { "app.yaml": `name: ${name}\nfeatures:\n  - search\n  - basket\n` } },
    alerts: { errors5xx: { above: "2%" }, latencyP99: { above: "800ms" } },
  });
}
