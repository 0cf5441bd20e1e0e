import { formatDuration, parseDuration, Problems, type Duration } from "../../core";
import { checkSecretKey } from "../secret-key";
import { checkEvery, HEARTBEAT, NOBODY, watchdogReceiver } from "./heartbeat";
import { allows, checkLabelName, checkMatchers, onlyCritical, SEVERITIES, takesAllOf } from "./matchers";
import { checkUrl, type Integration } from "./receivers/integration";
import { CRITICAL_TIMING, OTHER_TIMING } from "./routing";
import { checkTimeInterval } from "./time-interval";
import type { AlertingOptions, Inhibition, Route, Timing } from "./options";

type Receivers = ReadonlyMap<string, readonly Integration[]>;

/** Notes what Alertmanager would refuse, and what it would take but nobody can want: alerts that reach nobody. */
export function checkAlerting(
  options: AlertingOptions,
  receivers: Receivers,
  retention: Duration,
  problems: Problems,
): void {
  if (options.runbooks !== false) checkUrl(options.runbooks, "alerting.runbooks", problems);
  checkReceivers(receivers, problems);
  checkReceiverName(options.defaultReceiver, "alerting.defaultReceiver", receivers, problems);
  for (const severity of SEVERITIES) {
    const name = options[severity];
    if (name !== undefined) checkReceiverName(name, `alerting.${severity}`, receivers, problems);
  }

  checkGroupBy(options.groupBy, "alerting.groupBy", problems);
  const keep = problems.parse("retention", retention, parseDuration);
  const critical = options.criticalTiming ?? CRITICAL_TIMING;
  const other = options.timing ?? OTHER_TIMING;
  checkTiming(critical, critical, "alerting.criticalTiming", keep, problems);
  checkTiming(other, other, "alerting.timing", keep, problems);
  options.routes?.forEach((route, i) => {
    const property = `alerting.routes[${i}]`;
    checkRoute(route, property, options, receivers, problems);
    const isCritical = onlyCritical(route.match);
    checkTiming(route, isCritical ? critical : other, property, keep, problems);
    // Its critical alerts have the timing of critical ones, but for what the route says itself.
    if (!isCritical && allows(route.match, "severity", "critical")) {
      checkTiming(route, critical, property, keep, problems);
    }
    checkShadow(i, options.routes ?? [], problems);
  });

  for (const [name, intervals] of Object.entries(options.timeIntervals ?? {})) {
    const property = `alerting.timeIntervals.${name}`;
    problems.check(intervals.length > 0, property, intervals, "at least one time interval");
    for (const interval of intervals) checkTimeInterval(interval, property, problems);
  }
  options.inhibitions?.forEach((inhibition, i) => checkInhibition(inhibition, `alerting.inhibitions[${i}]`, problems));
  if (options.heartbeat) {
    const [, integrations] = watchdogReceiver(options.heartbeat);
    checkIntegrations(integrations, "alerting.heartbeat", problems);
    checkEvery(options.heartbeat, "alerting.heartbeat.every", keep, problems);
  }
}

function checkReceivers(receivers: Receivers, problems: Problems): void {
  problems.check(receivers.size > 0, "alerting.receivers", {}, "at least one receiver", "nobody would be told");
  for (const [name, integrations] of receivers) {
    const property = `alerting.receivers.${name}`;
    const reserved = name === NOBODY || name === HEARTBEAT || name === "";
    problems.check(!reserved, property, name, `a name other than "", "${NOBODY}" and "${HEARTBEAT}"`);
    const expected = "at least one integration, such as pagerduty(…) or slack(…)";
    problems.check(integrations.length > 0, property, integrations, expected, "its alerts would reach nobody");
    checkIntegrations(integrations, property, problems);
  }
}

function checkIntegrations(integrations: readonly Integration[], property: string, problems: Problems): void {
  integrations.forEach(({ check, secrets }, i) => {
    const place = integrations.length === 1 ? property : `${property}[${i}]`;
    check(place, problems);
    for (const [option, key] of Object.entries(secrets)) checkSecretKey(key, `${place}.${option}`, problems);
  });
}

function checkReceiverName(name: string, property: string, receivers: Receivers, problems: Problems): void {
  const known = [...receivers.keys()].map((receiver) => JSON.stringify(receiver)).join(", ");
  problems.check(receivers.has(name), property, name, `one of alerting.receivers: ${known}`);
}

