import { formatCpu, formatMemory, quantity } from "../../../core";
import type { FieldChange } from "../../diff";
import type { Finding, Severity } from "../../model";
import { word } from "../../values";
import { counted, inParentheses, percentage } from "../../wording";
import { fieldsAt, partAt, type NamedPart } from "./part";
import { allContainers, containerName, finding, type WorkloadChange } from "./workload";

/** What containers ask for, and what they may use at most. */
export function resources(workload: WorkloadChange): readonly Finding[] {
  if (workload.isNew) return [];
  return allContainers(workload)
    .filter(({ inBefore, inAfter }) => inBefore && inAfter)
    .flatMap((container) => ofContainer(workload, container));
}

function ofContainer(workload: WorkloadChange, container: NamedPart): readonly Finding[] {
  if (fieldsAt(container, "resources").length === 0) return [];
  const parts = ["requests", "limits"].map((key) => partAt(container, "resources", key));
  const names = [...new Set(parts.flatMap(({ before, after }) => [...Object.keys(before), ...Object.keys(after)]))];
  return names.flatMap((name) => {
    const amount = amounts(workload, container, name);
    return [...request(amount), ...limit(amount), ...limitBelowRequest(amount)];
  });
}

/** One resource of a container on both sides. */
interface Amounts {
  readonly workload: WorkloadChange;
  readonly container: NamedPart;
  /** `cpu`, `memory`, `ephemeral-storage`, `nvidia.com/gpu` */
  readonly name: string;
  readonly requests: BothSides;
  readonly limits: BothSides;
}

interface BothSides {
  readonly before: unknown;
  readonly after: unknown;
  readonly fields: readonly FieldChange[];
}

function amounts(workload: WorkloadChange, container: NamedPart, name: string): Amounts {
  const of = (key: string): BothSides => {
    const { before, after } = partAt(container, "resources", key);
    return { before: before[name], after: after[name], fields: fieldsAt(container, "resources", key, name) };
  };
  return { workload, container, name, requests: of("requests"), limits: of("limits") };
}

function request({ workload, container, name, requests, limits }: Amounts): readonly Finding[] {
  const { before, after, fields } = requests;
  const subject = `${resourceName(name)} request of ${containerName(workload, container)}`;
  if (isSame(before, after)) return [];
  if (before === undefined)
    return [finding(workload, "info", "request-added", `${subject} ${word(after)} is new`, fields)];
  if (after !== undefined) {
    const text = `${subject} ${comparison(before, after)}${overPods(workload, name, before, after)}`;
    return [finding(workload, "info", "request-changed", text, fields)];
  }
  // Kubernetes takes the limit for the request where there is none.
  if (limits.after !== undefined)
    return [
      finding(
        workload,
        "info",
        "request-changed",
        `${subject} ${word(before)} is removed: its limit ${word(limits.after)} counts`,
        fields,
      ),
    ];
  const text = `${subject} (${word(before)}) is removed`;
  return [finding(workload, "warning", "request-removed", text, fields, UNREQUESTED)];
}

const UNREQUESTED = "The pod is placed on any node, however full it is, and is the first to suffer there.";

function limit({ workload, container, name, limits }: Amounts): readonly Finding[] {
  const { before, after, fields } = limits;
  const subject = `${resourceName(name)} limit of ${containerName(workload, container)}`;
  const about = (severity: Severity, rule: string, text: string, consequence?: string): readonly Finding[] => [
    { ...finding(workload, severity, rule, text, fields, consequence), follows: goSettings(container, name) },
  ];
  if (isSame(before, after)) return [];
  if (before === undefined) return about("info", "limit-added", `${subject} ${word(after)} is new`);
  if (after === undefined) {
    const text = `${subject} (${word(before)}) is removed`;
    // Without a limit of CPU a container takes what others leave, which harms nobody: requests are kept.
    if (name === "cpu") return about("info", "limit-removed", text);
    return about("warning", "limit-removed", text, UNLIMITED);
  }
  const text = `${subject} ${comparison(before, after)}`;
  const isCut = name === "memory" && quantity(after) <= quantity(before) * (1 - LARGE_CUT);
  if (!isCut) return about("info", "limit-changed", text);
  const consequence = `Kubernetes kills the container when it uses more than ${word(after)}: compare with what it uses at its peak.`;
  return about("warning", "limit-cut", text, consequence);
}

const UNLIMITED = "A leak takes memory from everything else on the node before anything is killed.";

/** A share of the memory limit that may have been reserve. */
const LARGE_CUT = 0.2;

function limitBelowRequest({ workload, container, name, requests, limits }: Amounts): readonly Finding[] {
  const isBelow = (side: "before" | "after"): boolean => quantity(limits[side]) < quantity(requests[side]);
  if (!isBelow("after") || isBelow("before")) return [];
  const text = `${resourceName(name)} limit of ${containerName(workload, container)} ${word(limits.after)} is below its request ${word(requests.after)}`;
  return [finding(workload, "danger", "limit-below-request", text, [], "Kubernetes refuses the object.")];
}

/** What tells the runtime of Go how much it has is changed with the limit. */
function goSettings(container: NamedPart, name: string): readonly FieldChange[] {
  const variable = { memory: "GOMEMLIMIT", cpu: "GOMAXPROCS" }[name];
  return fieldsAt(container, "env").filter(({ path }) =>
    path.some((step) => typeof step !== "string" && step.key === variable),
  );
}

function isSame(before: unknown, after: unknown): boolean {
  return word(before) === word(after) || quantity(before) === quantity(after);
}

function comparison(before: unknown, after: unknown): string {
  return `${word(before)} → ${word(after)}${inParentheses(percentage(quantity(before), quantity(after)))}`;
}

function overPods({ kind, pods }: WorkloadChange, name: string, before: unknown, after: unknown): string {
  const difference = quantity(after) - quantity(before);
  if (!Number.isFinite(difference)) return "";
  if (kind === "DaemonSet") return `, ${amount(name, difference)} on each node`;
  return pods.after < 2 ? "" : `, ${amount(name, difference * pods.after)} over ${counted(pods.after, "pod")}`;
}

function amount(name: string, difference: number): string {
  const size = Math.abs(difference);
  const text =
    name === "cpu"
      ? formatCpu(Math.round(size * 1_000))
      : name === "memory" || name === "ephemeral-storage"
        ? formatMemory(size)
        : word(size);
  return `${text} ${difference < 0 ? "less" : "more"}`;
}

function resourceName(name: string): string {
  return name === "cpu" ? "CPU" : name;
}
