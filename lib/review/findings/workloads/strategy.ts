import { asRecord } from "../../../core";
import type { Finding } from "../../model";
import { shortly } from "../../shortly";
import { counted } from "../../wording";
import { fieldsAt, partAt } from "./part";
import { rolloutOf } from "./rollout";
import { finding, type WorkloadChange } from "./workload";

/** How each rollout from now on goes. */
export function strategy(workload: WorkloadChange): readonly Finding[] {
  const key = KEYS[workload.kind];
  if (workload.isNew || key === undefined) return [];
  const spec = partAt(workload.object, "spec");
  const fields = fieldsAt(spec, key);
  if (fields.length === 0) return [];
  const [before, after] = [
    rolloutOf(workload.kind, spec.before, workload.pods.before),
    rolloutOf(workload.kind, spec.after, workload.pods.after),
  ];
  const { name } = workload;
  const kind = fieldsAt(spec, key, "type");
  const follows = fieldsAt(spec, key, "rollingUpdate");
  if (after.way === "recreate")
    return before.way === "recreate"
      ? []
      : [
          {
            ...finding(
              workload,
              "warning",
              "recreate",
              `rollouts of ${name} stop all pods before new ones start`,
              kind,
              DOWN,
            ),
            follows,
          },
        ];
  if (after.way === "on-delete")
    return before.way === "on-delete"
      ? []
      : [
          {
            ...finding(
              workload,
              "info",
              "on-delete",
              `pods of ${name} are only replaced when somebody deletes them`,
              kind,
            ),
            follows,
          },
        ];
  if (before.way !== "rolling")
    return [finding(workload, "info", "rolling", `rollouts of ${name} replace pods one after another`, kind)];
  return [
    ...unavailable(workload, before.unavailable, after.unavailable),
    ...SETTINGS.flatMap((setting) => {
      const own = partAt(spec, key, "rollingUpdate");
      const [old, now] = [own.before[setting], own.after[setting]];
      if (old === now) return [];
      const text = `${setting} of ${name} ${shortly(old)} → ${shortly(now)}`;
      return [finding(workload, "info", "rollout-changed", text, fieldsAt(own, setting))];
    }),
  ];
}

const KEYS: Readonly<Record<string, string>> = {
  Deployment: "strategy",
  StatefulSet: "updateStrategy",
  DaemonSet: "updateStrategy",
};

const SETTINGS = ["maxSurge", "partition"];
const DOWN = "Nobody answers between the last old pod and the first new one, at each rollout.";

function unavailable(workload: WorkloadChange, before: number, after: number): readonly Finding[] {
  const own = partAt(workload.object, "spec", KEYS[workload.kind] ?? "", "rollingUpdate");
  const fields = fieldsAt(own, "maxUnavailable");
  const [old, now] = [own.before, own.after].map((side) => asRecord(side)["maxUnavailable"]);
  if (old === now) return [];
  const text = `maxUnavailable of ${workload.name} ${shortly(old)} → ${shortly(now)}`;
  if (workload.kind === "DaemonSet" || after <= before)
    return [finding(workload, "info", "rollout-changed", text, fields)];
  const missing = `${text}: ${after} of ${counted(workload.pods.after, "pod")} may be missing at each rollout`;
  return [finding(workload, "warning", "rollout-loosened", missing, fields)];
}
