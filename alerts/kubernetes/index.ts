import type { AlertDefinition } from "../definition";
import { autoscalerAtMaximum } from "./autoscaler-at-maximum";
import { autoscalerUnable } from "./autoscaler-unable";
import { containerWaiting } from "./container-waiting";
import { crashLoop } from "./crash-loop";
import { oomKilled } from "./oom-killed";
import { restarts } from "./restarts";

/** What Kubernetes tells of its containers and of its autoscaler. */
export const kubernetesAlerts: readonly AlertDefinition[] = [
  crashLoop,
  containerWaiting,
  restarts,
  oomKilled,
  autoscalerAtMaximum,
  autoscalerUnable,
];
