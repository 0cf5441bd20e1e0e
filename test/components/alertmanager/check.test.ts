import {
  email,
  opsgenie,
  pagerduty,
  slack,
  webhook,
  type AlertingOptions,
  type EmailOptions,
  type TimeInterval,
} from "../../../lib/components/alertmanager";
import { secretKey } from "../../../lib/components/secret-key";
import { problemsOf } from "./builders";

const hook = webhook({ url: "https://example.com" });

test("has nothing to say about good options", () => {
  expect(problemsOf({})).toEqual([]);
});

test.each<[string, Partial<AlertingOptions>, string]>([
  [
    "an unknown default receiver",
    { defaultReceiver: "tema" },
    'alerting.defaultReceiver "tema": expected one of alerting.receivers: "oncall", "team"',
  ],
  [
    "an unknown receiver of a severity",
    { critical: "pager" },
    'alerting.critical "pager": expected one of alerting.receivers',
  ],
  [
    "an unknown receiver of a route",
    { routes: [{ match: { team: "db" }, receiver: "dba" }] },
    'alerting.routes[0].receiver "dba": expected one of alerting.receivers',
  ],
  ["no receivers", { receivers: {} }, "alerting.receivers {}: expected at least one receiver; nobody would be told"],
  [
    "a receiver that reaches nobody",
    { receivers: { team: [] } },
    "alerting.receivers.team []: expected at least one integration",
  ],
  [
    "a receiver called none",
    { receivers: { team: hook, none: hook } },
    'alerting.receivers.none "none": expected a name other than',
  ],
  ["a receiver called heartbeat", { receivers: { team: hook, heartbeat: hook } }, "alerting.receivers.heartbeat"],
  [
    "a Secret whose name cannot be",
    { receivers: { team: slack({ webhook: secretKey("Alerting_1", "url") }) } },
    'alerting.receivers.team.webhook "Alerting_1": expected the name of a Secret',
  ],
  [
    "a key that cannot be",
    { receivers: { team: slack({ webhook: secretKey("alerting", "a/b") }) } },
    'alerting.receivers.team.webhook "a/b": expected a key of',
  ],
  [
    "a Secret of the second integration",
    { receivers: { team: [hook, email(mail("SMTP"))] } },
    'alerting.receivers.team[1].auth.password "SMTP": expected the name of a Secret',
  ],
  [
    "a Secret of the heartbeat",
    { heartbeat: { url: secretKey("A_B", "url") } },
    'alerting.heartbeat.url "A_B": expected the name of a Secret',
  ],
  [
    "what is wrong with an integration",
    { receivers: { team: webhook({ url: "nowhere" }) } },
    'alerting.receivers.team.url "nowhere": expected an http or https URL',
  ],
  [
    "runbooks that are no URL",
    { runbooks: "docs/runbooks" },
    'alerting.runbooks "docs/runbooks": expected an http or https URL',
  ],
  [
    "a duration without a unit",
    { timing: timing({ groupWait: "30" }) },
    'alerting.timing.groupWait "30": expected a Prometheus duration',
  ],
  [
    "a repeat interval beyond the retention",
    { timing: timing({ repeatInterval: "6d" }) },
    'alerting.timing.repeatInterval "6d": expected from groupInterval 5m to the data retention 5d',
  ],
  [
    "a repeat interval below the group interval",
    { criticalTiming: timing({ groupInterval: "2h", repeatInterval: "1h" }) },
    'alerting.criticalTiming.repeatInterval "1h": expected from groupInterval 2h',
  ],
  [
    "a group interval of zero",
    { timing: timing({ groupInterval: "0s" }) },
    'alerting.timing.groupInterval "0s": expected more than zero',
  ],
  [
    "a repeat interval of a route beyond the retention",
    { routes: [{ match: { team: "db" }, receiver: "team", repeatInterval: "30d" }] },
    'alerting.routes[0].repeatInterval "30d"',
  ],
  [
    "a heartbeat rarer than what is remembered",
    { heartbeat: { url: "https://hc.example.com", every: "6d" } },
    'alerting.heartbeat.every "6d": expected at most the data retention 5d',
  ],
  [
    "a group interval beyond the repeat interval that the critical alerts of a route have",
    { routes: [{ match: { namespace: "shop" }, receiver: "team", groupInterval: "6h" }] },
    'alerting.routes[0].groupInterval "6h": expected at most repeatInterval 4h',
  ],
  ["a label that cannot be", { groupBy: ["alert-name"] }, 'alerting.groupBy "alert-name": expected a label name'],
  [
    "a label named twice",
    { groupBy: ["service", "service"] },
    'alerting.groupBy ["service","service"]: expected each label once',
  ],
  [
    "a route that takes everything",
    { routes: [{ match: {}, receiver: "team" }] },
    "alerting.routes[0].match {}: expected at least one label",
  ],
  [
    "a pattern that is none",
    { routes: [{ match: { namespace: { re: "shop-(" } }, receiver: "team" }] },
    'alerting.routes[0].match.namespace "shop-(": expected a regular expression in RE2 syntax',
  ],
  [
    "a pattern that RE2 does not know",
    { routes: [{ match: { namespace: { re: "(?!kube-).*" } }, receiver: "team" }] },
    "expected a regular expression in RE2 syntax, which has no lookaround",
  ],
  [
    "an unknown time interval",
    { routes: [{ match: { severity: "warning" }, receiver: "team", muteTimeIntervals: ["weekend"] }] },
    'alerting.routes[0].muteTimeIntervals "weekend": expected one of alerting.timeIntervals',
  ],
  [
    "a time interval without times",
    { timeIntervals: { never: [] } },
    "alerting.timeIntervals.never []: expected at least one",
  ],
  [
    "a heartbeat to nowhere",
    { heartbeat: { url: "hc" } },
    'alerting.heartbeat.url "hc": expected an http or https URL',
  ],
  [
    "a heartbeat too fast to be told from a slow one",
    { heartbeat: { url: "https://hc.example.com", every: "15s" } },
    'alerting.heartbeat.every "15s": expected at least 30s',
  ],
  [
    "a heartbeat without a unit",
    { heartbeat: { url: "https://hc.example.com", every: "soon" as "1m" } },
    'alerting.heartbeat.every "soon": expected a Prometheus duration',
  ],
  [
    "an inhibition across everything",
    { inhibitions: [{ source: { a: "b" }, target: { severity: "info" }, equal: [] }] },
    "alerting.inhibitions[0].equal []: expected at least one label",
  ],
])("refuses %s", (_, options, message) => {
  expect(problemsOf(options).join("\n")).toContain(message);
});

