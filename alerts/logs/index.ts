import type { AlertDefinition } from "../definition";
import { errorLogs } from "./error-logs";
import { logsMissing } from "./logs-missing";
import { panics } from "./panics";

/** What its log lines tell, and whether they arrive. */
export const logAlerts: readonly AlertDefinition[] = [logsMissing, errorLogs, panics];
