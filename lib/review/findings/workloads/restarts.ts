import { asRecord } from "../../../core";
import type { FieldChange } from "../../diff";
import type { Finding } from "../../model";
import { counted } from "../../wording";
import { isServerDefault } from "./server-defaults";
import { fieldsAt, partAt } from "./part";
import { rolloutOf } from "./rollout";
import { missingMeanwhile } from "./missing-meanwhile";
import { finding, type WorkloadChange } from "./workload";

/** Whether pods are replaced by a change of their template, in which way, and what is missing meanwhile. */
export function restarts(workload: WorkloadChange): readonly Finding[] {
  const { kind, template, isNew, pods } = workload;
  const changed = template.differences.map(({ field }) => field).filter((field) => !isServerDefault(field));
  const key = { Deployment: 1, StatefulSet: 1, DaemonSet: 1 }[kind];
  if (isNew || key === undefined || changed.length === 0 || pods.after === 0 || pods.before === 0) return [];
  const checksums = fieldsAt(partAt(template, "metadata"), "annotations").filter(isChecksum);
  const why = changed.every(isChecksum) ? " because of its configuration" : "";
  return [{ ...howReplaced(workload, why), follows: checksums }];
}

/** What stands in a template for nothing but to replace the pods. */
function isChecksum({ path }: FieldChange): boolean {
  const [holder, annotation] = path.slice(-2);
  return (
    holder === "annotations" && typeof annotation === "string" && /checksum|hash|sha256|restartedAt/i.test(annotation)
  );
}

function howReplaced(workload: WorkloadChange, why: string): Finding {
  const { kind, name, pods, object } = workload;
  const spec = asRecord(object.after["spec"]);
  const rollout = rolloutOf(kind, spec, pods.after);
  const all = `pods of ${name}`;
  const missing = missingMeanwhile(workload);
  if (rollout.way === "on-delete")
    return finding(workload, "info", "restart-on-delete", `${all} stay as they are until somebody deletes them${why}`);
  if (rollout.way === "recreate") {
    const text = `${all} all stop before new ones start${why} (${counted(pods.after, "pod")})`;
    return finding(workload, "warning", "restart-with-downtime", text, [], missing ?? DOWN);
  }
  if (kind === "DaemonSet") {
    const share = asRecord(asRecord(asRecord(spec["updateStrategy"])["rollingUpdate"]))["maxUnavailable"];
    const atOnce = typeof share === "string" ? `${share.replace("%", " %")} of the nodes at a time` : "node by node";
    return finding(workload, "info", "restart", `${all} are replaced ${atOnce}${why}`, [], missing);
  }
  if (pods.after === 1 && rollout.unavailable >= 1) {
    const text = `the only pod of ${name} is replaced${why}: none runs meanwhile`;
    return finding(workload, "warning", "restart-with-downtime", text, [], missing ?? DOWN);
  }
  if (rollout.unavailable >= pods.after) {
    const text = `${all} may all be missing while they are replaced${why} (${counted(pods.after, "pod")})`;
    return finding(workload, "warning", "restart-with-downtime", text, [], missing ?? DOWN);
  }
  if (pods.after === 1) {
    return finding(workload, "info", "restart", `the only pod of ${name} is replaced${why}: the new one starts first`);
  }
  const unavailable = rollout.unavailable === 0 ? "none unavailable" : `${rollout.unavailable} unavailable at a time`;
  const text = `${all} are replaced one after another${why} (${counted(pods.after, "pod")}, ${unavailable})`;
  return finding(workload, "info", "restart", text);
}

const DOWN = "Nobody answers until the new pod is ready.";
