import type { Body } from "./resource";

/** Pods may be evicted one at a time: a drain always goes on, and never takes them all down. */
export function disruptionBudget(selector: Readonly<Record<string, string>>): Body<"PodDisruptionBudget"> {
  return {
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: selector },
      // By default pods that crash count as disrupted, and block the drain for as long as they do (kubernetes/enhancements#3017).
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  };
}
