import type { AlertDefinition } from "../definition";
import { metricsMissing } from "./metrics-missing";
import { targetDown } from "./target-down";

/** Whether its metrics arrive, without which other alerts are blind. */
export const scrapeAlerts: readonly AlertDefinition[] = [targetDown, metricsMissing];