function checkRoute(
  route: Route,
  property: string,
  options: AlertingOptions,
  receivers: Receivers,
  problems: Problems,
): void {
  checkMatchers(route.match, `${property}.match`, problems);
  checkReceiverName(route.receiver, `${property}.receiver`, receivers, problems);
  checkGroupBy(route.groupBy, `${property}.groupBy`, problems);
  for (const field of ["muteTimeIntervals", "activeTimeIntervals"] as const) {
    const names = route[field] ?? [];
    const known = Object.keys(options.timeIntervals ?? {});
    for (const name of names) {
      const expected = `one of alerting.timeIntervals: ${known.map((other) => JSON.stringify(other)).join(", ")}`;
      problems.check(known.includes(name), `${property}.${field}`, name, expected);
    }
    // Whoever silences pages at night should have written so, and not have forgotten that the route takes them.
    problems.check(
      names.length === 0 || onlyCritical(route.match) || !allows(route.match, "severity", "critical"),
      `${property}.${field}`,
      names,
      "a route that leaves out critical alerts, or takes nothing else",
      'add severity: { not: "critical" } to its match',
    );
  }
}

function checkShadow(place: number, routes: readonly Route[], problems: Problems): void {
  const route = routes[place];
  const shadow = routes.findIndex(
    (earlier, i) => i < place && route && earlier.continue !== true && takesAllOf(earlier.match, route.match),
  );
  const expected = `alerts that alerting.routes[${shadow}] leaves to it; that one takes all of them`;
  const fix = `put it before alerting.routes[${shadow}], or set continue there`;
  problems.check(shadow < 0, `alerting.routes[${place}].match`, route?.match, expected, fix);
}

function checkGroupBy(groupBy: readonly string[] | undefined, property: string, problems: Problems): void {
  if (groupBy === undefined || (groupBy.length === 1 && groupBy[0] === "...")) return;
  for (const label of groupBy) checkLabelName(label, property, problems);
  problems.check(new Set(groupBy).size === groupBy.length, property, groupBy, "each label once");
}

/** What a route inherits is told where it stands, and not again here. */
function checkTiming(
  own: Partial<Timing>,
  inherited: Timing,
  property: string,
  retention: number | undefined,
  problems: Problems,
): void {
  const elsewhere = new Problems();
  const parsed = (field: keyof Timing): number | undefined =>
    own[field] === undefined
      ? elsewhere.parse(field, inherited[field], parseDuration)
      : problems.parse(`${property}.${field}`, own[field], parseDuration);
  parsed("groupWait");
  const [groupInterval, repeatInterval] = [parsed("groupInterval"), parsed("repeatInterval")];
  if (groupInterval === undefined || repeatInterval === undefined || retention === undefined) return;
  if (own.groupInterval !== undefined) {
    problems.check(groupInterval > 0, `${property}.groupInterval`, own.groupInterval, "more than zero");
  }
  if (own.repeatInterval !== undefined) {
    // Alertmanager forgets what it has sent, and then sends it again (alertmanager#2229).
    problems.check(
      groupInterval <= repeatInterval && repeatInterval <= retention,
      `${property}.repeatInterval`,
      own.repeatInterval,
      `from groupInterval ${formatDuration(groupInterval)} to the data retention ${formatDuration(retention)}`,
    );
  } else if (own.groupInterval !== undefined) {
    const expected = `at most repeatInterval ${formatDuration(repeatInterval)}`;
    problems.check(groupInterval <= repeatInterval, `${property}.groupInterval`, own.groupInterval, expected);
  }
}

function checkInhibition({ source, target, equal }: Inhibition, property: string, problems: Problems): void {
  checkMatchers(source, `${property}.source`, problems);
  checkMatchers(target, `${property}.target`, problems);
  for (const label of equal) checkLabelName(label, `${property}.equal`, problems);
  problems.check(
    equal.length > 0,
    `${property}.equal`,
    equal,
    'at least one label, such as "namespace"',
    "one alert would silence all services",
  );
  problems.check(
    !allows(target, "severity", "critical"),
    `${property}.target`,
    target,
    "matchers that leave out critical alerts",
    'add severity: { re: "warning|info" }',
  );
}
