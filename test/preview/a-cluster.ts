import type { Cluster, Pod, Workload } from "../../lib/preview/world/cluster";
import { HttpMetrics, type ServiceTarget } from "../../lib/signals";

/** In the namespace shop, checkout asks inventory, and inventory asks redis; Loki runs beside them. */
export function aCluster(): Cluster {
  const checkout = aWorkload("checkout", {
    pods: [aPod("checkout-6f9d5c7b8d-x2k4p"), aPod("checkout-6f9d5c7b8d-q8wzn"), ...newPods()],
  });
  return {
    nodes: ["node-1", "node-2", "node-3"],
    workloads: [
      checkout,
      aWorkload("inventory"),
      aWorkload("redis", { image: "docker.io/library/redis:7.0.15" }),
      aWorkload("loki", { namespace: "observability", image: "docker.io/grafana/loki:3.7.7" }),
    ],
    calls: [
      { from: "shop/checkout", to: "shop/inventory" },
      { from: "shop/inventory", to: "shop/redis" },
    ],
    services: {
      "shop/checkout": aTarget("checkout", HttpMetrics.prometheus()),
      "shop/inventory": aTarget("inventory", HttpMetrics.openTelemetry({ scrape: false })),
      "shop/redis": aTarget("redis"),
    },
    probes: [],
    disruptionBudgets: [],
  };
}

function newPods(): Pod[] {
  return ["checkout-7c8b9d6f5-k9d2x", "checkout-7c8b9d6f5-m4bvt"].map((name) => ({
    ...aPod(name),
    revision: "7c8b9d6f5",
    ofNewRevision: true,
    version: "0.3.0",
  }));
}

function aPod(name: string): Pod {
  return {
    name,
    node: "node-1",
    revision: "6f9d5c7b8d",
    ofNewRevision: false,
    version: "0.2.0",
    ip: "10.244.1.7",
  };
}

function aWorkload(
  name: string,
  {
    namespace = "shop",
    image = "example.com/gin-shop:0.2.0",
    pods = [aPod(`${name}-6f9d5c7b8d-x2k4p`)],
  }: { readonly namespace?: string; readonly image?: string; readonly pods?: readonly Pod[] } = {},
): Workload {
  return {
    kind: "Deployment",
    namespace,
    name,
    labels: { "app.kubernetes.io/name": name },
    annotations: {},
    containers: [{ name, image, ports: [8080], requests: {}, limits: {} }],
    pods,
    claims: [],
  };
}

function aTarget(service: string, metrics?: HttpMetrics): ServiceTarget {
  return {
    namespace: "shop",
    service,
    workload: { kind: "Deployment", name: service },
    container: service,
    ...(metrics && { metrics }),
    probed: true,
    hasCpuLimit: true,
    startupSeconds: 30,
    hasLivenessProbe: true,
    traces: metrics !== undefined,
    urls: [],
  };
}
