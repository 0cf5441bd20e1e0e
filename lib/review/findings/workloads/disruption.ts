import { asRecord, type JsonRecord, type KubernetesObject } from "../../../core";
import type { FieldChange } from "../../diff";
import type { Changes, Finding, ObjectChange } from "../../model";
import { present } from "../../object-change";
import { podCounts } from "../../pod-counts";
import { podLabels } from "../../pod-template";
import { serviceOf } from "../../service-of";
import { word } from "../../values";
import { counted } from "../../wording";
import { labelled, matchLabelsOf } from "./labelled";
import { hasPods } from "./workload";

/** How many pods may be evicted at a time when nodes are drained. */
export function disruptionBudgets(changes: Changes): readonly Finding[] {
  const isAsked = changes.objects.some((change) => {
    const { kind } = present(change);
    return kind === "PodDisruptionBudget" || SCALED.has(kind);
  });
  if (!isAsked) return [];
  const [before, after] = [coverage(changes.before.objects), coverage(changes.after.objects)];
  const found = changes.objects.flatMap((change): readonly Finding[] => {
    const object = present(change);
    if (object.kind !== "PodDisruptionBudget") return [];
    if (change.kind === "removed") return [removed(change, after(object).pods)];
    if (change.kind === "added") return added(change, object, after(object));
    return changed(change, before(change.before), after(object));
  });
  return [...found, ...ofFewerPods(changes, before, after)];
}

const SCALED = new Set(["Deployment", "StatefulSet", "HorizontalPodAutoscaler"]);

/** What a budget covers and allows. */
interface Coverage {
  /** How many pods it selects; undefined where nobody can tell. */
  readonly pods: number | undefined;
  /** How many of them may be evicted at a time; undefined where nobody can tell. */
  readonly allowed: number | undefined;
}

type CoverageOf = (budget: KubernetesObject) => Coverage;

function coverage(objects: readonly KubernetesObject[]): CoverageOf {
  const counts = podCounts(objects);
  const workloads = labelled(objects.filter(hasPods), podLabels);
  return ({ spec, metadata }) => {
    const labels = matchLabelsOf(asRecord(spec)["selector"]);
    const selected = labels && workloads.having(metadata.namespace, labels);
    // How many pods a DaemonSet has, only the cluster knows.
    const isKnown = selected !== undefined && selected.every(({ kind }) => kind !== "DaemonSet");
    const pods = isKnown ? selected.reduce((sum, workload) => sum + counts.pods(workload), 0) : undefined;
    return { pods, allowed: allowedOf(asRecord(spec), pods) };
  };
}

/** Kubernetes rounds both up. */
function allowedOf({ maxUnavailable, minAvailable }: JsonRecord, pods: number | undefined): number | undefined {
  if (maxUnavailable !== undefined) return resolved(maxUnavailable, pods);
  if (minAvailable === undefined || pods === undefined) return undefined;
  return Math.max(0, pods - (resolved(minAvailable, pods) ?? 0));
}

function resolved(amount: unknown, pods: number | undefined): number | undefined {
  if (typeof amount === "number") return amount;
  const percent = /^(\d+)%$/.exec(word(amount))?.[1];
  if (percent === undefined) return undefined;
  if (percent === "0") return 0;
  return pods === undefined ? undefined : Math.ceil((pods * Number(percent)) / 100);
}

function removed(change: ObjectChange & { kind: "removed" }, pods: number | undefined): Finding {
  const text = `disruption budget ${change.before.metadata.name} is removed`;
  return pods === 0
    ? about(change, change.before, { severity: "info", rule: "budget-removed", text, explains: [change] })
    : about(change, change.before, {
        severity: "warning",
        rule: "budget-removed",
        text,
        explains: [change],
        consequence: "When nodes are drained, all its pods may be evicted at the same time.",
      });
}

