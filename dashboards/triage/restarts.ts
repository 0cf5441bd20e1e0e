import { selector, sum } from "../../lib/signals";
import { grown } from "../expressions";
import type { TimeSeriesPanel } from "../model";
import { answeredProbes } from "../service/probes";
import { containerRestarts, lastTerminations } from "../service/replicas";
import { chosenContainer } from "../service/target";
import type { Step } from "./step";

/** Whether pods come and go. */
export function restarts(): Step {
  return {
    question: "Do probes fail, or containers restart?",
    lines: [
      [
        {
          ...containerRestarts(),
          description:
            "Restarts of the container within an hour, by pod, with the limits of the alert ServiceRestarts. Why the last one ended is in the table below: OOMKilled is too little memory, 137 after failed liveness probes a kill by the kubelet, 2 mostly a panic, whose stack is in the log of the previous container.",
        },
        failedProbes(),
        answeredProbes(),
      ],
      [lastTerminations()],
    ],
  };
}

function failedProbes(): TimeSeriesPanel {
  const failed = selector("prober_probe_total", { ...chosenContainer, result: "failed" });
  return {
    kind: "timeSeries",
    title: "Failed probes of the kubelet",
    description:
      "How often a probe failed within five minutes, by pod. Readiness takes the pod out of the Service, so that the others get its requests; liveness kills the container.",
    unit: "short",
    noData: "No probe has failed",
    series: [{ expr: sum(grown(failed, "5m"), ["pod", "probe_type"]), legend: "{{pod}}, {{probe_type}}" }],
  };
}
