/** The alerts, objects and numbers that the README and the guides tell are those that the program yields. */
import { load } from "js-yaml";
import { App } from "cdk8s";
import packageJson from "../../package.json";
import { parseServiceAlerts, serviceAlerts, serviceLogAlerts, type ParsedServiceAlerts } from "../../alerts/service";
import { defaultDashboards } from "../../dashboards";
import { asRecord, asRecords, ManifestChart, parseDuration, Problems, render } from "../../lib/core";
import { WebService } from "../../lib/service";
import {
  HttpMetrics,
  recorded,
  serviceLogRecordings,
  serviceRecordings,
  type AlertRule,
  type ServiceTarget,
} from "../../lib/signals";
import { build } from "../../stacks/build";
import { environments } from "../../stacks/environments";
import toolVersions from "../../tools/versions.json";
import { page, tableOf } from "./markdown";
import { alertsIn, goldenObjects } from "./measure";

const readme = page("README.md");
const guide = page("docs/guides/alerts.md");
const target: ServiceTarget = {
  namespace: "shop",
  service: "checkout",
  workload: { kind: "Deployment", name: "checkout" },
  container: "checkout",
  metrics: HttpMetrics.prometheus(),
  scaling: { name: "checkout", min: 2, max: 10 },
  probed: true,
  hasCpuLimit: true,
};
const defaults = parseServiceAlerts({}, target, new Problems());
const logAlerts = serviceLogAlerts(target, defaults);
const rules = [...serviceAlerts(target, defaults), ...logAlerts];
const properties = tableOf(guide, "alert", "property").rows.map((row) => row.map((cell) => cell.replaceAll("`", "")));

test.each([readme, guide])("$path has the alerts of a service and their defaults", (where) => {
  const { header, rows } = tableOf(where, "alert");
  const shown = rows.map((row) => [row[0]?.replaceAll("`", ""), row[header.indexOf("default")]]);

  expect(shown).toEqual(
    namesOf(rules).map((name) => [
      name,
      rules.flatMap((rule) => (rule.alert === name ? [levelOf(rule)] : [])).join(", "),
    ]),
  );
});

test("each alert is switched off by its property", () => {
  for (const [alert, property = ""] of properties) {
    const off = parseServiceAlerts({ [property]: false }, target, new Problems());

    expect(namesOf(alertsOf(target, off))).not.toContain(alert);
  }
});

test("each alert needs what its row says", () => {
  const { metrics: _, ...withoutMetrics } = target;
  const { scaling: __, ...withoutScaling } = target;
  const missing = (bare: ServiceTarget): string[] => {
    const left = namesOf(alertsOf(bare, parseServiceAlerts({}, bare, new Problems())));
    return namesOf(rules).filter((name) => !left.includes(name));
  };
  const needing = (text: string): string[] =>
    properties.filter((row) => row[2]?.includes(text)).map(([alert = ""]) => alert);

  expect(needing("metrics")).toEqual(missing(withoutMetrics));
  expect(needing("scaling")).toEqual(missing(withoutScaling));
  expect(needing("CPU limit")).toEqual(missing({ ...target, hasCpuLimit: false }));
  expect(needing("probe")).toEqual(missing({ ...target, probed: false }));
  const onLines = rules.filter((rule) => logAlerts.includes(rule) || rule.expr.includes(recorded.logLines));
  expect(needing("logs").toSorted()).toEqual(namesOf(onLines).toSorted());
});

test("the README counts the recorded series and names the dashboards", () => {
  const titles = defaultDashboards({ logs: true, traces: true, collector: true }).map(({ title }) => title);
  const [ofMetrics, ofLogs] = [serviceRecordings(target), serviceLogRecordings(target)];

  expect(readme.prose).toContain(`${ofMetrics.length} recorded series of metrics and ${ofLogs.length} of log lines`);
  expect(titles).toHaveLength(10);
  expect(readme.prose.replaceAll("\n", " ")).toContain(
    `There are ten dashboards, however many services: ${titles.join(", ")}.`,
  );
});

test("the README names the objects of a service", () => {
  const app = new App();
  new WebService(new ManifestChart(app, "shop", { namespace: "shop" }), "checkout", {
    image: "registry.example.com/shop/checkout:1.4.2",
    port: 8080,
    resources: { cpu: "250m", memory: "256Mi" },
    scaling: { min: 2, max: 10, cpu: "70%" },
    config: { files: { "a.yaml": "a: 1" } },
    probes: false,
    alerts: false,
  });
  const rendered = render(app).map(({ object }) => object.kind);
  const named = tableOf(readme, "for each service").rows.flatMap(([cell = ""]) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, kind]) => kind),
  );

  expect(named.toSorted()).toEqual(rendered.toSorted());
});

