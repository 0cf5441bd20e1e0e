import { Problems } from "../../core";
import { configWithoutMemory } from "./alert-routing";
import type { CheckedPart } from "./checked-part";
import { checkedInhibitions } from "./checked-inhibitions";
import { checkedRoutes } from "./checked-routes";
import { WATCHDOG } from "./heartbeat";
import type { AlertingOptions } from "./options";
import { classifier, type StackAlert } from "./stack-alert";

/** Notes where alerts would be lost, and what the routing speaks of that no alert has. */
export interface DeliveryChecker {
  /** Takes one alert into account. Cheap: what is the same to the routing is looked at once. */
  readonly add: (alert: StackAlert) => void;
  /** Notes what is wrong with the routing, when all alerts have been added. */
  readonly report: (problems: Problems) => void;
}

/**
 * Checks the routing against the alerts that there are: every alert reaches somebody, critical ones at any time, and
 * routes, groups and inhibitions speak of labels that alerts have. Undefined for options that are wrong by themselves,
 * which is told elsewhere.
 */
export function deliveryChecker(alerting: AlertingOptions): DeliveryChecker | undefined {
  const config = configWithoutMemory(alerting, new Problems());
  if (!config) return undefined;
  const parts: readonly CheckedPart[] = [checkedRoutes(alerting, config), checkedInhibitions(alerting, config)];
  const matchers = parts.flatMap((part) => part.matchers);
  const presence = [...new Set(parts.flatMap((part) => part.presence))];
  const { classOf, valuesOf } = classifier(matchers, presence);
  const sizes = new Map<string, number>();
  const names = new Set(["alertname", "severity", "cluster"]);
  const watchdogs: StackAlert[] = [];

  return {
    add: (alert) => {
      if (alert.alert === WATCHDOG) watchdogs.push(alert);
      for (const name in alert.labels) names.add(name);
      for (const name of alert.otherLabels) names.add(name);
      for (const part of parts) part.each?.(alert);
      const key = classOf(alert);
      const size = sizes.get(key) ?? 0;
      sizes.set(key, size + 1);
      if (size > 0) return;
      for (const part of parts) part.firstOfClass(alert, () => (sizes.get(key) ?? 1) - 1);
    },
    report: (problems) => {
      const stack = {
        names: [...names].toSorted(),
        valuesOf: (label: string) =>
          valuesOf(label)
            .filter((value) => value !== "")
            .toSorted(),
      };
      for (const part of parts) part.report(problems, stack);
      for (const { monitor } of watchdogs.slice(1)) {
        problems.report(
          `monitor ${JSON.stringify(monitor)}, alert "${WATCHDOG}": expected another name, as alerts of this one are the heartbeat and reach nobody`,
        );
      }
    },
  };
}

/** The same for alerts in a list. */
export function checkDelivery(alerting: AlertingOptions, alerts: Iterable<StackAlert>, problems: Problems): void {
  const checker = deliveryChecker(alerting);
  if (!checker) return;
  for (const alert of alerts) checker.add(alert);
  checker.report(problems);
}
