import { cpuOfLimit, memoryOfLimit, throttling } from "../service/saturation";
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
