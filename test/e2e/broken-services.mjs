// Services of the shop's image, each of which is going to have one trouble, beside the environment that watches them.
import { createRequire } from "node:module";
import { program } from "./fire-drill.mjs";
import { eachPod } from "./stack.mjs";
import { kubectl } from "./cluster.mjs";

const require = createRequire(import.meta.url);
const { HttpMetrics, ManifestChart, monitorWorkload, Observability, WebService } = require("../../dist/lib");
const { Redis } = require("../../dist/stacks/redis");

export const BROKEN = "broken";

/**
 * Each service by its trouble: how it is brought about, the alert that has to come, the critical alerts that may come with
 * it, as they tell the same, how long to wait for it, and after how many minutes it is brought about, if not with the others.
 * Everybody else stays silent.
 */
export const troubles = {
  errors: { alert: "ServiceErrors5xx", severity: "critical", break: chaos({ error_ratio: 0.2 }), minutes: 9 },
  latency: { alert: "ServiceLatencyP99", severity: "warning", break: chaos({ latency: "1500ms" }), minutes: 15 },
  burn: { alert: "ServiceCpuNearLimit", severity: "warning", break: chaos({ cpu_burn: 1 }), minutes: 30 },
  leak: { alert: "ServiceOomKilled", severity: "warning", break: chaos({ memory_leak: 1 }), minutes: 8 },
  crash: {
    alert: "ServiceCrashLoop",
    severity: "critical",
    // The new pods refuse their configuration; the old ones serve on.
    break: (name) => kubectl("-n", BROKEN, "set", "env", `deployment/${name}`, "SHUTDOWN_TIMEOUT=never"),
    minutes: 8,
  },
  unready: {
    alert: "ServiceNotReady",
    severity: "warning",
    spec: { replicas: 2 },
    break: (name, proxy) => eachPod(BROKEN, name, (pod) => put(proxy, pod, { ready: false }), { first: true }),
    minutes: 16,
  },
  dependency: {
    alert: "ServiceDependencyErrors",
    severity: "warning",
    alsoCritical: ["ServiceOutage", "ServiceErrors5xx"],
    role: "inventory",
    break: () => kubectl("-n", BROKEN, "scale", "deployment/redis", "--replicas=0"),
    minutes: 10,
  },
  capped: {
    alert: "ServiceAutoscalerAtMaximum",
    severity: "warning",
    spec: {
      scaling: { min: 1, max: 2, cpu: "50%" },
      resources: { cpu: { request: "20m", limit: "200m" }, memory: "128Mi" },
    },
    break: (name, proxy) => eachPod(BROKEN, name, (pod) => put(proxy, pod, { cpu_burn: 0.1 })),
    minutes: 22,
  },
  panics: { alert: "ServicePanics", severity: "warning", break: chaos({ panic_ratio: 0.03 }), minutes: 6 },
  quiet: {
    alert: "ServiceNoTraffic",
    severity: "warning",
    // Of a service that is not an hour old, nobody knows whether it usually has traffic.
    after: 62,
    break: (name, proxy) => setLoad(proxy, name, 0),
    minutes: 14,
  },
};

/** Adds the services to the app of an environment, watched by its stack. */
export function addBrokenServices(app, { images }) {
  const chart = new ManifestChart(app, BROKEN, { namespace: BROKEN, podSecurity: "restricted" });
  const redis = new Redis(chart, "redis", { image: images.redis, namespace: BROKEN });
  const stack = app.node.findAll().find((construct) => construct instanceof Observability);
  for (const [name, { role, spec }] of Object.entries(troubles)) {
    const own = role === "inventory" ? { args: ["inventory"], env: { REDIS_ADDR: redis.address } } : {};
    const metrics = role === "inventory" ? HttpMetrics.openTelemetry({ scrape: false }) : HttpMetrics.prometheus();
    const common = {
      image: images.shop,
      port: 8080,
      resources: { cpu: { request: "20m", limit: "300m" }, memory: "128Mi" },
      probes: { ready: "/ready", live: "/live" },
      metrics,
      alerts: {},
    };
    const replicas = spec?.scaling ? {} : { replicas: 1 };
    stack.monitor(new WebService(chart, name, { ...common, ...own, ...replicas, ...spec }));
  }
  stack.monitor(monitorWorkload({ namespace: BROKEN, deployment: "redis", scaling: { min: 0, max: 1 }, alerts: {} }));

  // One that is scaled to zero when there is nothing to do, as on any good day.
  const shop = app.node.findAll().find((construct) => construct.node.id === "shop");
  new Redis(shop, "batch", { image: images.redis, namespace: "shop" });
  stack.monitor(monitorWorkload({ namespace: "shop", deployment: "batch", scaling: { min: 0, max: 1 }, alerts: {} }));
}

/** Load on each of the services: enough for ratios to count. */
export function loads(image) {
  return Object.entries(troubles).flatMap(([name, { role }]) => {
    const order = role !== "inventory";
    const url = `http://${name}.${BROKEN}.svc/${order ? "checkout" : "stock"}`;
    return program(loadOf(name), image, loadArguments(url, order, 4));
  });
}

export function setLoad(proxy, name, rate) {
  return proxy.service("fire-drill", loadOf(name), 8080, "/rate", { method: "PUT", body: JSON.stringify({ rate }) });
}

function loadArguments(url, order, rate) {
  const body = JSON.stringify({ item: "espresso-cup", quantity: 1 });
  const call = order ? ["--method", "POST", "--body", body] : ["--method", "GET"];
  return ["load", "--port", "8080", "--url", url, "--rate", `${rate}`, "--duration", "0", ...call];
}

function loadOf(name) {
  return `load-${name}`;
}

function chaos(switches) {
  return (name, proxy) => eachPod(BROKEN, name, (pod) => put(proxy, pod, switches));
}

function put(proxy, pod, switches) {
  return proxy.pod(BROKEN, pod, 9090, "/chaos", { method: "PUT", body: JSON.stringify(switches) });
}
