import type { CollectorConfig } from "../../../lib/components/collector/collector-config";
import { aCollector, aPipeline, problemsOfConfig } from "./a-collector";

const forwarding = { receivers: ["forward"], processors: [], exporters: ["debug"] };
const metrics = { receivers: ["span_metrics"], processors: [], exporters: ["debug"] };

const oneSided = "expected an exporter of one pipeline and a receiver of another; make it";

test("refuses one that only sends, and one that only receives", () => {
  const sends = aCollector({
    connectors: { forward: {} },
    pipelines: { traces: aPipeline({ exporters: ["forward", "debug"] }) },
  });
  const receives = aCollector({ connectors: { forward: {} }, pipelines: { "traces/out": forwarding } });

  expect(problemsOfConfig(sends)).toEqual([`config.connectors.forward ["traces"]: ${oneSided} a receiver`]);
  expect(problemsOfConfig(receives)).toEqual([`config.connectors.forward ["traces/out"]: ${oneSided} an exporter`]);
});

test.each<[string, CollectorConfig, string]>([
  [
    "span_metrics that make traces",
    aCollector({
      connectors: { span_metrics: {} },
      pipelines: { traces: aPipeline({ exporters: ["span_metrics"] }), "traces/out": metrics },
    }),
    'config.connectors.span_metrics "traces to traces": expected traces to metrics; let pipelines of these signals use it',
  ],
  [
    "forward from one signal to another",
    aCollector({
      connectors: { forward: {} },
      pipelines: { traces: aPipeline({ exporters: ["forward"] }), logs: forwarding },
    }),
    'config.connectors.forward "traces to logs": expected traces to traces, metrics to metrics, logs to logs; let pipelines of these signals use it',
  ],
  [
    "a service_graph of metrics",
    aCollector({
      connectors: { service_graph: {} },
      pipelines: {
        metrics: aPipeline({ exporters: ["service_graph"] }),
        "metrics/out": { ...metrics, receivers: ["service_graph"] },
      },
    }),
    'config.connectors.service_graph "metrics to metrics": expected traces to metrics; let pipelines of these signals use it',
  ],
])("refuses %s", (_, config, problem) => {
  expect(problemsOfConfig(config)).toEqual([problem]);
});
