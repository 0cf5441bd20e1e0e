import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { toYaml } from "../../lib/core";
import { answers, freePorts, start } from "./running";
import { layOut } from "./sandbox";
import { metricsAt, type Told } from "./told-metrics";

/** Where nobody listens. */
export const NOWHERE = "http://127.0.0.1:1/";

/** What a collector tells that has got one of everything and cannot hand it on. */
export async function ofABusyCollector(): Promise<Told> {
  const [http = 0, metrics = 0] = await freePorts(2);
  const processors = ["memory_limiter", "batch"];
  const pull = {
    exporter: { prometheus: { host: "127.0.0.1", port: metrics, without_type_suffix: true, without_units: true } },
  };
  const config = {
    receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${http}` } } } },
    processors: {
      memory_limiter: { check_interval: "1s", limit_mib: 500 },
      batch: { timeout: "100ms" },
      tail_sampling: { decision_wait: "1s", policies: [{ name: "all", type: "always_sample" }] },
    },
    connectors: { service_graph: {} },
    exporters: { otlp_http: { endpoint: NOWHERE, retry_on_failure: { enabled: false } } },
    service: {
      telemetry: { metrics: { level: "normal", readers: [{ pull }] } },
      pipelines: {
        traces: {
          receivers: ["otlp"],
          processors: ["memory_limiter", "tail_sampling", "batch"],
          exporters: ["otlp_http", "service_graph"],
        },
        metrics: { receivers: ["otlp", "service_graph"], processors, exporters: ["otlp_http"] },
        logs: { receivers: ["otlp"], processors, exporters: ["otlp_http"] },
      },
    },
  };
  const file = join(layOut([["collector.yaml", toYaml(config)]]), "collector.yaml");
  const url = `http://127.0.0.1:${metrics}/metrics`;
  await start("otelcol-k8s", [`--config=${file}`], { ready: () => answers(url) });
  const span = { traceId: "5b8efff798038103d269b633813fc60c", spanId: "eee19b7ec3c1b174", name: "a", kind: 2 };
  const times = { startTimeUnixNano: "1544712660000000000", endTimeUnixNano: "1544712661000000000" };
  const gauge = { dataPoints: [{ asDouble: 1, timeUnixNano: "1544712660000000000" }] };
  const bodies = {
    traces: { resourceSpans: [{ scopeSpans: [{ spans: [{ ...span, ...times }] }] }] },
    metrics: { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: "a", gauge }] }] }] },
    logs: { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: "a" } }] }] }] },
  };
  const headers = { "content-type": "application/json" };
  await Promise.all(
    Object.entries(bodies).map(([signal, body]) =>
      fetch(`http://127.0.0.1:${http}/v1/${signal}`, { method: "POST", headers, body: JSON.stringify(body) }),
    ),
  );
  await setTimeout(4000);
  return metricsAt(url);
}
