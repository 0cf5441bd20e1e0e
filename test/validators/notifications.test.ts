/** What Alertmanager makes of alerts: whom it tells, and what people read. */
import { NOTIFICATION_TEMPLATE, templates } from "../../lib/components/alertmanager/notification-template";
import { toYaml } from "../../lib/core";
import { configOf } from "../components/alertmanager/builders";
import { check } from "./check";
import { layOut } from "./sandbox";

interface Alert {
  readonly status: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
}

function alert(alertname: string, status = "firing", labels: Readonly<Record<string, string>> = {}): Alert {
  return {
    status,
    labels: { alertname, severity: "critical", cluster: "prod", namespace: "shop", service: "checkout", ...labels },
    annotations: { summary: `${alertname} is bad`, description: "Why.", runbook_url: `https://r/${alertname}` },
    startsAt: "2026-01-02T03:04:05Z",
  };
}

function rendered(template: string, alerts: readonly Alert[], type: "text" | "html" = "text"): string {
  const data = {
    status: alerts.some(({ status }) => status === "firing") ? "firing" : "resolved",
    alerts,
    commonLabels: common(alerts.map(({ labels }) => labels)),
    commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
    externalURL: "https://alerts.example.com",
  };
  const root = layOut([
    ["notification.tmpl", NOTIFICATION_TEMPLATE],
    ["data.json", JSON.stringify(data)],
  ]);
  const files = [`--template.glob=${root}/*.tmpl`, `--template.data=${root}/data.json`, `--template.type=${type}`];
  return check("amtool", ["template", "render", ...files, `--template.text=${template}`]).trim();
}

function common(maps: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const [first = {}, ...rest] = maps;
  return Object.fromEntries(Object.entries(first).filter(([key, value]) => rest.every((map) => map[key] === value)));
}

describe("the title", () => {
  test.each<[string, readonly Alert[], string]>([
    ["tells what is wrong", [alert("Down")], "[FIRING:1] critical Down shop/checkout (prod): Down is bad"],
    [
      "names each alert once, however often it fires",
      [alert("Down", "firing", { pod: "a" }), alert("Slow"), alert("Down", "firing", { pod: "b" })],
      "[FIRING:3] critical Down, Slow shop/checkout (prod)",
    ],
    [
      "knows a name from its beginning and its end",
      [alert("ServiceDownAgain"), alert("ServiceDown"), alert("Down")],
      "[FIRING:3] critical ServiceDownAgain, ServiceDown, Down shop/checkout (prod)",
    ],
    [
      "takes names that are no pattern",
      [alert("a(b"), alert("a.b"), alert("a+b")],
      "[FIRING:3] critical a(b, a.b, a+b",
    ],
    [
      "is about what still fires",
      [alert("Down", "resolved"), alert("Slow")],
      "[FIRING:1] critical Slow shop/checkout (prod): Slow is bad",
    ],
    [
      "is about what is over when nothing fires",
      [alert("Down", "resolved"), alert("Slow", "resolved")],
      "[RESOLVED] critical Down, Slow shop/checkout (prod)",
    ],
    ["does without a name", [alert("")], "[FIRING:1] critical shop/checkout (prod)"],
  ])("%s", (_, alerts, title) => {
    expect(rendered(templates.title, alerts).slice(0, title.length)).toBe(title);
    expect(rendered(templates.title, alerts)).not.toContain("\n");
  });
});

test.each([
  [templates.text, "text"],
  [templates.slackText, "text"],
  [templates.html, "html"],
] as const)("%s names every alert with what is wrong and its runbook", (template, type) => {
  const message = rendered(template, [alert("Down"), alert("Slow"), alert("Errors", "resolved")], type);

  for (const name of ["Down", "Slow", "Errors"]) {
    expect(message).toContain(`${name}: ${name} is bad`);
    expect(message).toContain(`https://r/${name}`);
  }
});

describe("routes", () => {
  const outage = ["alertname=ServiceOutage", "severity=critical", "cluster=prod", "namespace=shop", "service=checkout"];

  test.each([
    ["none", undefined],
    ["heartbeat", { url: "https://hc.example.com/ping" }],
  ])("send the Watchdog to %s and nowhere else", (receiver, heartbeat) => {
    const config = configOf({
      critical: "oncall",
      routes: [{ match: { severity: "info" }, receiver: "team", continue: true }],
      ...(heartbeat && { heartbeat }),
    });

    expect(receiversOf(config, ["alertname=Watchdog", "severity=info", "namespace=observability"])).toBe(receiver);
    expect(receiversOf(config, outage)).toBe("oncall");
  });
});

function receiversOf(config: object, labels: readonly string[]): string {
  const root = layOut([["alertmanager.yml", toYaml({ ...config, templates: [] })]]);
  const file = `${root}/alertmanager.yml`;
  expect(check("amtool", ["check-config", file])).toContain("SUCCESS");
  return check("amtool", ["config", "routes", "test", `--config.file=${file}`, ...labels]).trim();
}
