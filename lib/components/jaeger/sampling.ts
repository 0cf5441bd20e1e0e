import { parsePercent, type Percent } from "../../core";

/**
 * What services are told that ask Jaeger which share of their requests to trace, with the sampler `jaeger_remote`; others
 * never ask. The gateway's choice comes after it, among the traces that were made.
 *
 * Adaptive shares are not offered: with one replica, Jaeger 2.13 works them out and serves them only after its next start
 * (jaeger#6550), and it cannot keep them in Elasticsearch at all.
 * @see https://www.jaegertracing.io/docs/2.13/architecture/sampling/
 */
export interface RemoteSampling {
  /** Of the requests of each service. */
  readonly share: Percent;
  /** Another share for a service, by its `service.name`. Taken up without a restart. @default - none */
  readonly services?: Readonly<Record<string, Percent>>;
}

/** The file with the shares of services. */
export const STRATEGIES_KEY = "sampling.json";

/** The source of what services are told, as the extension `remote_sampling` is told. */
export interface SamplingConfig {
  readonly file: {
    readonly path?: string;
    readonly reload_interval?: string;
    readonly default_sampling_probability: number;
  };
}

export function samplingConfig({ share, services }: RemoteSampling, directory: string): SamplingConfig {
  const file = services === undefined ? {} : { path: `${directory}/${STRATEGIES_KEY}`, reload_interval: "10s" };
  return { file: { ...file, default_sampling_probability: parsePercent(share) } };
}

/** The file with the shares of services, or undefined where one share is for all. */
export function samplingStrategies({ share, services }: RemoteSampling): string | undefined {
  if (services === undefined) return undefined;
  const strategies = {
    default_strategy: strategy(share),
    service_strategies: Object.entries(services)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([service, own]) => ({ service, ...strategy(own) })),
  };
  return `${JSON.stringify(strategies, undefined, 2)}\n`;
}

function strategy(share: Percent): { readonly type: "probabilistic"; readonly param: number } {
  return { type: "probabilistic", param: parsePercent(share) };
}
