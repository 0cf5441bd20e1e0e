import { asRecord, type Problems } from "../../core";
import type { CollectorConfig, ComponentConfig } from "./collector-config";
import { componentType, ofType } from "./component-type";
import { pipelinesOf, type NamedPipeline } from "./pipelines";
import type { CollectorRole } from "./role";

/** Notes what starts well and loses data later, or tells whose it is wrongly. */
export function checkPipelines(config: CollectorConfig, role: CollectorRole, problems: Problems): void {
  for (const pipeline of pipelinesOf(config)) {
    checkMemoryLimiter(pipeline, config, problems);
    checkBatch(pipeline, problems);
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

function checkBatch({ id, processors }: NamedPipeline, problems: Problems): void {
  const batches = ofType("processors", processors, ["batch"]);
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

/** Other exporters try again without being told. */
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
}