test("the guide names every alert of the stack", () => {
  const own = Object.keys(environments)
    .flatMap((environment) => alertsIn(goldenObjects(environment)))
    .filter(({ file }) => file.startsWith("observability"));
  const named = tableOf(guide, "program").rows.flatMap(([program, alerts = ""]) =>
    [...alerts.matchAll(/`(\w+)`/g)].map(([, alert]) => `${program}: ${alert}`),
  );

  const rendered = new Set(own.map(({ file, alert }) => `${file.split(".")[1]}: ${alert}`));
  expect(named.toSorted()).toEqual([...rendered].toSorted());
});

describe("the way of an outage to its receiver", () => {
  const dataOf = (configMap: string, key: string): unknown => {
    const found = goldenObjects("prod").find(({ metadata }) => metadata.name === configMap);
    return load(String(asRecord(found?.["data"])[key]));
  };
  const global = asRecord(asRecord(dataOf("prometheus-config", "prometheus.yml"))["global"]);
  const route = asRecord(asRecord(dataOf("alertmanager-config", "alertmanager.yml"))["route"]);
  const critical = asRecords(route["routes"]).find(({ matchers }) => String(matchers).includes("critical"));
  const seconds = (text: unknown): string => String(parseDuration(String(text)) / 1000);

  test("takes what the table says, and less than 90 seconds", () => {
    const [outage] = defaults.outage;
    const untilHalf = 60 * (outage?.above ?? 1);
    const steps = [
      seconds(global["scrape_interval"]),
      String(untilHalf),
      seconds(global["evaluation_interval"]),
      seconds(outage?.for),
      seconds(critical?.["group_wait"]),
    ];
    const total = steps.reduce((sum, step) => sum + Number(step), 0);

    expect(tableOf(guide, "step").rows.map((row) => row[2])).toEqual([...steps, String(total)]);
    expect(total).toBeLessThanOrEqual(90);
  });

  test("waits in Alertmanager as the table says", () => {
    const fields = ["group_wait", "group_interval", "repeat_interval"];

    expect(tableOf(guide, "", "critical", "others").rows.map((row) => row.slice(1))).toEqual(
      fields.map((field) => [critical?.[field], route[field]]),
    );
  });
});

test("the versions that it needs are those that are tested", () => {
  const [node20 = "", node22 = ""] = packageJson.engines.node
    .split(" || ")
    .map((range) => range.replace(/\.0$|[^\d.]/g, ""));
  const [oldest = ""] = Object.keys(toolVersions.kubernetes);

  expect(readme.prose).toContain(`Node ${node20.replace(/\.0$/, "")}+ or ${node22.replace(/\.0$/, "")}+`);
  expect(readme.prose).toContain(`Kubernetes ${oldest.split(".").slice(0, 2).join(".")}+`);
});

test("an environment is a stack, a folder and a row of the profiles", () => {
  const names = Object.keys(environments);

  expect(tableOf(readme, "profile").rows.map(([, name]) => name)).toEqual(names);
  expect(names.map((name) => environments[name as keyof typeof environments].name)).toEqual(names);
  for (const environment of Object.values(environments)) expect(render(build(environment)).length).toBeGreaterThan(0);
});

/** In the order of the tables: those on metrics, then those on log lines. */
function alertsOf(of: ServiceTarget, alerts: ParsedServiceAlerts): AlertRule[] {
  return [...serviceAlerts(of, alerts), ...serviceLogAlerts(of, alerts)];
}

function namesOf(some: readonly { readonly alert: string }[]): string[] {
  return [...new Set(some.map(({ alert }) => alert))];
}

/** `critical above 50 % for 15s`: what the rule compares with, in the unit of its property. */
function levelOf(rule: AlertRule): string {
  const property = properties.find(([alert]) => alert === rule.alert)?.[1] as keyof ParsedServiceAlerts;
  const levels = defaults[property];
  const level = Array.isArray(levels) ? levels.find(({ severity }) => severity === rule.severity) : undefined;
  const above = level === undefined ? "" : ` above ${shown(level.above, property)}`;
  return `${rule.severity}${above}${rule.for === undefined ? "" : ` for ${rule.for}`}`;
}

function shown(above: number, property: string): string {
  if (["restarts", "panics", "logsMissing"].includes(property)) return String(above);
  return property === "latencyP99" ? `${above}s` : `${Number((above * 100).toPrecision(12))} %`;
}
