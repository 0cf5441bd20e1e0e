import type { Duration, Resources } from "../../core";
import type { Profile } from "../profile";
import type { DataStorage } from "../volume-claim";
import type { LokiLimits } from "./limits";

/** How large Loki is. */
export interface LokiSize {
  readonly replicas: number;
  /** Where lines are kept, or undefined where somebody has to say it. */
  readonly storage: DataStorage | undefined;
  /** What each replica has of its own while lines are kept in object storage. */
  readonly volume: DataStorage;
  readonly retention: Duration;
  readonly resources: Resources;
  readonly limits: LokiLimits;
  /** Parts of queries that each replica works on at once, and into how many one query is taken apart. */
  readonly queries: { readonly concurrent: number; readonly parts: number };
  /** MiB in memory that keep what was read of the storage, and what metadata queries answered. */
  readonly caches: { readonly chunks: number; readonly results: number };
}

export const SIZES: Readonly<Record<Profile, LokiSize>> = {
  dev: {
    replicas: 1,
    storage: { size: "5Gi", ephemeral: true },
    volume: { size: "2Gi", ephemeral: true },
    retention: "2d",
    resources: { cpu: { request: "100m", limit: "1" }, memory: { request: "256Mi", limit: "768Mi" } },
    limits: {
      ingestionRate: "8Mi",
      streamRate: "4Mi",
      streams: 5_000,
      lineSize: "256Ki",
      querySeries: 500,
      queryTimeout: "1m",
    },
    queries: { concurrent: 2, parts: 16 },
    caches: { chunks: 16, results: 8 },
  },
  small: {
    replicas: 1,
    storage: { size: "50Gi" },
    volume: { size: "10Gi" },
    retention: "15d",
    resources: { cpu: { request: "250m", limit: "2" }, memory: { request: "1Gi", limit: "2Gi" } },
    limits: {
      ingestionRate: "16Mi",
      streamRate: "8Mi",
      streams: 20_000,
      lineSize: "256Ki",
      querySeries: 1_000,
      queryTimeout: "2m",
    },
    queries: { concurrent: 4, parts: 32 },
    caches: { chunks: 128, results: 32 },
  },
  ha: {
    replicas: 3,
    storage: undefined,
    volume: { size: "20Gi" },
    retention: "30d",
    resources: { cpu: { request: "1", limit: "4" }, memory: "4Gi" },
    limits: {
      ingestionRate: "48Mi",
      streamRate: "16Mi",
      streams: 100_000,
      lineSize: "256Ki",
      querySeries: 2_000,
      queryTimeout: "3m",
    },
    queries: { concurrent: 8, parts: 64 },
    caches: { chunks: 512, results: 64 },
  },
};
