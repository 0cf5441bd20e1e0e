import type { Duration } from "../../lib/core";
import { selector, steady, type CaseSeries, type Phase, type ServiceTarget } from "../../lib/signals";
import { plus } from "../case-time";

/** Names of what the kubelet tells of volumes, and kube-state-metrics of the claims to them. */
export const volumeMetrics = {
  available: "kubelet_volume_stats_available_bytes",
  capacity: "kubelet_volume_stats_capacity_bytes",
  accessMode: "kube_persistentvolumeclaim_access_mode",
  labels: "kube_persistentvolumeclaim_labels",
} as const;

/** A claim, for cases. */
export interface Claim {
  readonly namespace: string;
  readonly persistentvolumeclaim: string;
}

/** The name of one of the service's claims: what its regular expression stands for. */
export function ownClaim({ namespace, claims = "" }: ServiceTarget): Claim {
  const [first = ""] = claims.split("|");
  const name = first.replace(".+", "data").replace("[0-9]+", "0").replaceAll(/\\(.)/g, "$1");
  return { namespace, persistentvolumeclaim: name };
}

/** Claims that are not the service's: one in the namespace, and one of the same name elsewhere. */
export function otherClaims(target: ServiceTarget): readonly [Claim, Claim] {
  const { namespace, persistentvolumeclaim } = ownClaim(target);
  return [
    { namespace, persistentvolumeclaim: `${persistentvolumeclaim}-canary` },
    { namespace: `${namespace}-test`, persistentvolumeclaim },
  ];
}

/** A volume of one size, and what is available of it. */
export function volume(claim: Claim, size: number, ...available: readonly Phase[]): CaseSeries[] {
  const long = available.reduce<Duration>((sum, phase) => plus(sum, phase.for), "0s");
  return [
    { series: selector(volumeMetrics.available, { ...claim, node: "a" }), phases: available },
    { series: selector(volumeMetrics.capacity, { ...claim, node: "a" }), phases: [steady(size, long)] },
  ];
}

/** What kube-state-metrics tells of a claim. */
export function accessMode(claim: Claim, mode: "ReadWriteOnce" | "ReadOnlyMany"): CaseSeries {
  return { series: selector(volumeMetrics.accessMode, { ...claim, access_mode: mode }), phases: [steady(1, "5h")] };
}

/** Whether its label says that no alert is wanted. */
export function excluded(claim: Claim, is: "true" | "false"): CaseSeries {
  return {
    series: selector(volumeMetrics.labels, { ...claim, label_excluded_from_alerts: is }),
    phases: [steady(1, "5h")],
  };
}
