import type { TextPanel } from "../model";
import type { Parts } from "../parts";
import type { Step } from "./step";

/** What to do, with the commands; the order is that of the runbook of ServiceErrors5xx. */
export function nextSteps({ runbooks }: Parts): Step {
  return { question: "What to do next?", lines: [[act(), look(runbooks)]] };
}

function act(): TextPanel {
  return {
    kind: "text",
    title: "Make it work again",
    description:
      "Take the first of these that fits what you have found, with POD and N of your own. Then look at the share of failed requests above: it falls within minutes, or that was not it.",
    text: lines(
      "**It began with a rollout:** take it back.",
      ...commands(
        "kubectl -n $namespace rollout history $kind/$workload",
        "kubectl -n $namespace rollout undo $kind/$workload",
      ),
      "Then revert it where it is declared, or the next deployment brings it back.",
      "",
      "**CPU, memory or traffic:** more pods, until the limits are right.",
      ...commands("kubectl -n $namespace scale $kind/$workload --replicas=N"),
      "With an autoscaler, raise its maximum instead: it takes a number of",
      "replicas that is set by hand back.",
      "",
      "**One pod alone:** keep its log, then delete it.",
      ...commands("kubectl -n $namespace logs POD -c $container > pod.log", "kubectl -n $namespace delete pod POD"),
      "**A dependency:** mend it there, or switch off what needs it.",
      "",
      "**One input that panics:** refuse it, or switch the route off.",
    ),
  };
}

function look(runbooks: string | undefined): TextPanel {
  return {
    kind: "text",
    title: "Look closer",
    description: "Commands for what the panels do not show, and the pages that go on from here.",
    text: lines(
      "**Pods, events and the previous container:**",
      ...commands(
        "kubectl -n $namespace get pods -o wide | grep $workload",
        "kubectl -n $namespace events --types=Warning | tail -20",
        "kubectl -n $namespace logs POD -c $container --previous",
      ),
      "**The request itself,** with METHOD and ROUTE of one that fails:",
      ...commands(
        "kubectl -n $namespace port-forward $kind/$workload 8080:http &",
        "curl -i -X METHOD localhost:8080ROUTE -H 'X-Request-ID: triage-1'",
      ),
      "**The runbook,** with the names of the service in every command:",
      ...commands("npx cdk8s-observability runbook ServiceErrors5xx $namespace/$service"),
      ...pages(runbooks),
    ),
  };
}

/** Pages of the runbooks in the order of the questions above. */
const PAGES = [
  ["Failed requests", "service-errors-5xx"],
  ["A rollout that is stuck", "service-rollout-stuck"],
  ["CPU", "service-cpu-near-limit"],
  ["Memory", "service-memory-near-limit"],
  ["Restarts", "service-restarts"],
  ["A failing dependency", "service-dependency-errors"],
  ["A slow one", "service-dependency-slow"],
  ["Panics", "service-panics"],
] as const;

function pages(runbooks: string | undefined): string[] {
  if (runbooks === undefined) return [];
  return PAGES.map(([title, page], i) => `${i + 1}. [${title}](${runbooks}/${page})`);
}

function commands(...lines: readonly string[]): string[] {
  return ["```sh", ...lines, "```", ""];
}

function lines(...all: readonly string[]): string {
  return all.join("\n").trimEnd();
}
