import { configOf, routeOf } from "./builders";

test("groups by alert and service of a cluster, and sends critical alerts within seconds and by service", () => {
  const { route, ...config } = configOf({ critical: "oncall" });

  expect(route).toMatchObject({
    receiver: "team",
    group_by: ["cluster", "namespace", "service", "alertname"],
    group_wait: "30s",
    group_interval: "5m",
    repeat_interval: "12h",
  });
  expect(routeOf({ route, ...config }, 'severity="critical"')).toEqual({
    matchers: ['severity="critical"'],
    receiver: "oncall",
    group_by: ["cluster", "namespace", "service"],
    group_wait: "5s",
    group_interval: "1m",
    repeat_interval: "4h",
  });
});

test("is as fast for critical alerts when everybody has the same receiver", () => {
  const config = configOf();

  expect(routeOf(config, 'severity="critical"')).toMatchObject({ receiver: "team", group_wait: "5s" });
});

test("has a branch for a severity with a receiver of its own, and none for one without", () => {
  const config = configOf({ info: "oncall" });

  expect(routeOf(config, 'severity="info"')).toEqual({ matchers: ['severity="info"'], receiver: "oncall" });
  expect(routeOf(config, 'severity="warning"')).toBeUndefined();
});

test("takes timing and grouping from the options, as wholes", () => {
  const config = configOf({
    groupBy: ["cluster"],
    timing: { groupWait: "1m", groupInterval: "10m", repeatInterval: "1d" },
    criticalTiming: { groupWait: "1s", groupInterval: "30s", repeatInterval: "1h" },
  });

  expect(config.route).toMatchObject({ group_by: ["cluster"], group_wait: "1m", repeat_interval: "1d" });
  expect(routeOf(config, 'severity="critical"')).toMatchObject({ group_wait: "1s", repeat_interval: "1h" });
});

test("groups critical alerts like all others where the options say how", () => {
  const config = configOf({ groupBy: ["cluster"], routes: [{ match: { namespace: "shop" }, receiver: "oncall" }] });

  expect(routeOf(config, 'severity="critical"')).not.toHaveProperty("group_by");
  expect(routeOf(config, 'namespace="shop"')?.routes?.[0]).not.toHaveProperty("group_by");
});

describe("exceptions", () => {
  test("come before what goes by severity, in their order", () => {
    const { route } = configOf({
      routes: [
        { match: { namespace: "a", severity: "warning" }, receiver: "oncall" },
        { match: { namespace: "b", severity: "warning" }, receiver: "oncall", continue: true },
      ],
    });

    expect(route.routes?.map(({ matchers }) => matchers)).toEqual([
      ['alertname="Watchdog"'],
      ['namespace="a"', 'severity="warning"'],
      ['namespace="b"', 'severity="warning"'],
      ['severity="critical"'],
    ]);
    expect(route.routes?.map((branch) => branch.continue)).toEqual([undefined, undefined, true, undefined]);
  });

  test("keep critical alerts fast where they take others as well", () => {
    const config = configOf({ routes: [{ match: { namespace: "shop" }, receiver: "oncall" }] });

    expect(routeOf(config, 'namespace="shop"')).toEqual({
      matchers: ['namespace="shop"'],
      receiver: "oncall",
      routes: [
        {
          matchers: ['severity="critical"'],
          group_by: ["cluster", "namespace", "service"],
          group_wait: "5s",
          group_interval: "1m",
          repeat_interval: "4h",
        },
      ],
    });
  });

  test("have the timing of critical alerts where they take nothing else", () => {
    const config = configOf({ routes: [{ match: { team: "db", severity: "critical" }, receiver: "oncall" }] });

    expect(routeOf(config, 'team="db"', 'severity="critical"')).toMatchObject({
      group_by: ["cluster", "namespace", "service"],
      group_wait: "5s",
      group_interval: "1m",
    });
  });

  test("have the last word on the timing and the groups that they give", () => {
    const config = configOf({
      routes: [{ match: { team: "db" }, receiver: "oncall", groupWait: "2m", groupBy: ["..."] }],
    });

    expect(routeOf(config, 'team="db"')).toMatchObject({
      group_wait: "2m",
      group_by: ["..."],
      routes: [{ matchers: ['severity="critical"'], group_interval: "1m", repeat_interval: "4h" }],
    });
    expect(routeOf(config, 'team="db"')?.routes?.[0]).not.toHaveProperty("group_wait");
    expect(routeOf(config, 'team="db"')?.routes?.[0]).not.toHaveProperty("group_by");
  });

  test("have no branch for critical alerts that they do not take", () => {
    const config = configOf({ routes: [{ match: { severity: { not: "critical" } }, receiver: "oncall" }] });

    expect(routeOf(config, 'severity!="critical"')).toEqual({ matchers: ['severity!="critical"'], receiver: "oncall" });
  });

  test("write every kind of matcher", () => {
    const match = { a: 'say "hi"', b: { re: "x|y" }, c: { not: "z" }, d: { notRe: "\\d+" } };

    const config = configOf({ routes: [{ match, receiver: "oncall" }] });

    expect(config.route.routes?.[1]?.matchers).toEqual(['a="say \\"hi\\""', 'b=~"x|y"', 'c!="z"', 'd!~"\\\\d+"']);
  });

  test("name the time intervals in which they are silent", () => {
    const config = configOf({
      timeIntervals: {
        weekend: [{ weekdays: ["saturday", "sunday"], location: "Europe/Berlin" }],
        day: [
          { times: [{ startTime: "09:00", endTime: "17:00" }], daysOfMonth: ["1:7"], months: ["may"], years: ["2026"] },
        ],
      },
      routes: [
        {
          match: { severity: "warning" },
          receiver: "team",
          muteTimeIntervals: ["weekend"],
          activeTimeIntervals: ["day"],
        },
      ],
    });

    expect(routeOf(config, 'severity="warning"')).toMatchObject({
      mute_time_intervals: ["weekend"],
      active_time_intervals: ["day"],
    });
    expect(config.time_intervals).toEqual([
      { name: "weekend", time_intervals: [{ weekdays: ["saturday", "sunday"], location: "Europe/Berlin" }] },
      {
        name: "day",
        time_intervals: [
          {
            times: [{ start_time: "09:00", end_time: "17:00" }],
            days_of_month: ["1:7"],
            months: ["may"],
            years: ["2026"],
          },
        ],
      },
    ]);
  });
});