test.each([
  ["webhook", slack({ webhook: secretKey("A_B", "key") })],
  ["appToken", slack({ appToken: secretKey("A_B", "key"), channel: "#shop" })],
  ["routingKey", pagerduty({ routingKey: secretKey("A_B", "key") })],
  ["apiKey", opsgenie({ apiKey: secretKey("A_B", "key") })],
  ["url", webhook({ url: secretKey("A_B", "key") })],
  ["bearerToken", webhook({ url: "https://example.com", bearerToken: secretKey("A_B", "key") })],
  ["auth.password", email(mail("A_B"))],
])("says that it is the Secret of %s that cannot be", (option, integration) => {
  expect(problemsOf({ receivers: { oncall: integration, team: hook } })).toEqual([
    expect.stringMatching(`^alerting.receivers.oncall.${option} "A_B": expected the name of a Secret`),
  ]);
});

test("tells a bad timing where it stands, and not for every route that inherits it", () => {
  const routes = ["a", "b"].map((namespace) => ({ match: { namespace }, receiver: "team" }));

  expect(problemsOf({ timing: timing({ repeatInterval: "6d" }), routes })).toEqual([
    'alerting.timing.repeatInterval "6d": expected from groupInterval 5m to the data retention 5d',
  ]);
  expect(problemsOf({ timing: timing({ groupInterval: "5" }), routes })).toHaveLength(1);
  expect(problemsOf({ routes }, "1h")).toHaveLength(2);
});

test("tells the timing of a route that does not go with what it inherits", () => {
  const route = { match: { severity: "warning" }, receiver: "team" };

  expect(problemsOf({ routes: [{ ...route, groupInterval: "1d" }] })).toEqual([
    'alerting.routes[0].groupInterval "1d": expected at most repeatInterval 12h',
  ]);
  expect(problemsOf({ routes: [{ ...route, repeatInterval: "1m" }] })).toEqual([
    'alerting.routes[0].repeatInterval "1m": expected from groupInterval 5m to the data retention 5d',
  ]);
  expect(problemsOf({ routes: [{ ...route, groupInterval: "0s" }] })).toEqual([
    'alerting.routes[0].groupInterval "0s": expected more than zero',
  ]);
});

