import type { AlertDefinition } from "../definition";
import { errors4xx } from "./errors-4xx";
import { errors5xx } from "./errors-5xx";
import { latencyP95, latencyP99 } from "./latency";
import { noTraffic } from "./no-traffic";
import { outage } from "./outage";
import { trafficDrop } from "./traffic-drop";
import { trafficSpike } from "./traffic-spike";

/** What its clients notice: failures, slowness, traffic. */
export const httpAlerts: readonly AlertDefinition[] = [
  outage,
  errors5xx,
  errors4xx,
  latencyP99,
  latencyP95,
  trafficDrop,
  trafficSpike,
  noTraffic,
];
