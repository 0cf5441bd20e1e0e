import { checkCollectorConfig } from "../../../lib/components/collector/check";
import type { CollectorConfig, Components } from "../../../lib/components/collector/collector-config";
import type { CollectorRole } from "../../../lib/components/collector/role";
import { images } from "../../../lib/components/versions";
import { Problems } from "../../../lib/core";

/** What a test changes of a collector that there is nothing to say against. */
export interface Changes {
  readonly receivers?: Components;
  readonly processors?: Components;
  readonly exporters?: Components;
  readonly connectors?: Components;
  readonly extensions?: Components;
  readonly pipelines?: CollectorConfig["service"]["pipelines"];
  readonly enabled?: readonly string[];
}

const limited = { receivers: ["otlp"], processors: ["memory_limiter"], exporters: ["debug"] };

/** A collector that takes traces and prints them. */
export function aCollector(changes: Changes = {}): CollectorConfig {
  return {
    receivers: { otlp: {}, ...changes.receivers },
    processors: { memory_limiter: {}, ...changes.processors },
    exporters: { debug: {}, ...changes.exporters },
    ...(changes.connectors && { connectors: changes.connectors }),
    extensions: changes.extensions ?? {},
    service: {
      extensions: changes.enabled ?? Object.keys(changes.extensions ?? {}),
      pipelines: { traces: limited, ...changes.pipelines },
      telemetry: {},
    },
  };
}

/** The pipeline of {@link aCollector} with other parts. */
export function aPipeline(changes: Partial<typeof limited> = {}): typeof limited {
  return { ...limited, ...changes };
}

/** One of which nothing is forbidden because of where it stands. */
export const aRole: CollectorRole = { image: images.collector, senders: "pods", replicas: 1, chosenBy: "connection" };

export function problemsOfConfig(config: CollectorConfig, role: Partial<CollectorRole> = {}): readonly string[] {
  const problems = new Problems();
  checkCollectorConfig(config, { ...aRole, ...role }, problems);
  return problems.list();
}

/** It with one more exporter of its traces. */
export function exportingTraces(exporter: string, settings: Readonly<Record<string, unknown>>): CollectorConfig {
  return aCollector({
    exporters: { [exporter]: settings },
    pipelines: { traces: aPipeline({ exporters: ["debug", exporter] }) },
  });
}

/** It with more processors of its traces. */
export function withProcessor(...processors: readonly string[]): CollectorConfig {
  return aCollector({
    processors: Object.fromEntries(processors.map((id) => [id, {}])),
    pipelines: { traces: aPipeline({ processors: ["memory_limiter", ...processors] }) },
  });
}
