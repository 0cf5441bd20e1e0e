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
    const what = plain ? `${shortly(before)} → ${shortly(after)}` : verb(before, after);
    const severity = setting.severity?.(before, after) ?? "info";
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
  readonly severity?: (before: unknown, after: unknown) => Severity;
  readonly consequence?: string;
}

const inPod = ({ pod }: WorkloadChange): Part => pod;
const inSpec = ({ object }: WorkloadChange): Part => partAt(object, "spec");

const SETTINGS: readonly Setting[] = [
  { key: "serviceAccountName", name: "service account", rule: "service-account-changed", holder: inPod },
  { key: "priorityClassName", name: "priority", rule: "priority-changed", holder: inPod },
  { key: "nodeSelector", name: "node selector", rule: "placement-changed", holder: inPod },
  { key: "affinity", name: "affinity", rule: "placement-changed", holder: inPod },
  { key: "tolerations", name: "tolerations", rule: "placement-changed", holder: inPod },
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

function verb(before: unknown, after: unknown): string {
  if (before === undefined) return "is new";
  return after === undefined ? "is removed" : "is changed";
}

function json(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value, null, 2);
}
