import { asRecord, asRecords, type KubernetesObject } from "../../core";
import { discoveryAnnotations } from "../../signals";
import { serviceOf } from "../service-of";
import { PER_BLACKBOX_PROBE, PER_OBJECT } from "./measured";
import type { Series } from "./series";
import type { Watching } from "./watching";
import type { Workload } from "./workload";

/** What kube-state-metrics tells of objects other than pods, and what calls to Services measure. */
export function objectSeries(
  objects: readonly KubernetesObject[],
  workloads: readonly Workload[],
  { kubeStateMetrics, blackbox, scrapeInterval }: Watching,
): readonly Series[] {
  const state = (object: KubernetesObject): number => (kubeStateMetrics ? (PER_OBJECT[object.kind] ?? 0) : 0);
  const probed = ({ kind, metadata }: KubernetesObject): boolean =>
    blackbox && kind === "Service" && metadata.annotations?.[discoveryAnnotations.probe] === "true";
  const claims = ({ object, pods }: Workload): number =>
    kubeStateMetrics
      ? pods *
        asRecords(asRecord(object["spec"])["volumeClaimTemplates"]).length *
        (PER_OBJECT["PersistentVolumeClaim"] ?? 0)
      : 0;
  return [
    ...objects.map((object) => ({
      service: serviceOf(object),
      count: state(object) + (probed(object) ? PER_BLACKBOX_PROBE : 0),
      interval: scrapeInterval,
    })),
    ...workloads.map((workload) => ({
      service: workload.service,
      count: claims(workload),
      interval: scrapeInterval,
    })),
  ].filter(({ count }) => count > 0);
}
