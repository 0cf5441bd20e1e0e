import type { AlertTest } from "../../signals";
import { proof, restartsCases } from "../alert-cases";
import { intakeAlertTests } from "./intake-alert-tests";
import { queueAlertTests } from "./queue-alert-tests";

/** When the alerts of a collector fire, wherever it stands, and when they do not. */
export function collectorAlertTests(job: string, namespace: string, container: string): AlertTest[] {
  const pod = `${container}-x2lz`;
  return [
    ...queueAlertTests({ job, pod }),
    ...intakeAlertTests({ job, pod }),
    proof("CollectorRestarts", "warning", restartsCases({ namespace, container, pod })),
  ];
}
