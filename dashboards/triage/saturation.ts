import { max, recorded, selector } from "../../lib/signals";
import { chosenService } from "../expressions";
import type { TimeSeriesPanel } from "../model";
import { cpuOfLimit, memoryOfLimit } from "../service/saturation";
import type { Step } from "./step";

/** Whether it has too little of what it runs on. */
export function saturation(): Step {
  return {
    question: "Is it short of CPU or memory?",
    lines: [
      [
        {
          ...cpuOfLimit(),
          description:
            "CPU as a share of the container's limit, by pod, with the limits of the alert ServiceCpuNearLimit. All pods near the limit: raise it, or let the autoscaler add pods. One pod alone: look at its log, and delete it. If nothing here rose before the errors did, go on with the next question.",
        },
        throttling(),
        memoryOfLimit(),
      ],
    ],
  };
}

function throttling(): TimeSeriesPanel {
  return {
    kind: "timeSeries",
    title: "CPU throttling",
    description:
      "The share of time slices in which the container was stopped at its CPU limit, by pod. It may be high although the average of CPU is low, and makes requests slow.",
    unit: "percentunit",
    noData: "No CPU limit",
    series: [{ expr: max(selector(recorded.cpuThrottling, chosenService), ["pod"]), legend: "{{pod}}" }],
  };
}
