import { asRecord, type JsonRecord } from "../../../core";
import { numberOr, word } from "../../values";

/** How the pods of a workload are replaced by new ones. */
export type Rollout =
  /** All of them stop before the first new one starts. */
  | { readonly way: "recreate" }
  /** Somebody has to delete them. */
  | { readonly way: "on-delete" }
  /** @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment */
  | { readonly way: "rolling"; readonly unavailable: number; readonly surge: number; readonly partition: number };

/** What Kubernetes makes of the strategy for a number of pods, with its defaults. */
export function rolloutOf(kind: string, spec: JsonRecord, pods: number): Rollout {
  const { type, rollingUpdate } = asRecord(kind === "Deployment" ? spec["strategy"] : spec["updateStrategy"]);
  if (type === "Recreate") return { way: "recreate" };
  if (type === "OnDelete") return { way: "on-delete" };
  const { maxUnavailable, maxSurge, partition } = asRecord(rollingUpdate);
  if (kind !== "Deployment")
    return {
      way: "rolling",
      unavailable: Math.max(1, share(maxUnavailable ?? 1, pods, Math.ceil)),
      surge: share(maxSurge ?? 0, pods, Math.ceil),
      partition: numberOr(partition, 0),
    };
  const unavailable = share(maxUnavailable ?? "25%", pods, Math.floor);
  const surge = share(maxSurge ?? "25%", pods, Math.ceil);
  // Kubernetes takes one pod down where nothing would ever move.
  return { way: "rolling", unavailable: unavailable === 0 && surge === 0 ? 1 : unavailable, surge, partition: 0 };
}

function share(amount: unknown, pods: number, round: (value: number) => number): number {
  if (typeof amount === "number") return amount;
  const percent = /^(\d+)%$/.exec(word(amount))?.[1];
  return percent === undefined ? 0 : round((pods * Number(percent)) / 100);
}
