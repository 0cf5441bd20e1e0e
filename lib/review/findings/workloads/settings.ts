import { asRecord, asRecords, type JsonRecord } from "../../../core";
import type { Finding, Severity } from "../../model";
import { shortly } from "../../shortly";
import { fieldsAt, partAt, type Part } from "./part";
import { finding, type WorkloadChange } from "./workload";

/** Settings of pods that are told as they are: one row each. */
export function settings(workload: WorkloadChange): readonly Finding[] {
  if (workload.isNew) return [];
  return SETTINGS.flatMap((setting) => {
    const holder = setting.holder(workload);
    const [before, after] = [holder.before[setting.key], holder.after[setting.key]];
    const fields = fieldsAt(holder, setting.key);
    if (fields.length === 0) return [];
    const plain = [before, after].every((value) => value === undefined || typeof value !== "object");
    const what = plain
      ? `${shortly(before)} → ${shortly(after)}`
      : verb(before, after, setting.key === "tolerations" ? "are" : "is");
    const severity = setting.severity?.(before, after, workload) ?? "info";
    const consequence = severity === "info" ? undefined : setting.consequence;
    const told = finding(
      workload,
      severity,
      setting.rule,
      `${setting.name} of ${workload.name} ${what}`,
      fields,
      consequence,
    );
    return plain ? [told] : [{ ...told, detail: { before: json(before), after: json(after) } }];
  });
}

interface Setting {
  readonly key: string;
  readonly name: string;
  readonly rule: string;
  readonly holder: (workload: WorkloadChange) => Part;
  /** @default "info" */
  readonly severity?: (before: unknown, after: unknown, workload: WorkloadChange) => Severity;
  readonly consequence?: string;
}

const inPod = ({ pod }: WorkloadChange): Part => pod;
const inSpec = ({ object }: WorkloadChange): Part => partAt(object, "spec");

const SETTINGS: readonly Setting[] = [
  { key: "serviceAccountName", name: "service account", rule: "service-account-changed", holder: inPod },
  { key: "priorityClassName", name: "priority", rule: "priority-changed", holder: inPod },
  {
    key: "nodeSelector",
    name: "node selector",
    rule: "placement-changed",
    holder: inPod,
    severity: (before, after, { kind }) => (kind === "DaemonSet" && selectsLess(before, after) ? "warning" : "info"),
    consequence: "Nodes without the label have none of its pods any more, and are seen by nobody.",
  },
  { key: "affinity", name: "affinity", rule: "placement-changed", holder: inPod },
  {
    key: "tolerations",
    name: "tolerations",
    rule: "placement-changed",
    holder: inPod,
    severity: (before, after, { kind }) => (kind === "DaemonSet" && toleratesLess(before, after) ? "warning" : "info"),
    consequence: "Nodes whose taints it tolerated may have none of its pods any more, and are seen by nobody.",
  },
  { key: "topologySpreadConstraints", name: "topology spread", rule: "placement-changed", holder: inPod },
  { key: "runtimeClassName", name: "runtime class", rule: "placement-changed", holder: inPod },
  {
    key: "schedule",
    name: "schedule",
    rule: "schedule-changed",
    holder: inSpec,
  },
  {
    key: "suspend",
    name: "suspension",
    rule: "suspended",
    holder: inSpec,
    severity: (_, after) => (after === true ? "warning" : "info"),
    consequence: "It does not run any more until that is taken back.",
  },
  { key: "concurrencyPolicy", name: "concurrency policy", rule: "schedule-changed", holder: inSpec },
  { key: "timeZone", name: "time zone", rule: "schedule-changed", holder: inSpec },
];

/** Whether a taint that was tolerated may not be any more. Without a key or an effect, all of them are meant. */
function toleratesLess(before: unknown, after: unknown): boolean {
  const now = asRecords(after);
  return asRecords(before).some((old) => !now.some((one) => covers(one, old)));
}

function covers(one: JsonRecord, other: JsonRecord): boolean {
  const isSameTaint = [undefined, "", other["key"]].includes(one["key"]);
  const isSameEffect = [undefined, "", other["effect"]].includes(one["effect"]);
  if (!isSameTaint || !isSameEffect) return false;
  return (
    one["operator"] === "Exists" || (other["operator"] !== "Exists" && (one["value"] ?? "") === (other["value"] ?? ""))
  );
}

/** Whether nodes are left out that were not. That they run Linux is said of most. */
function selectsLess(before: unknown, after: unknown): boolean {
  return Object.entries(asRecord(after)).some(
    ([key, value]) => asRecord(before)[key] !== value && !(key === "kubernetes.io/os" && value === "linux"),
  );
}

function verb(before: unknown, after: unknown, be: "are" | "is"): string {
  if (before === undefined) return `${be} new`;
  return `${be} ${after === undefined ? "removed" : "changed"}`;
}

function json(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value, null, 2);
}
