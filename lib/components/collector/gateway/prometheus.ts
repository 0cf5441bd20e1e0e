import type { CollectorConfig, Components } from "../collector-config";
import { diskQueue } from "../queue";

/** How metrics reach Prometheus: what it adds to the configuration, and where pipelines of metrics end. */
export interface PrometheusParts {
  readonly exporters: Components;
  readonly connectors: Components;
  readonly processors: Components;
  readonly pipelines: CollectorConfig["service"]["pipelines"];
  /** The exporters and connectors that a pipeline of metrics sends to: everything goes to each of them. */
  readonly targets: readonly string[];
}

/**
 * One exporter for each replica, with a queue of its own. A single one that has no room says no, and whoever sends keeps what
 * it has. Of several none may say no: the others have the same data already, and would get it again and again for as long as
 * the one is away. Each has a pipeline of its own, whose failures end at {@link APART}; what does not fit into its queue is
 * missing in that replica alone.
 */
export function prometheusParts(endpoints: readonly string[], queueBytes: number): PrometheusParts {
  const names = endpoints.map((_, i) => `prometheus-${i}`);
  const exporters = Object.fromEntries(
    endpoints.map((endpoint, i) => [
      `otlp_http/prometheus-${i}`,
      // In order, as Prometheus refuses samples that are much older than the newest of their series.
      { endpoint, ...diskQueue({ bytes: queueBytes, consumers: 1 }) },
    ]),
  );
  if (names.length <= 1) {
    return { exporters, connectors: {}, processors: {}, pipelines: {}, targets: Object.keys(exporters) };
  }
  const pipelines = names.map((name) => [
    `metrics/${name}`,
    { receivers: [`forward/${name}`], processors: [APART], exporters: [`otlp_http/${name}`] },
  ]);
  return {
    exporters,
    connectors: Object.fromEntries(names.map((name) => [`forward/${name}`, {}])),
    // Without a wait it gathers nothing: what it is for is that it hands on by itself, and keeps errors to itself.
    processors: { [APART]: { timeout: "0s" } },
    pipelines: Object.fromEntries(pipelines),
    targets: names.map((name) => `forward/${name}`),
  };
}

const APART = "batch/apart";
