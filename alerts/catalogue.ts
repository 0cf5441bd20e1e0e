import { availabilityAlerts } from "./availability";
import type { AlertDefinition } from "./definition";
import { httpAlerts } from "./http";
import { kubernetesAlerts } from "./kubernetes";
import { logAlerts } from "./logs";
import { saturationAlerts } from "./saturation";
import { scrapeAlerts } from "./scrape";
import { traceAlerts } from "./traces";

/** Every alert that a service may have, in the order in which an engineer would read them. */
export const catalogue: readonly AlertDefinition[] = [
  ...httpAlerts,
  ...availabilityAlerts,
  ...kubernetesAlerts,
  ...saturationAlerts,
  ...scrapeAlerts,
  ...logAlerts,
  ...traceAlerts,
];
