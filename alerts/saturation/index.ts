import type { AlertDefinition } from "../definition";
import { cpuNearLimit } from "./cpu-near-limit";
import { cpuThrottled } from "./cpu-throttled";
import { memoryNearLimit } from "./memory-near-limit";
import { volumeFilling } from "./volume-filling";

/** What comes near to its limits. */
export const saturationAlerts: readonly AlertDefinition[] = [
  cpuNearLimit,
  cpuThrottled,
  memoryNearLimit,
  volumeFilling,
];
