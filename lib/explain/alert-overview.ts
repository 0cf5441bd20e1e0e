import type { Severity } from "../signals";
import { tuningOf, type Tuning } from "./tuning";
import type { World } from "./world";

/** An alert of one of several services, as it is declared: what differs between them. */
export interface AlertOverview {
  readonly environment: string;
  readonly alert: string;
  readonly severity: Severity;
  /** Whose it is: `shop/checkout`. */
  readonly service: string;
  /** `"0s"` where it fires at the first evaluation. */
  readonly for: string;
  /** The properties that tune it. @default - nothing does */
  readonly tuning?: Tuning;
  /** Who is told; empty where nobody is. */
  readonly receivers: readonly string[];
}

/** The alerts of a name, of all that have it. */
export function alertOverview(world: World, alert: string): AlertOverview[] {
  const having = world.alerts().filter(({ rule }) => rule.alert === alert);
  return having.map(({ stack, monitor, rule, labels }) => {
    const tuning = tuningOf(monitor, rule);
    return {
      environment: world.environment,
      alert,
      severity: rule.severity,
      service: monitor.monitorName,
      for: rule.for ?? "0s",
      ...(tuning && { tuning }),
      receivers: stack.routing.routing.receivers(labels),
    };
  });
}
