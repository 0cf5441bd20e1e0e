import type { Duration, ParsedResources, Resources } from "../../core";
import type { Profile } from "../profile";
import type { TraceStorage } from "./storage";

/** How large Jaeger is. */
export interface JaegerSize {
  readonly replicas: number;
  /** Undefined where somebody has to say. */
  readonly storage: TraceStorage | undefined;
  readonly retention: Duration;
  readonly resources: Resources;
}

/**
 * At rest it takes 60 MB. Under load, badger's tables and its cache of blocks are live memory of up to 450 MB, whatever
 * the limit; a span takes 70 microseconds of CPU.
 */
export const SIZES: Readonly<Record<Profile, JaegerSize>> = {
  dev: {
    replicas: 1,
    storage: { size: "2Gi", ephemeral: true },
    retention: "24h",
    resources: { cpu: { request: "50m", limit: "1" }, memory: { request: "128Mi", limit: "768Mi" } },
  },
  small: {
    replicas: 1,
    storage: { size: "20Gi" },
    retention: "7d",
    resources: { cpu: { request: "200m", limit: "2" }, memory: "1Gi" },
  },
  ha: {
    replicas: 2,
    storage: undefined,
    retention: "14d",
    resources: { cpu: { request: "500m", limit: "2" }, memory: "1Gi" },
  },
};

const MIB = 2 ** 20;

/** The least that badger's tables and cache leave room in. */
export const LEAST_MEMORY_OF_BADGER = 512 * MIB;

/** The MiB that Go's heap may take: the last fifth of the memory is for what is not on it. */
export function heapMebibytes({ memory }: ParsedResources): number {
  return Math.floor((memory.limit * 0.8) / MIB);
}

/** The traces that memory has room for, at 32 KiB each in two fifths of it. */
export function tracesInMemory({ memory }: ParsedResources): number {
  return Math.floor((memory.limit * 0.4) / (32 * 1024));
}
