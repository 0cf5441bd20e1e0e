import type { AlertDefinition } from "../definition";
import { certificateExpiring } from "./certificate-expiring";
import { disruptionsBlocked } from "./disruptions-blocked";
import { down } from "./down";
import { livenessFailing } from "./liveness-failing";
import { notReady } from "./not-ready";
import { probeFailing } from "./probe-failing";
import { probeSlow } from "./probe-slow";
import { replicasMissing } from "./replicas-missing";
import { rolloutStuck } from "./rollout-stuck";

/** Whether anybody is served: pods, rollouts, and calls from outside. */
export const availabilityAlerts: readonly AlertDefinition[] = [
  down,
  replicasMissing,
  notReady,
  livenessFailing,
  probeFailing,
  probeSlow,
  certificateExpiring,
  rolloutStuck,
  disruptionsBlocked,
];
