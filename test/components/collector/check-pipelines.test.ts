import type { CollectorConfig } from "../../../lib/components/collector/collector-config";
import type { CollectorRole } from "../../../lib/components/collector/role";
import { aCollector, aPipeline, exportingTraces, problemsOfConfig, withProcessor } from "./a-collector";

const forwarding = { receivers: ["forward"], processors: [], exporters: ["debug"] };
const pauses = { initial_interval: "5s", multiplier: 1.5, max_interval: "30s" };
const retry = { retry_on_failure: { enabled: true, ...pauses }, sending_queue: { enabled: true } };

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
  [
    "load balancing that tries again without a pause",
    exportingTraces("load_balancing", {
      ...retry,
      retry_on_failure: { enabled: true, ...pauses, initial_interval: "0s" },
    }),
    'config.exporters.load_balancing.retry_on_failure {"enabled":true,"initial_interval":"0s","multiplier":1.5,"max_interval":"30s"}: expected initial_interval above zero; load_balancing has none by default: it would try again without a pause, and send the same thousands of times to replicas that answer',
    {},
  ],
  [
    "load balancing that does not say how long it waits",
    exportingTraces("load_balancing", { ...retry, retry_on_failure: { enabled: true } }),
    'config.exporters.load_balancing.retry_on_failure {"enabled":true}: expected initial_interval, multiplier, max_interval above zero; load_balancing has none by default: it would try again without a pause, and send the same thousands of times to replicas that answer',
    {},
  ],
  [
    "the batch processor behind a connector, where it waits",
    behindConnector({ timeout: "200ms" }),
    'config.service.pipelines.traces/out.processors ["batch"]: expected batches made by the queue of an exporter; set sending_queue.batch of the exporters instead: the processor tells the sender that it has the data before it is in a queue, and a kill loses what it holds',
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

test("lets the batch processor keep the failures of a pipeline from the others, where it does not wait", () => {
  expect(problemsOfConfig(behindConnector({ timeout: "0s" }))).toEqual([]);
});

test("lets agents look up pods", () => {
  expect(problemsOfConfig(withProcessor("k8s_attributes"), { replicas: "nodes" })).toEqual([]);
});

/** A collector with a batch processor in a pipeline of its own. */
function behindConnector(batch: Readonly<Record<string, unknown>>): CollectorConfig {
  return aCollector({
    processors: { batch },
    connectors: { forward: {} },
    pipelines: {
      traces: aPipeline({ exporters: ["forward"] }),
      "traces/out": { ...forwarding, processors: ["batch"] },
    },
  });
}
