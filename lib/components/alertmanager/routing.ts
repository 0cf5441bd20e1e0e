import type { RouteConfig } from "./alertmanager-config";
import { WATCHDOG, watchdogRoute } from "./heartbeat";
import { allows, matcherConfig, onlyCritical, SEVERITIES } from "./matchers";
import type { AlertingOptions, Route, Timing } from "./options";

export const DEFAULT_GROUP_BY = ["namespace", "service", "alertname"];
/** Five seconds of patience: the notification of an outage has to arrive within a minute and a half, all in all. */
export const CRITICAL_TIMING: Timing = { groupWait: "5s", groupInterval: "1m", repeatInterval: "4h" };
export const OTHER_TIMING: Timing = { groupWait: "30s", groupInterval: "5m", repeatInterval: "12h" };

/** The routing tree: the Watchdog, then the exceptions in their order, then what goes by severity. */
export function routingTree(options: AlertingOptions): RouteConfig {
  const critical = options.criticalTiming ?? CRITICAL_TIMING;
  return {
    receiver: options.defaultReceiver,
    group_by: options.groupBy ?? DEFAULT_GROUP_BY,
    ...timingConfig(options.timing ?? OTHER_TIMING),
    routes: [
      { matchers: matcherConfig({ alertname: WATCHDOG }), ...watchdogRoute(options.heartbeat) },
      ...(options.routes ?? []).map((route) => exceptionRoute(route, critical)),
      ...SEVERITIES.filter((severity) => severity === "critical" || options[severity] !== undefined).map(
        (severity) => ({
          matchers: matcherConfig({ severity }),
          receiver: options[severity] ?? options.defaultReceiver,
          ...(severity === "critical" ? timingConfig(critical) : {}),
        }),
      ),
    ],
  };
}

/**
 * A route that takes critical alerts among others has a child for them, so that they are as fast here as everywhere.
 * Time intervals are not inherited, but such a route has none.
 */
function exceptionRoute(route: Route, critical: Timing): RouteConfig {
  const own = timingConfig(route);
  const fast = Object.fromEntries(Object.entries(timingConfig(critical)).filter(([key]) => !(key in own)));
  const mixed = allows(route.match, "severity", "critical") && !onlyCritical(route.match);
  return {
    matchers: matcherConfig(route.match),
    receiver: route.receiver,
    ...(route.continue === true && { continue: true }),
    ...(route.groupBy && { group_by: route.groupBy }),
    ...(onlyCritical(route.match) && fast),
    ...own,
    ...(route.muteTimeIntervals && { mute_time_intervals: route.muteTimeIntervals }),
    ...(route.activeTimeIntervals && { active_time_intervals: route.activeTimeIntervals }),
    ...(mixed &&
      Object.keys(fast).length > 0 && { routes: [{ matchers: matcherConfig({ severity: "critical" }), ...fast }] }),
  };
}

function timingConfig({ groupWait, groupInterval, repeatInterval }: Partial<Timing>) {
  return {
    ...(groupWait !== undefined && { group_wait: groupWait }),
    ...(groupInterval !== undefined && { group_interval: groupInterval }),
    ...(repeatInterval !== undefined && { repeat_interval: repeatInterval }),
  };
}