test("allows a repeat interval as long as the retention", () => {
  expect(problemsOf({ timing: timing({ repeatInterval: "10d" }) }, "10d")).toEqual([]);
});

test("tells all that is wrong at once", () => {
  expect(problemsOf({ defaultReceiver: "a", critical: "b", groupBy: ["-"] })).toHaveLength(3);
});

describe("critical alerts", () => {
  const timeIntervals: AlertingOptions["timeIntervals"] = { night: [{ weekdays: ["sunday"] }] };

  test.each([[{ namespace: "batch" }], [{ severity: { re: "critical|warning" } }], [{ severity: { not: "info" } }]])(
    "are not muted by a route that matches %j and forgot them",
    (match) => {
      const routes = [{ match, receiver: "team", muteTimeIntervals: ["night"] }];

      expect(problemsOf({ timeIntervals, routes }).join()).toContain(
        'expected a route that leaves out critical alerts, or takes nothing else; add severity: { not: "critical" } to its match',
      );
    },
  );

  test.each([[{ severity: "critical" }], [{ severity: "warning" }], [{ severity: { re: "warning|info" } }]])(
    "may be muted, or not, by a route that says so: %j",
    (match) => {
      expect(
        problemsOf({ timeIntervals, routes: [{ match, receiver: "team", activeTimeIntervals: ["night"] }] }),
      ).toEqual([]);
    },
  );

  test.each([[{ namespace: "shop" }], [{ severity: { re: "(?i)CRITICAL" } }], [{ severity: { notRe: "info" } }]])(
    "are never silenced by an inhibition of %j",
    (target) => {
      const inhibitions = [{ source: { alertname: "NodeDown" }, target, equal: ["node"] }];

      expect(problemsOf({ inhibitions }).join()).toContain(
        'expected matchers that leave out critical alerts; add severity: { re: "warning|info" }',
      );
    },
  );
});

describe("time intervals", () => {
  test.each<[TimeInterval]>([
    [{ times: [{ startTime: "22:00", endTime: "24:00" }], weekdays: ["monday:friday", "sunday"] }],
    [{ daysOfMonth: ["1", "1:7", "-3:-1"], months: ["january", "july:august"], years: ["2026", "2026:2030"] }],
    [{ location: "Europe/Berlin" }],
    [{ location: "UTC" }],
  ])("take %j", (interval) => {
    expect(problemsOf({ timeIntervals: { some: [interval] } })).toEqual([]);
  });

  test.each<[TimeInterval, string]>([
    [{ times: [{ startTime: "22:00", endTime: "06:00" }] }, '.times "22:00 to 06:00": expected a start before its end'],
    [{ times: [{ startTime: "9:00", endTime: "17:00" }] }, '.times "9:00 to 17:00"'],
    [{ times: [{ startTime: "23:00", endTime: "24:30" }] }, '.times "23:00 to 24:30"'],
    [{ weekdays: ["friday:monday"] }, '.weekdays "friday:monday": expected days such as "monday:friday"'],
    [{ daysOfMonth: ["32"] }, '.daysOfMonth "32"'],
    [{ daysOfMonth: ["0"] }, '.daysOfMonth "0"'],
    [{ daysOfMonth: ["-1:3"] }, '.daysOfMonth "-1:3"'],
    [{ months: ["december:january"] }, '.months "december:january"'],
    [{ years: ["26"] }, '.years "26"'],
    [{ location: "Berlin" }, '.location "Berlin": expected a time zone such as "Europe/Berlin"'],
    [{ location: "+01:00" }, '.location "+01:00"'],
  ])("refuse %j", (interval, message) => {
    expect(problemsOf({ timeIntervals: { some: [interval] } }).join()).toContain(
      `alerting.timeIntervals.some${message}`,
    );
  });
});

function mail(secret: string): EmailOptions {
  const auth = { username: "alerts", password: secretKey(secret, "password") };
  return { to: "a@example.com", from: "a@example.com", smarthost: "smtp.example.com:587", auth };
}

function timing(parts: Record<string, string>): NonNullable<AlertingOptions["timing"]> {
  return { groupWait: "30s", groupInterval: "5m", repeatInterval: "12h", ...parts };
}