function added(change: ObjectChange, object: KubernetesObject, { pods, allowed }: Coverage): readonly Finding[] {
  const name = `disruption budget ${object.metadata.name}`;
  if (allowed === 0 && pods !== 0)
    return [
      about(change, object, {
        ...BLOCKED,
        text: `${name} is new and allows no eviction (${bound(object)})`,
        explains: [change],
      }),
    ];
  const text = `${name} is new: ${bound(object)}`;
  return [about(change, object, { severity: "info", rule: "budget-added", text, explains: [change] })];
}

function changed(
  change: Extract<ObjectChange, { kind: "changed" | "moved" }>,
  before: Coverage,
  after: Coverage,
): readonly Finding[] {
  const explains = change.fields.filter(({ path }) => path[0] === "spec" && BOUNDS.has(word(path[1])));
  if (explains.length === 0) return [];
  const { after: object } = change;
  const name = `disruption budget ${object.metadata.name}`;
  const bounds = `${bound(object)}, was ${bound(change.before)}`;
  if (after.allowed === 0 && before.allowed !== 0)
    return [about(change, object, { ...BLOCKED, text: `${name} allows no eviction: ${bounds}`, explains })];
  const isLooser = after.allowed !== undefined && before.allowed !== undefined && after.allowed > before.allowed;
  const isAll = isLooser && after.pods !== undefined && after.pods > 1 && (after.allowed ?? 0) >= after.pods;
  const effect = isLooser ? `: loosened${isAll ? `, all ${counted(after.pods ?? 0, "pod")} may go at once` : ""}` : "";
  // Out of nothing, something is the end of a drain that never went on.
  const isSafer = before.allowed === 0;
  const severity = isLooser && !isSafer ? "warning" : "info";
  return [about(change, object, { severity, rule: "budget-changed", text: `${name} ${bounds}${effect}`, explains })];
}

const BOUNDS = new Set(["maxUnavailable", "minAvailable"]);

/** `maxUnavailable 1` */
function bound({ spec }: KubernetesObject): string {
  const { maxUnavailable, minAvailable } = asRecord(spec);
  if (maxUnavailable !== undefined) return `maxUnavailable ${word(maxUnavailable)}`;
  return minAvailable === undefined ? "no bound" : `minAvailable ${word(minAvailable)}`;
}

const BLOCKED = {
  severity: "warning",
  rule: "budget-blocks",
  consequence: "Nodes that it runs on cannot be drained: an upgrade of the cluster stands still there.",
} as const;

/** A budget that did not change, and no longer allows anything as its workload has fewer pods. */
function ofFewerPods(changes: Changes, before: CoverageOf, after: CoverageOf): readonly Finding[] {
  if (!changes.objects.some(isScaling)) return [];
  const touched = new Set(changes.objects.map(({ identity }) => identity));
  return changes.after.objects
    .filter(({ kind }) => kind === "PodDisruptionBudget")
    .flatMap((object): readonly Finding[] => {
      const identity = `PodDisruptionBudget/${object.metadata.namespace ?? ""}/${object.metadata.name}`;
      if (touched.has(identity)) return [];
      const [old, now] = [before(object), after(object)];
      if (now.allowed !== 0 || old.allowed === 0 || !now.pods) return [];
      const text = `disruption budget ${object.metadata.name} (${bound(object)}) allows no eviction of ${counted(now.pods, "pod")}, was ${counted(old.pods ?? 0, "pod")}`;
      return [{ ...BLOCKED, service: serviceOf(object), object: identity, text, explains: [] }];
    });
}

function isScaling(change: ObjectChange): boolean {
  if (change.kind === "added") return change.after.kind === "HorizontalPodAutoscaler";
  if (change.kind === "removed") return change.before.kind === "HorizontalPodAutoscaler";
  return change.fields.some(({ path }) => path[0] === "spec" && (path[1] === "replicas" || path[1] === "minReplicas"));
}

function about(
  change: ObjectChange,
  object: KubernetesObject,
  told: Pick<Finding, "severity" | "rule" | "text" | "consequence"> & {
    readonly explains: readonly (FieldChange | ObjectChange)[];
  },
): Finding {
  return { ...told, service: serviceOf(object), object: change.identity };
}
