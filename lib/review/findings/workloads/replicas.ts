import type { Finding } from "../../model";
import { numberOr, word } from "../../values";
import { counted, inParentheses, percentage } from "../../wording";
import { fieldsAt, partAt } from "./part";
import { finding, type WorkloadChange } from "./workload";

/** How many pods a workload itself asks for. */
export function replicas(workload: WorkloadChange): readonly Finding[] {
  if (workload.isNew) return [];
  const explains = fieldsAt(workload.object, "spec", "replicas");
  if (explains.length === 0) return [];
  const spec = partAt(workload.object, "spec");
  const [before, after] = [spec.before["replicas"], spec.after["replicas"]];
  const subject = `replicas of ${workload.name}`;
  if (workload.autoscaled.after) {
    if (after === undefined)
      return [
        finding(
          workload,
          "info",
          "replicas-left-to-autoscaler",
          `${subject} are left to its autoscaler`,
          explains,
          APPLIED,
        ),
      ];
    const text = `${subject} ${before === undefined ? `are set to ${word(after)}` : `${word(before)} → ${word(after)}`} beside its autoscaler`;
    return [finding(workload, "warning", "replicas-beside-autoscaler", text, explains, BESIDE)];
  }
  const [old, now] = [numberOr(before, 1), numberOr(after, 1)];
  if (old === now) return [];
  const text = `${subject} ${old} → ${now}`;
  if (now === 0) {
    const consequence = "Nothing of it runs any more.";
    return [finding(workload, "danger", "scaled-to-zero", `${text}: nobody answers`, explains, consequence)];
  }
  if (now < 2 && old >= 2) return [finding(workload, "warning", "single-pod", `${text}: ${ALONE}`, explains)];
  return [finding(workload, "info", "replicas-changed", `${text}${inParentheses(percentage(old, now))}`, explains)];
}

/** What follows where a workload with an autoscaler sets its replicas itself. */
export const BESIDE = "Each deployment sets this number, and the autoscaler sets it back: leave replicas out.";

/** What is told of a workload that is left with one pod. */
export const ALONE = "no pod is left when its node goes";

/** @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling */
const APPLIED =
  "kubectl apply takes a removed number for 1 once, until the autoscaler corrects it: remove it from the last applied configuration before.";

/** How many pods an autoscaler allows: `3 to 12 pods`. */
export function range(least: number, most: unknown): string {
  return typeof most === "number" && most !== least ? `${least} to ${most} pods` : counted(least, "pod");
}
