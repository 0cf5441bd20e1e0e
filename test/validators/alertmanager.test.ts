/** amtool over the Alertmanager of every golden environment, and the real program beside what we say of its routing. */
import { setTimeout } from "node:timers/promises";
import { load } from "js-yaml";
import type { AlertmanagerConfig } from "../../lib/components/alertmanager/alertmanager-config";
import { routingOf } from "../../lib/components/alertmanager/alert-routing";
import {
  checkDelivery,
  webhook,
  type AlertingOptions,
  type AlertLabels,
  type StackAlert,
  type TimeInterval,
} from "../../lib/components/alertmanager";
import { asRecord, Problems, toYaml } from "../../lib/core";
import { environments as stacks } from "../../stacks/environments";
import { configOf } from "../components/alertmanager/builders";
import { noPatterns, patterns } from "../components/alertmanager/some-patterns";
import { labelSets } from "./a-label-set";
import { anAlertmanager } from "./an-alertmanager";
import { check } from "./check";
import { filesOfContainerWith } from "./container-files";
import { configMaps, environments, field, list, text } from "./golden-tree";
import { layOut, layOutContainer, locate, missingFiles } from "./sandbox";
import { routings, values } from "./some-routings";

describe.each(environments)("Alertmanager in %s", (environment) => {
  test("accepts its configuration and templates", () => {
    const container = filesOfContainerWith(environment, "alertmanager-config");

    const config = locate("alertmanager.yml", container, layOutContainer(container));

    expect(check("amtool", ["check-config", config])).toContain("SUCCESS");
  });

  // Alertmanager starts without them, and fails when it has something to send.
  test("finds every file that its configuration names", () => {
    const container = filesOfContainerWith(environment, "alertmanager-config");

    const config = locate("alertmanager.yml", container, layOutContainer(container));

    expect(missingFiles(config)).toEqual([]);
  });
});

const configs: Readonly<Record<string, AlertmanagerConfig>> = {
  ...Object.fromEntries(Object.entries(stacks).map(([name, { alerting }]) => [`in ${name}`, configOf(alerting)])),
  ...Object.fromEntries(Object.entries(routings).map(([name, options]) => [`with ${name}`, configOf(options)])),
};

describe("what routes() says", () => {
  test.each(Object.entries(stacks))("is of the configuration that %s has", (environment, { alerting }) => {
    const golden = filesOfContainerWith(environment, "alertmanager-config").files;
    const text = [...golden].find(([path]) => path.endsWith("/alertmanager.yml"))?.[1] ?? "";

    expect(load(text)).toMatchObject({
      route: configOf(alerting).route,
      inhibit_rules: configOf(alerting).inhibit_rules,
    });
  });

  // amtool tells of one alert at a time, and keeps the order of the receivers.
  test.each(Object.entries(configs))(
    "is what amtool says %s",
    (_, config) => {
      const { routes } = routingOf(config);
      const sets = labelSets(values, 60);
      const file = `${layOut([["alertmanager.yml", toYaml({ ...config, templates: [] })]])}/alertmanager.yml`;

      const said = sets.map((labels) => {
        const args = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
        return {
          labels,
          receivers: check("amtool", ["config", "routes", "test", `--config.file=${file}`, ...args]).trim(),
        };
      });

      expect(said.length).toBeGreaterThan(50);
      expect(said).toEqual(
        sets.map((labels) => ({
          labels,
          receivers: routes(labels)
            .map(({ receiver }) => receiver)
            .join(","),
        })),
      );
    },
    60_000,
  );

  test.each(Object.entries(configs))("is what Alertmanager does with a thousand alerts %s", async (_, config) => {
    const { routes } = routingOf(withoutSecrets(config));
    const alertmanager = await anAlertmanager(withoutSecrets(config));

    await alertmanager.fire(labelSets(values, 1000));
    const known = await alertmanager.alerts();

    expect(known.length).toBeGreaterThan(700);
    const receivers = (labels: AlertLabels) => [...new Set(routes(labels).map(({ receiver }) => receiver))].toSorted();
    expect(known.map((one) => [...new Set(one.receivers)].toSorted())).toEqual(
      known.map(({ labels }) => receivers(labels)),
    );
    await alertmanager.kill();
  });
});

