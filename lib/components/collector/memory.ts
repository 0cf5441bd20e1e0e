import type { ParsedResources } from "../../core";
import type { ComponentConfig } from "./collector-config";

const MIB = 2 ** 20;

/** What the runtime and the collector are told of the container's memory. */
export interface MemoryLimits {
  /** For the environment variable `GOMEMLIMIT`. */
  readonly goMemoryLimit: string;
  /** The configuration of the processor `memory_limiter`. */
  readonly limiter: ComponentConfig;
}

/**
 * Both limits from the one that kills. What is not of Go's heap (stacks, mapped files of the queue, the runtime) needs the
 * last fifth. Go begins to collect garbage without pause at four fifths; the limiter says no before that, at about two
 * thirds, as a collector that only collects garbage is slower than one that refuses.
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/main/processor/memorylimiterprocessor/README.md#best-practices
 */
export function memoryLimits({ memory }: ParsedResources): MemoryLimits {
  const limit = Math.floor((memory.limit * 0.8) / MIB);
  return {
    goMemoryLimit: `${limit}MiB`,
    limiter: { check_interval: "1s", limit_mib: limit, spike_limit_mib: Math.floor(limit * 0.2) },
  };
}
