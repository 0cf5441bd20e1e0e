import { asRecord, type JsonRecord } from "../../../core";
import type { Finding } from "../../model";
import { numberOr, word } from "../../values";
import { fieldsAt } from "./part";
import { containerName, finding, type WorkloadChange } from "./workload";

/** How long pods may finish what they do before they are killed. */
export function shutdown(workload: WorkloadChange): readonly Finding[] {
  return workload.isNew ? [] : [...grace(workload), ...preStop(workload), ...overslept(workload)];
}

function grace(workload: WorkloadChange): readonly Finding[] {
  const [before, after] = [graceOf(workload.pod.before), graceOf(workload.pod.after)];
  if (before === after) return [];
  const text = `${workload.name} is killed ${after} s after it was told to stop, was ${before} s`;
  const fields = fieldsAt(workload.pod, "terminationGracePeriodSeconds");
  return after < before
    ? [finding(workload, "warning", "grace-shortened", text, fields, "Requests that take longer are cut off.")]
    : [finding(workload, "info", "grace-extended", text, fields)];
}

function graceOf(pod: JsonRecord): number {
  return numberOr(pod["terminationGracePeriodSeconds"], 30);
}

function preStop(workload: WorkloadChange): readonly Finding[] {
  return workload.containers
    .filter(({ inBefore, inAfter }) => inBefore && inAfter)
    .flatMap((container) => {
      const fields = fieldsAt(container, "lifecycle", "preStop");
      const [before, after] = [hookOf(container.before), hookOf(container.after)];
      if (fields.length === 0 || before.text === after.text) return [];
      const name = containerName(workload, container);
      const isShorter = after.seconds < before.seconds;
      const was = before.seconds > 0 && after.seconds > 0 ? `was ${before.seconds} s` : `${before.text} before`;
      const text = `${name} ${after.text} before it stops, ${was}`;
      if (before.text === NOTHING)
        return [finding(workload, "info", "pre-stop-added", `${name} now ${after.text} before it stops`, fields)];
      if (after.text === NOTHING) {
        const removed = `${name} no longer ${before.text} before it stops`;
        return [finding(workload, "warning", "pre-stop-removed", removed, fields, REFUSED)];
      }
      return isShorter
        ? [finding(workload, "warning", "pre-stop-shortened", text, fields, REFUSED)]
        : [finding(workload, "info", "pre-stop-changed", text, fields)];
    });
}

const REFUSED = "Requests that are still sent to it while the routing changes are refused.";
const NOTHING = "does nothing";

function hookOf(container: JsonRecord): { readonly text: string; readonly seconds: number } {
  const { sleep, exec, httpGet } = asRecord(asRecord(container["lifecycle"])["preStop"]);
  const command: unknown = asRecord(exec)["command"];
  const words = Array.isArray(command) ? command.join(" ") : "";
  const seconds = numberOr(asRecord(sleep)["seconds"], Number(/\bsleep (\d+)/.exec(words)?.[1] ?? 0));
  if (seconds > 0) return { text: `waits ${seconds} s`, seconds };
  if (words !== "") return { text: `runs ${words.slice(0, 60)}`, seconds: 0 };
  return httpGet === undefined
    ? { text: NOTHING, seconds: 0 }
    : { text: `calls ${word(asRecord(httpGet)["path"])}`, seconds: 0 };
}

/** The hook counts towards the time that is left. */
function overslept(workload: WorkloadChange): readonly Finding[] {
  const left = (side: "before" | "after"): number =>
    graceOf(workload.pod[side]) - Math.max(0, ...workload.containers.map((one) => hookOf(one[side]).seconds));
  if (left("after") > 0 || left("before") <= 0) return [];
  const text = `${workload.name} has no time left to stop: it waits as long as it is given`;
  return [finding(workload, "warning", "no-time-to-stop", text, [], "It is killed in the middle of its requests.")];
}