describe("what mutedBy() says", () => {
  const inhibitions: AlertingOptions["inhibitions"] = [
    {
      source: { alertname: "NodeDown" },
      target: { severity: "warning", alertname: { not: "NodeDown" } },
      equal: ["team"],
    },
    { source: { severity: "critical", namespace: { re: "shop.*" } }, target: { severity: "info" }, equal: ["service"] },
  ];

  test.each<[string, AlertmanagerConfig]>([
    ["usual inhibitions", configOf({})],
    ["inhibitions of one's own", configOf({ inhibitions })],
  ])("is what Alertmanager does with a thousand alerts and %s", async (_, config) => {
    const alertmanager = await anAlertmanager(withoutSecrets(config));
    const { mutedBy } = routingOf(config);

    await alertmanager.fire(labelSets(values, 1000));
    const known = await alertmanager.alerts();
    const firing = known.map(({ labels }) => labels);

    // Alertmanager names one alert of the first rule that applies, and we name all.
    const wrong = known.filter(({ labels, inhibitedBy: [by] }) => {
      const silencing = mutedBy(labels, firing)[0]?.by ?? [];
      return by === undefined ? silencing.length > 0 : !silencing.includes(by);
    });
    expect(wrong).toEqual([]);
    const muted = known.filter(({ inhibitedBy }) => inhibitedBy.length > 0).length;
    expect(muted).toBeGreaterThan(30);
    expect(known.length - muted).toBeGreaterThan(300);
    await alertmanager.kill();
  });

  test("knows that no alert silences itself or its like", async () => {
    const config = configOf({
      inhibitions: [{ source: { team: { re: ".+" } }, target: { severity: "warning" }, equal: ["namespace"] }],
    });
    const alertmanager = await anAlertmanager(withoutSecrets(config));
    const both = { alertname: "A", severity: "warning", team: "web", namespace: "shop" };
    const alerts = [both, { ...both, alertname: "B" }, { alertname: "C", severity: "warning", namespace: "shop" }];

    await alertmanager.fire(alerts);
    const known = await alertmanager.alerts();

    const muted = (labels: AlertLabels) => routingOf(config).mutedBy(labels, alerts).length > 0;
    const inhibited = new Map(known.map(({ labels, inhibitedBy }) => [labels["alertname"], inhibitedBy.length > 0]));
    expect(alerts.map(({ alertname }) => inhibited.get(alertname))).toEqual(alerts.map(muted));
    expect(alerts.map(muted)).toEqual([false, false, true]);
    await alertmanager.kill();
  });
});

describe("patterns", () => {
  test("match what they match in Alertmanager", async () => {
    const hook = webhook({ url: "http://127.0.0.1:1" });
    const config = configOf({
      receivers: { team: hook, ...Object.fromEntries(patterns.map((_, i) => [`p${i}`, hook])) },
      routes: patterns.map(([re], i) => ({ match: { [`v${i}`]: { re }, severity: "info" }, receiver: `p${i}` })),
    });
    const alerts = patterns.flatMap(([, yes, no], i) =>
      [...yes, ...no].filter((value) => value !== "").map((value) => ({ severity: "info", [`v${i}`]: value })),
    );
    const alertmanager = await anAlertmanager(config);
    const { routes } = routingOf(config);

    await alertmanager.fire(alerts.map((labels) => ({ ...labels, alertname: "A" })));
    const known = await alertmanager.alerts();

    expect(known).toHaveLength(alerts.length);
    expect(known.map(({ receivers }) => receivers)).toEqual(
      known.map(({ labels }) => routes(labels).map(({ receiver }) => receiver)),
    );
    await alertmanager.kill();
  });

  test.each(noPatterns)("%j is refused by Alertmanager as well", (pattern) => {
    const { route, ...config } = configOf({});
    const routes = [{ matchers: [`v=~${JSON.stringify(pattern)}`] }];
    const file = layOut([["alertmanager.yml", toYaml({ ...config, templates: [], route: { ...route, routes } })]]);

    expect(() => check("amtool", ["check-config", `${file}/alertmanager.yml`])).toThrow("error parsing regexp");
  });
});

describe("what is checked against the alerts that there are", () => {
  test.each(Object.entries(stacks))("is well in %s", (environment, { alerting }) => {
    const problems = new Problems();

    const alerts = alertsOf(environment);
    checkDelivery(alerting, alerts, problems);

    expect(alerts.filter(({ severity }) => severity === "critical").length).toBeGreaterThan(20);
    expect(problems.list()).toEqual([]);
  });
});

