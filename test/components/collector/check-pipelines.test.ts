import type { CollectorConfig } from "../../../lib/components/collector/collector-config";
import type { CollectorRole } from "../../../lib/components/collector/role";
import { aCollector, aPipeline, exportingTraces, problemsOfConfig, withProcessor } from "./a-collector";

const forwarding = { receivers: ["forward"], processors: [], exporters: ["debug"] };
const retry = { retry_on_failure: { enabled: true }, sending_queue: { enabled: true } };

test.each<[string, CollectorConfig, string, Partial<CollectorRole>]>([
  [
    "no memory limiter",
    aCollector({ pipelines: { logs: aPipeline({ processors: [] }) } }),
    "config.service.pipelines.logs.processors []: expected memory_limiter as the first processor; without it a burst ends in a kill (OOMKilled)",
    {},
  ],
  [
    "a memory limiter behind another processor",
    aCollector({
      processors: { filter: {} },
      pipelines: { logs: aPipeline({ processors: ["filter", "memory_limiter"] }) },
    }),
    'config.service.pipelines.logs.processors ["filter","memory_limiter"]: expected memory_limiter as the first processor; move it to the front: what other processors hold already cannot be refused any more',
    {},
  ],
  [
    "the batch processor",
    withProcessor("batch"),
    'config.service.pipelines.traces.processors ["batch"]: expected batches made by the queue of an exporter; set sending_queue.batch of the exporters instead: the processor tells the sender that it has the data before it is in a queue, and a kill loses what it holds',
    {},
  ],
  [
    "a look-up of pods behind another collector",
    withProcessor("k8s_attributes"),
    'config.service.pipelines.traces.processors ["k8s_attributes"]: expected no k8s_attributes behind another collector, whose address it would take for the pod\'s; run it on the agents, to which pods send',
    { senders: "collectors" },
  ],
  [
    "load balancing that drops what it cannot send at once",
    exportingTraces("load_balancing", { ...retry, retry_on_failure: { max_elapsed_time: 0 } }),
    'config.exporters.load_balancing.retry_on_failure {"max_elapsed_time":0}: expected enabled: true; load_balancing drops by default what it cannot send at once',
    {},
  ],
])("refuses %s", (_, config, problem, role) => {
  expect(problemsOfConfig(config, role)).toEqual([problem]);
});

test("asks for no memory limiter where data comes from another pipeline, which has admitted it", () => {
  const config = aCollector({
    connectors: { forward: {} },
    pipelines: { traces: aPipeline({ exporters: ["forward"] }), "traces/out": forwarding },
  });

  expect(problemsOfConfig(config)).toEqual([]);
});

test("lets agents look up pods", () => {
  expect(problemsOfConfig(withProcessor("k8s_attributes"), { replicas: "nodes" })).toEqual([]);
});
