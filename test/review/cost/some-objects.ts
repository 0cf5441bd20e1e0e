import type { JsonRecord, KubernetesObject } from "../../../lib/core";

/** A Deployment of `shop/checkout` with one container. */
export function aDeployment(
  parts: {
    readonly kind?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly podAnnotations?: Readonly<Record<string, string>>;
    readonly spec?: JsonRecord;
    readonly pod?: JsonRecord;
    readonly container?: JsonRecord;
  } = {},
): KubernetesObject {
  return {
    apiVersion: "apps/v1",
    kind: parts.kind ?? "Deployment",
    metadata: { name: "checkout", namespace: "shop", ...(parts.annotations && { annotations: parts.annotations }) },
    spec: {
      template: {
        metadata: { annotations: parts.podAnnotations ?? {} },
        spec: {
          containers: [{ name: "checkout", image: "example.com/checkout:1.0.0", ...parts.container }],
          ...parts.pod,
        },
      },
      ...parts.spec,
    },
  };
}

/** A ConfigMap with a text. */
export function aConfigMap(name: string, text: string): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace: "observability" },
    data: { "a.yaml": text },
  };
}

/** A configuration of Prometheus that reads these jobs every 30 s. */
export function aPrometheus(...jobs: readonly string[]): KubernetesObject {
  const lines = ["global:", "  scrape_interval: 30s", "scrape_configs:", ...jobs.map((job) => `  - job_name: ${job}`)];
  return aConfigMap("prometheus-config", `${lines.join("\n")}\n`);
}

export const SCRAPED = { "prometheus.io/scrape": "true", "prometheus.io/port": "8080" };
