import { asRecord, asRecords, podSpecOf, quantity, type KubernetesObject } from "../../../core";
import type { Changes, Finding } from "../../model";
import { present } from "../../object-change";
import { podCounts } from "../../pod-counts";
import { inParentheses, percentage } from "../../wording";
import { WORKLOAD_KINDS } from "./workload";

/** Whether all pods that always run ask for much more together. Reads all objects once, and only if a workload changed. */
export function clusterRequests({ objects, before, after }: Changes): readonly Finding[] {
  const isAsked = objects.some((change) => {
    const { kind } = present(change);
    return WORKLOAD_KINDS.has(kind) || kind === "HorizontalPodAutoscaler";
  });
  if (!isAsked) return [];
  const [old, now] = [requestsOf(before.objects), requestsOf(after.objects)];
  return [
    ...about("all pods but those of DaemonSets", old.pods, now.pods, objects[0]?.identity ?? ""),
    ...about("the DaemonSets on each node", old.node, now.node, objects[0]?.identity ?? ""),
  ];
}

interface Requests {
  /** Cores. */
  cpu: number;
  /** Bytes. */
  memory: number;
}

function about(whose: string, before: Requests, after: Requests, object: string): readonly Finding[] {
  const changed = [
    ...(isSame(before.cpu, after.cpu)
      ? []
      : [`CPU ${cpu(before.cpu)} → ${cpu(after.cpu)}${grown(before, after, "cpu")}`]),
    ...(isSame(before.memory, after.memory)
      ? []
      : [`memory ${memory(before.memory)} → ${memory(after.memory)}${grown(before, after, "memory")}`]),
  ];
  const isMuch = after.cpu > before.cpu * MUCH || after.memory > before.memory * MUCH;
  const isFirst = before.cpu === 0 && before.memory === 0;
  // The table of costs has what is less than much.
  if (changed.length === 0 || !isMuch || isFirst) return [];
  return [
    {
      severity: "warning",
      rule: "cluster-requests",
      service: "cluster",
      object,
      text: `requests of ${whose}: ${changed.join(", ")}`,
      explains: [],
      consequence: "Pods stay pending if the nodes have no room for them: look at their reserve.",
    },
  ];
}

/** More than the reserve that clusters usually have. */
const MUCH = 1.2;

/** By node for DaemonSets, as nobody here knows the nodes. What runs to its end counts nowhere. */
function requestsOf(objects: readonly KubernetesObject[]): { readonly pods: Requests; readonly node: Requests } {
  const counts = podCounts(objects);
  const sums = { pods: { cpu: 0, memory: 0 }, node: { cpu: 0, memory: 0 } };
  for (const object of objects) {
    if (!WORKLOAD_KINDS.has(object.kind) || object.kind === "Job" || object.kind === "CronJob") continue;
    const sum = object.kind === "DaemonSet" ? sums.node : sums.pods;
    const pods = counts.pods(object);
    for (const { resources } of asRecords(podSpecOf(object)["containers"])) {
      sum.cpu += pods * requested(resources, "cpu");
      sum.memory += pods * requested(resources, "memory");
    }
  }
  return sums;
}

function requested(resources: unknown, name: string): number {
  const { requests, limits } = asRecord(resources);
  const amount = asRecord(requests)[name] ?? asRecord(limits)[name];
  return amount === undefined ? 0 : quantity(amount) || 0;
}

/** Sums of many decimals differ in their last digits. */
function isSame(before: number, after: number): boolean {
  return Math.abs(before - after) < 0.000_5;
}

function grown(before: Requests, after: Requests, name: keyof Requests): string {
  return inParentheses(percentage(before[name], after[name]));
}

function cpu(cores: number): string {
  return `${Math.round(cores * 1_000) / 1_000}`;
}

function memory(bytes: number): string {
  const mebibytes = bytes / 1024 ** 2;
  return mebibytes < 1024 ? `${Math.round(mebibytes)}Mi` : `${Math.round((mebibytes / 1024) * 10) / 10}Gi`;
}
