import { parsePercent, type Percent } from "../../core";

/**
 * What services are told that ask Jaeger which requests to trace, with the sampler `jaeger_remote`; others never ask.
 *
 * - `{ share }`: this share of the requests, in `services` another one by name. The file is read again when it changes.
 * - `"adaptive"`: as much as makes about one trace a second of each operation. Jaeger works it out from the spans that it
 *   receives, so it must receive all of them: behind a gateway that drops traces it asks for more and more. What it has
 *   learned goes with a restart, and is learned anew within minutes.
 */
export type RemoteSampling = SampledShare | "adaptive";

export interface SampledShare {
  readonly share: Percent;
  /** Another share for a service, by its `service.name`. @default - none */
  readonly services?: Readonly<Record<string, Percent>>;
}

/** The name of the storage in which adaptive sampling keeps what it has learned. */
export const SAMPLING_STORAGE = "sampling";

/** The file with the shares of services. */
export const STRATEGIES_KEY = "sampling.json";

/** The source of what services are told, as the extension `remote_sampling` is told. */
export type SamplingConfig =
  | { readonly adaptive: { readonly sampling_store: string; readonly initial_sampling_probability: number } }
  | { readonly file: FileConfig };

interface FileConfig {
  readonly path?: string;
  readonly reload_interval?: string;
  readonly default_sampling_probability: number;
}

export function samplingConfig(sampling: RemoteSampling, directory: string): SamplingConfig {
  if (sampling === "adaptive") {
    // Of an operation that is not known yet; left to itself it begins with one request in a thousand.
    return { adaptive: { sampling_store: SAMPLING_STORAGE, initial_sampling_probability: 0.1 } };
  }
  const everybody = { default_sampling_probability: parsePercent(sampling.share) };
  if (sampling.services === undefined) return { file: everybody };
  return { file: { path: `${directory}/${STRATEGIES_KEY}`, reload_interval: "10s", ...everybody } };
}

/**
 * The strategies file, or undefined where one share is for all.
 * @see https://www.jaegertracing.io/docs/2.13/architecture/sampling/#file-based-sampling-configuration
 */
export function samplingStrategies(sampling: RemoteSampling): string | undefined {
  if (sampling === "adaptive" || sampling.services === undefined) return undefined;
  const strategies = {
    default_strategy: strategy(sampling.share),
    service_strategies: Object.entries(sampling.services)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([service, share]) => ({ service, ...strategy(share) })),
  };
  return `${JSON.stringify(strategies, undefined, 2)}\n`;
}

function strategy(share: Percent): { readonly type: "probabilistic"; readonly param: number } {
  return { type: "probabilistic", param: parsePercent(share) };
}
