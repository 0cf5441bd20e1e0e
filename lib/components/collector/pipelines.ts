import type { CollectorConfig, Pipeline, Signal } from "./collector-config";

/** A pipeline with its id and what flows through it. */
export interface NamedPipeline extends Pipeline {
  readonly id: string;
  readonly signal: Signal;
}

/** The pipelines of a configuration. */
export function pipelinesOf({ service }: CollectorConfig): NamedPipeline[] {
  return Object.entries(service.pipelines).flatMap(([id, pipeline]) =>
    pipeline === undefined ? [] : [{ id, signal: signalOf(id), ...pipeline }],
  );
}

/**
 * The pipelines that feed this one, itself included, however many connectors lie between: what a pipeline does to its
 * data, it does to that of every pipeline behind it.
 */
export function upstreamOf(pipeline: NamedPipeline, config: CollectorConfig): NamedPipeline[] {
  const all = pipelinesOf(config);
  const connectors = Object.keys(config.connectors ?? {});
  const found = [pipeline];
  for (const { receivers } of found) {
    const fed = new Set(receivers.filter((id) => connectors.includes(id)));
    const feeding = all.filter(({ exporters }) => exporters.some((id) => fed.has(id)));
    found.push(...feeding.filter(({ id }) => found.every((known) => known.id !== id)));
  }
  return found;
}

function signalOf(id: string): Signal {
  const signal = id.split("/")[0];
  return signal === "logs" || signal === "metrics" ? signal : "traces";
}