/** The alerts of the rules that an environment has, with no labels but those that stand in them. */
function alertsOf(environment: string): readonly StackAlert[] {
  const files = configMaps(environment).flatMap(({ data }) => [...data.entries()]);
  const groups = files
    .filter(([name, content]) => name.endsWith(".yaml") && content.startsWith("groups:"))
    .flatMap(([, content]) => list(field(load(content), "groups")));
  return groups.flatMap((group) =>
    list(field(group, "rules")).flatMap((rule) => {
      const alert = field(rule, "alert");
      if (alert === undefined) return [];
      const labels = { ...asRecord(field(group, "labels") ?? {}), ...asRecord(field(rule, "labels")) };
      const texts = Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, text(value)]));
      const { severity = "", ...others } = texts;
      const monitor = text(field(group, "name"));
      return [{ monitor, alert: text(alert), severity, labels: others, otherLabels: [], open: false }];
    }),
  );
}

/** Alertmanager knows one clock, that of today: so these are intervals of which some are now, whenever that is. */
test("time intervals hold when Alertmanager says so", async () => {
  const intervals = someIntervals();
  const config = configOf({
    receivers: { team: webhook({ url: "http://127.0.0.1:1" }) },
    timing: { groupWait: "0s", groupInterval: "1s", repeatInterval: "1h" },
    timeIntervals: Object.fromEntries(intervals.map((interval, i) => [`t${i}`, [interval]])),
    routes: intervals.flatMap((_, i) => [
      { match: { severity: "info", mute: `${i}` }, receiver: "team", muteTimeIntervals: [`t${i}`] },
      { match: { severity: "info", active: `${i}` }, receiver: "team", activeTimeIntervals: [`t${i}`] },
    ]),
  });
  const { routes } = routingOf(config);
  const alertmanager = await anAlertmanager(config);
  const alerts = intervals.flatMap((_, i) => [
    { alertname: "A", severity: "info", mute: `${i}` },
    { alertname: "A", severity: "info", active: `${i}` },
  ]);

  const before = new Date();
  await alertmanager.fire(alerts);
  await setTimeout(2000);
  const known = await alertmanager.alerts();
  const after = new Date();

  const at = (time: Date) => known.map(({ labels }) => routes(labels, time)[0]?.mutedByTimeIntervals);
  const [earlier, later] = [at(before), at(after)];
  // A minute may end meanwhile, for some alerts before they are looked at and for others after that.
  for (const [i, { mutedBy }] of known.entries()) expect([earlier[i], later[i]]).toContainEqual(mutedBy);
  expect(known.filter(({ mutedBy }) => mutedBy.length > 0)).toHaveLength(intervals.length);
  await alertmanager.kill();
});

function someIntervals(): readonly TimeInterval[] {
  const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
  const months = ["january:march", "april:june", "july:september", "october", "november:december"] as const;
  const times = [
    { startTime: "00:00", endTime: "03:30" },
    { startTime: "03:30", endTime: "06:00" },
    { startTime: "06:00", endTime: "09:15" },
    { startTime: "09:15", endTime: "12:00" },
    { startTime: "12:00", endTime: "15:00" },
    { startTime: "15:00", endTime: "18:45" },
    { startTime: "18:45", endTime: "21:00" },
    { startTime: "21:00", endTime: "24:00" },
  ] as const;
  return [
    ...days.map((day) => ({ weekdays: [day] })),
    ...months.map((month) => ({ months: [month] })),
    ...Array.from({ length: 31 }, (_, day) => ({ daysOfMonth: [`${day + 1}`] }) as const),
    ...Array.from({ length: 31 }, (_, day) => ({ daysOfMonth: [`${-day - 1}`] }) as const),
    ...["UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Pacific/Auckland"].flatMap((location) =>
      times.map((time) => ({ times: [time], location })),
    ),
    ...days.map((day) => ({ weekdays: [day], location: "Pacific/Kiritimati" })),
    { years: ["2000:2020"] },
    { years: ["2020:2099"], months: ["january:december"] },
  ];
}

/** The same with webhooks to nowhere instead of what needs a Secret. */
function withoutSecrets(config: AlertmanagerConfig): AlertmanagerConfig {
  const webhooks = { webhook_configs: [{ send_resolved: false, url: "http://127.0.0.1:1" }] };
  return {
    ...config,
    receivers: config.receivers.map((receiver) => ({
      name: receiver.name,
      ...(Object.keys(receiver).length > 1 && webhooks),
    })),
  };
}
