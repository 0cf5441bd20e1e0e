import type { RouteConfig } from "./alertmanager-config";
import { WATCHDOG, watchdogRoute } from "./heartbeat";
import { allows, matcherConfig, onlyCritical, SEVERITIES } from "./matchers";
import type { AlertingOptions, Route, Timing } from "./options";

/**
 * The labels that alerts of one group share are its key, and the key is what PagerDuty and Opsgenie know an incident by:
 * without `cluster`, the end of an outage in one cluster would close the incident of another.
 */
export const GROUP_BY = ["cluster", "namespace", "service", "alertname"];
/** An outage raises several critical alerts, and is one incident. */
export const CRITICAL_GROUP_BY = ["cluster", "namespace", "service"];
/** Five seconds of patience: the notification of an outage has to arrive within a minute and a half, all in all. */
export const CRITICAL_TIMING: Timing = { groupWait: "5s", groupInterval: "1m", repeatInterval: "4h" };
export const OTHER_TIMING: Timing = { groupWait: "30s", groupInterval: "5m", repeatInterval: "12h" };

/** The routing tree: the Watchdog, then the exceptions in their order, then what goes by severity. */
export function routingTree(options: AlertingOptions): RouteConfig {
  const critical = {
    ...(options.groupBy === undefined && { group_by: CRITICAL_GROUP_BY }),
    ...timingConfig(options.criticalTiming ?? CRITICAL_TIMING),
  };
  return {
    receiver: options.defaultReceiver,
    group_by: options.groupBy ?? GROUP_BY,
    ...timingConfig(options.timing ?? OTHER_TIMING),
    routes: [
      { matchers: matcherConfig({ alertname: WATCHDOG }), ...watchdogRoute(options.heartbeat) },
      ...(options.routes ?? []).map((route) => exceptionRoute(route, critical)),
      ...SEVERITIES.filter((severity) => severity === "critical" || receiverOf(severity, options) !== undefined).map(
        (severity) => ({
          matchers: matcherConfig({ severity }),
          receiver: receiverOf(severity, options) ?? options.defaultReceiver,
          ...(severity === "critical" ? critical : {}),
        }),
      ),
    ],
  };
}

/** Where the default receiver wakes people and the one of warnings does not, what is less urgent must not wake them. */
function receiverOf(severity: (typeof SEVERITIES)[number], options: AlertingOptions): string | undefined {
  return options[severity] ?? (severity === "info" ? options.warning : undefined);
}

/**
 * A route that takes critical alerts among others has a child for them, so that they are as fast here as everywhere, and
 * an outage is one incident. Time intervals are not inherited, but such a route has none.
 */
function exceptionRoute(route: Route, critical: RouteConfig): RouteConfig {
  const own: RouteConfig = { ...(route.groupBy && { group_by: route.groupBy }), ...timingConfig(route) };
  const asCritical = Object.fromEntries(Object.entries(critical).filter(([key]) => !(key in own)));
  const mixed = allows(route.match, "severity", "critical") && !onlyCritical(route.match);
  return {
    matchers: matcherConfig(route.match),
    receiver: route.receiver,
    ...(route.continue === true && { continue: true }),
    ...(onlyCritical(route.match) && asCritical),
    ...own,
    ...(route.muteTimeIntervals && { mute_time_intervals: route.muteTimeIntervals }),
    ...(route.activeTimeIntervals && { active_time_intervals: route.activeTimeIntervals }),
    ...(mixed &&
      Object.keys(asCritical).length > 0 && {
        routes: [{ matchers: matcherConfig({ severity: "critical" }), ...asCritical }],
      }),
  };
}

function timingConfig({ groupWait, groupInterval, repeatInterval }: Partial<Timing>) {
  return {
    ...(groupWait !== undefined && { group_wait: groupWait }),
    ...(groupInterval !== undefined && { group_interval: groupInterval }),
    ...(repeatInterval !== undefined && { repeat_interval: repeatInterval }),
  };
}