describe("the Watchdog", () => {
  test("goes to a receiver without integrations, and nothing else does", () => {
    const config = configOf();

    expect(routeOf(config, 'alertname="Watchdog"')).toEqual({ matchers: ['alertname="Watchdog"'], receiver: "none" });
    expect(config.receivers.filter((receiver) => Object.keys(receiver).length === 1)).toEqual([{ name: "none" }]);
    expect(config.route.routes?.filter(({ receiver }) => receiver === "none")).toHaveLength(1);
  });

  test("is sent at every tick of the heartbeat, which a repeat interval as long as the tick would halve", () => {
    const config = configOf({ heartbeat: { url: "https://hc.example.com/ping", every: "2m" } });

    expect(routeOf(config, 'alertname="Watchdog"')).toEqual({
      matchers: ['alertname="Watchdog"'],
      receiver: "heartbeat",
      group_wait: "0s",
      group_interval: "2m",
      repeat_interval: "110s",
    });
    expect(config.receivers.at(-1)).toEqual({
      name: "heartbeat",
      webhook_configs: [{ send_resolved: false, url: "https://hc.example.com/ping", timeout: "10s" }],
    });
    expect(config.receivers.map(({ name }) => name)).not.toContain("none");
  });
});

describe("inhibition", () => {
  test("lets the most severe of the same alert about the same thing speak", () => {
    const thing = ["job", "instance", "node", "pod", "container", "persistentvolumeclaim", "mountpoint"];
    const equal = ["cluster", "namespace", "service", "alertname", ...thing];

    expect(configOf().inhibit_rules.slice(0, 2)).toEqual([
      { source_matchers: ['severity="critical"'], target_matchers: ['severity=~"warning|info"'], equal },
      { source_matchers: ['severity="warning"'], target_matchers: ['severity="info"'], equal },
    ]);
  });

  test("silences what only explains an outage in the same service", () => {
    expect(configOf().inhibit_rules[2]).toEqual({
      source_matchers: ['alertname=~"ServiceDown|ServiceOutage|ServiceProbeFailing"', 'severity="critical"'],
      target_matchers: ['severity=~"warning|info"'],
      equal: ["cluster", "namespace", "service"],
    });
  });

  test("adds what the options say, within the cluster", () => {
    const { inhibit_rules: rules } = configOf({
      inhibitions: [
        { source: { alertname: "NodeDown" }, target: { severity: "warning" }, equal: ["node"] },
        { source: { alertname: "Upgrade" }, target: { severity: "info" }, equal: ["cluster"] },
      ],
    });

    expect(rules.at(-1)?.equal).toEqual(["cluster"]);
    expect(rules.at(-2)).toEqual({
      source_matchers: ['alertname="NodeDown"'],
      target_matchers: ['severity="warning"'],
      equal: ["cluster", "node"],
    });
  });
});
