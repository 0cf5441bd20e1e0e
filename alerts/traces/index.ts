import type { AlertDefinition } from "../definition";
import { dependencyErrors } from "./dependency-errors";
import { dependencySlow } from "./dependency-slow";
import { spanErrors } from "./span-errors";

/** What traces tell: of what it handles without HTTP, and of those that it calls. */
export const traceAlerts: readonly AlertDefinition[] = [spanErrors, dependencyErrors, dependencySlow];
