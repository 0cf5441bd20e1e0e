import { asRecord, quantity, type JsonRecord } from "../../../core";
import type { Finding } from "../../model";
import { fieldsAt } from "./part";
import { allContainers, finding, type WorkloadChange } from "./workload";

/** Who is evicted first when a node has no memory left. */
export function qualityOfService(workload: WorkloadChange): readonly Finding[] {
  if (workload.isNew) return [];
  if (!allContainers(workload).some((container) => fieldsAt(container, "resources").length > 0)) return [];
  const before = classOf(containers(workload, "before"));
  const after = classOf(containers(workload, "after"));
  if (before === after) return [];
  const text = `quality of service of ${workload.name} ${before} → ${after}`;
  if (after !== "BestEffort") return [finding(workload, "info", "qos-changed", text)];
  const consequence = "Its pods are the first that are evicted when a node has no memory left.";
  return [finding(workload, "warning", "qos-lost", text, [], consequence)];
}

function containers({ containers, initContainers }: WorkloadChange, side: "before" | "after"): readonly JsonRecord[] {
  const isThere = side === "before" ? "inBefore" : "inAfter";
  return [...initContainers, ...containers]
    .filter((one) => one[isThere])
    .map((one) => asRecord(one[side]["resources"]));
}

/** @see https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/ */
function classOf(resources: readonly JsonRecord[]): "Guaranteed" | "Burstable" | "BestEffort" {
  const amounts = resources.map(({ requests, limits }) => ({ requests: asRecord(requests), limits: asRecord(limits) }));
  const isGuaranteed = amounts.every(({ requests, limits }) =>
    ["cpu", "memory"].every(
      (name) => quantity(limits[name]) > 0 && quantity(requests[name] ?? limits[name]) === quantity(limits[name]),
    ),
  );
  if (isGuaranteed && amounts.length > 0) return "Guaranteed";
  const isAny = amounts.some(({ requests, limits }) =>
    ["cpu", "memory"].some((name) => quantity(requests[name] ?? limits[name]) > 0),
  );
  return isAny ? "Burstable" : "BestEffort";
}
