import { asRecord, type Problems } from "../../core";
import type { CollectorConfig, ComponentConfig } from "./collector-config";
import { componentType, ofType } from "./component-type";
import { pipelinesOf, type NamedPipeline } from "./pipelines";
import type { CollectorRole } from "./role";

/** Notes what starts well and loses data later, or tells whose it is wrongly. */
export function checkPipelines(config: CollectorConfig, role: CollectorRole, problems: Problems): void {
  for (const pipeline of pipelinesOf(config)) {
    checkMemoryLimiter(pipeline, config, problems);
    checkBatch(pipeline, config, problems);
    checkSender(pipeline, role, problems);
  }
  for (const [id, exporter] of Object.entries(config.exporters)) {
    if (componentType("exporters", id) === "load_balancing") checkRetry(id, exporter, problems);
  }
}

/**
 * What comes through a connector was admitted already, and to refuse it then would lose it: such a pipeline needs no
 * memory limiter.
 */
function checkMemoryLimiter({ id, receivers, processors }: NamedPipeline, config: CollectorConfig, problems: Problems) {
  const property = `config.service.pipelines.${id}.processors`;
  const expected = "memory_limiter as the first processor";
  const [limiter] = ofType("processors", processors, ["memory_limiter"]);
  if (limiter === undefined) {
    const isFedFromOutside = receivers.some((receiver) => config.connectors?.[receiver] === undefined);
    problems.check(!isFedFromOutside, property, processors, expected, "without it a burst ends in a kill (OOMKilled)");
  } else {
    const fix = "move it to the front: what other processors hold already cannot be refused any more";
    problems.check(processors[0] === limiter, property, processors, expected, fix);
  }
}

/** Behind a connector, and without a wait, it is a way to keep the failures of one pipeline from the others. */
function checkBatch({ id, receivers, processors }: NamedPipeline, config: CollectorConfig, problems: Problems): void {
  const isFedFromOutside = receivers.some((receiver) => config.connectors?.[receiver] === undefined);
  const waits = (batch: string): boolean => !isZero(config.processors[batch]?.["timeout"]);
  const batches = ofType("processors", processors, ["batch"]).filter((batch) => isFedFromOutside || waits(batch));
  problems.check(
    batches.length === 0,
    `config.service.pipelines.${id}.processors`,
    batches,
    "batches made by the queue of an exporter",
    "set sending_queue.batch of the exporters instead: the processor tells the sender that it has the data before it is in a queue, and a kill loses what it holds",
  );
}

/** By the address of the connection, every span would be one of the collector before. */
function checkSender({ id, processors }: NamedPipeline, { senders }: CollectorRole, problems: Problems): void {
  const lookups = ofType("processors", processors, ["k8s_attributes"]);
  problems.check(
    senders === "pods" || lookups.length === 0,
    `config.service.pipelines.${id}.processors`,
    lookups,
    "no k8s_attributes behind another collector, whose address it would take for the pod's",
    "run it on the agents, to which pods send",
  );
}

/** Other exporters try again without being told, and wait before they do. */
function checkRetry(id: string, exporter: ComponentConfig, problems: Problems): void {
  for (const property of ["retry_on_failure", "sending_queue"]) {
    problems.check(
      asRecord(exporter[property])["enabled"] === true,
      `config.exporters.${id}.${property}`,
      exporter[property],
      "enabled: true",
      "load_balancing drops by default what it cannot send at once",
    );
  }
  const retry = asRecord(exporter["retry_on_failure"]);
  const none = ["initial_interval", "multiplier", "max_interval"].filter((property) => isZero(retry[property] ?? 0));
  problems.check(
    none.length === 0 || retry["enabled"] !== true,
    `config.exporters.${id}.retry_on_failure`,
    retry,
    `${none.join(", ")} above zero`,
    "load_balancing has none by default: it would try again without a pause, and send the same thousands of times to replicas that answer",
  );
}

/** Whether a number, or a duration of Go such as `"0s"` or `"1m30s"`, is zero. */
function isZero(value: unknown): boolean {
  return !/[1-9]/.test(JSON.stringify(value ?? 1));
}
