import { alertRouting, webhook, type AlertingOptions } from "../../../lib/components";
import { alerting } from "./builders";

const hook = webhook({ url: "https://example.com" });
const receivers = { oncall: hook, team: hook, db: hook, audit: hook };
const checkout = { cluster: "prod", namespace: "shop", service: "checkout" };

function routing(options: Partial<AlertingOptions> = {}) {
  return alertRouting(alerting({ receivers, critical: "oncall", ...options }));
}

describe("routes", () => {
  test("send by severity, in the timing of that severity", () => {
    const { routes } = routing();

    expect(routes({ ...checkout, alertname: "ServiceOutage", severity: "critical" })).toEqual([
      {
        receiver: "oncall",
        groupBy: ["cluster", "namespace", "service"],
        groupWait: "5s",
        groupInterval: "1m",
        repeatInterval: "4h",
        mutedByTimeIntervals: [],
      },
    ]);
    expect(routes({ ...checkout, alertname: "ServiceLatencyP99", severity: "warning" })).toEqual([
      {
        receiver: "team",
        groupBy: ["cluster", "namespace", "service", "alertname"],
        groupWait: "30s",
        groupInterval: "5m",
        repeatInterval: "12h",
        mutedByTimeIntervals: [],
      },
    ]);
  });

  test("send what is less urgent than a warning where warnings go, and not where the rest goes", () => {
    const info = { alertname: "ServiceErrors4xx", severity: "info" };

    expect(routing({ defaultReceiver: "oncall", warning: "team" }).receivers(info)).toEqual(["team"]);
    expect(routing({ defaultReceiver: "oncall", warning: "team", info: "audit" }).receivers(info)).toEqual(["audit"]);
    expect(routing({ defaultReceiver: "oncall" }).receivers(info)).toEqual(["oncall"]);
  });

  test("stop at the first that matches, unless it continues", () => {
    const { receivers: told } = routing({
      routes: [
        { match: { namespace: { re: "shop|cart" } }, receiver: "audit", continue: true },
        { match: { service: { notRe: "redis-.*" }, namespace: "shop" }, receiver: "db" },
        { match: { namespace: "shop", severity: { not: "critical" } }, receiver: "team" },
      ],
    });

    expect(told({ namespace: "shop", service: "checkout", severity: "critical" })).toEqual(["audit", "db"]);
    expect(told({ namespace: "shop", service: "redis-0", severity: "info" })).toEqual(["audit", "team"]);
    expect(told({ namespace: "cart", severity: "critical" })).toEqual(["audit", "oncall"]);
    expect(told({ namespace: "shops", severity: "critical" })).toEqual(["oncall"]);
  });

  test("take a label that is missing for an empty one", () => {
    const { receivers: told } = routing({ routes: [{ match: { team: { not: "web" } }, receiver: "db" }] });

    expect(told({ severity: "critical" })).toEqual(["db"]);
    expect(told({ severity: "critical", team: "" })).toEqual(["db"]);
    expect(told({ severity: "critical", team: "web" })).toEqual(["oncall"]);
  });

  test("know that nobody is told of the Watchdog", () => {
    const { routes, receivers: told } = routing();

    expect(routes({ alertname: "Watchdog", severity: "info" })).toMatchObject([{ receiver: "none" }]);
    expect(told({ alertname: "Watchdog", severity: "info" })).toEqual([]);
  });

  test("are silent in the time intervals that mute them, and outside those in which they are active", () => {
    const { routes, receivers: told } = routing({
      timeIntervals: {
        weekend: [{ weekdays: ["saturday", "sunday"] }],
        may: [{ months: ["may"] }],
        june: [{ months: ["june"] }],
      },
      routes: [
        {
          match: { severity: "warning" },
          receiver: "team",
          muteTimeIntervals: ["weekend"],
          activeTimeIntervals: ["may", "june"],
        },
      ],
    });
    const warning = { severity: "warning" };
    const mutedAt = (at: string) => routes(warning, new Date(at))[0]?.mutedByTimeIntervals;

    expect(mutedAt("2026-05-28T12:00:00Z")).toEqual([]);
    expect(mutedAt("2026-05-30T12:00:00Z")).toEqual(["weekend"]);
    expect(mutedAt("2026-07-01T12:00:00Z")).toEqual(["may", "june"]);
    expect(told(warning, new Date("2026-05-30T12:00:00Z"))).toEqual([]);
    expect(told(warning)).toEqual(["team"]);
  });
});

describe("inhibition", () => {
  const outage = { ...checkout, alertname: "ServiceOutage", severity: "critical" };

  test("tells which alerts silence one, and by which rule", () => {
    const { mutedBy } = routing();
    const slow = { ...checkout, alertname: "ServiceLatencyP99", severity: "warning" };

    expect(mutedBy(slow, [{ ...outage, service: "cart" }, outage, slow])).toEqual([
      {
        source: ['alertname=~"ServiceDown|ServiceOutage|ServiceProbeFailing"', 'severity="critical"'],
        target: ['severity=~"warning|info"'],
        equal: ["cluster", "namespace", "service"],
        by: [outage],
      },
    ]);
    expect(mutedBy(outage, [slow, outage])).toEqual([]);
  });

  test("lets what is critical on one node, pod or volume silence nothing on another", () => {
    const { mutedBy } = routing();
    const filling = { cluster: "prod", namespace: "observability", service: "nodes", alertname: "DiskFilling" };
    const full = { ...filling, severity: "critical", node: "a" };

    expect(mutedBy({ ...filling, severity: "warning", node: "a" }, [full])).toHaveLength(1);
    expect(mutedBy({ ...filling, severity: "warning", node: "b" }, [full])).toEqual([]);
  });

  test("counts a label that both lack as shared, and one that only one has not", () => {
    const { mutedBy } = routing({
      inhibitions: [{ source: { alertname: "NodeDown" }, target: { severity: "info" }, equal: ["node"] }],
    });
    const info = { alertname: "PodSlow", severity: "info", namespace: "shop" };
    const down = { alertname: "NodeDown", severity: "warning" };

    expect(mutedBy(info, [down])).toHaveLength(1);
    expect(mutedBy({ ...info, node: "a" }, [down])).toEqual([]);
    expect(mutedBy({ ...info, node: "a" }, [{ ...down, node: "a" }])).toHaveLength(1);
  });

  test("lets no alert silence itself, or one that is both as well", () => {
    const { mutedBy } = routing({
      inhibitions: [{ source: { team: { re: ".+" } }, target: { severity: "warning" }, equal: ["namespace"] }],
    });
    const both = { alertname: "A", severity: "warning", team: "a", namespace: "shop" };
    const source = { ...both, alertname: "B", severity: "critical" };

    expect(mutedBy(both, [both, { ...both, alertname: "B" }])).toEqual([]);
    expect(mutedBy(both, [source])).toMatchObject([{ by: [source] }]);
  });
});

test("options that are wrong are told with all that is wrong", () => {
  expect(() => routing({ critical: "a", warning: "b" })).toThrow(/alerting\.critical "a"[^]*alerting\.warning "b"/);
});

test("a data retention that the options do not know is no problem", () => {
  const timing = { groupWait: "30s", groupInterval: "5m", repeatInterval: "30d" } as const;

  expect(routing({ timing }).routes({ severity: "info" })).toMatchObject([{ repeatInterval: "30d" }]);
});
