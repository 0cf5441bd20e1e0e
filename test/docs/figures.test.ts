/** The alerts, objects and numbers that the README and the guides tell are those that the program yields. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { App } from "cdk8s";
import packageJson from "../../package.json";
import type { ServiceAlerts } from "../../alerts";
import { catalogue } from "../../alerts/catalogue";
import { parseServiceAlerts, serviceAlerts, serviceLogAlerts } from "../../alerts/service";
import { defaultDashboards } from "../../dashboards";
import { asRecord, asRecords, ManifestChart, parseDuration, Problems, render } from "../../lib/core";
import { WebService } from "../../lib/service";
import {
  recorded,
  serviceLogRecordings,
  serviceRecordings,
  traceRecordings,
  type AlertRule,
  type ServiceTarget,
} from "../../lib/signals";
import { build } from "../../stacks/build";
import { environments } from "../../stacks/environments";
import { defaultsIn } from "../../tools/runbook-head";
import toolVersions from "../../tools/versions.json";
import { aTarget } from "../alerts/a-target";
import { page, ROOT, tableOf } from "./markdown";
import { alertsIn, goldenObjects } from "./measure";

const readme = page("README.md");
const guide = page("docs/guides/alerts.md");
const target = aTarget();
const rules = rulesOf(target);
const defaults = defaultsIn(readFileSync(join(ROOT, "alerts/service-alerts.ts"), "utf8"));
const properties = tableOf(guide, "alert", "property").rows.map((row) => row.map((cell) => cell.replaceAll("`", "")));

test.each([readme, guide])("$path has the alerts of a service and their defaults", (where) => {
  const { header, rows } = tableOf(where, "alert");
  const shown = rows.map((row) => [row[0]?.replaceAll("`", ""), row[header.indexOf("default")]]);

  // What it needs is told elsewhere in the row.
  const described = (property: string): string | undefined =>
    defaults.get(property)?.replace(/, where (the|it) .*$/, "");
  expect(shown).toEqual(catalogue.map(({ alert, property }) => [alert, described(property)]));
});

test("each alert is switched off by its property", () => {
  expect(properties.map(([alert, property]) => [alert, property])).toEqual(
    catalogue.map(({ alert, property }) => [alert, property]),
  );
  for (const { alert, property } of catalogue) {
    expect(namesOf(rulesOf(target, { [property]: false }))).not.toContain(alert);
  }
});

test("each alert needs what its row says", () => {
  const { metrics: _, ...withoutMetrics } = target;
  const { scaling: __, ...withoutScaling } = target;
  const { disruptionBudget: ___, ...withoutBudget } = target;
  const { claims: ____, ...withoutClaims } = target;
  const missing = (bare: ServiceTarget, options?: ServiceAlerts): string[] => {
    const left = namesOf(rulesOf(bare, options));
    return namesOf(rules).filter((name) => !left.includes(name));
  };
  const needing = (text: string): string[] =>
    properties.filter((row) => row[2]?.includes(text)).map(([alert = ""]) => alert);

  expect(needing("metrics")).toEqual(missing(withoutMetrics));
  expect(needing("scaling")).toEqual(missing(withoutScaling));
  expect(needing("room")).toEqual(missing({ ...target, scaling: { name: "checkout", min: 2, max: 2 } }));
  expect(needing("CPU limit")).toEqual(missing({ ...target, hasCpuLimit: false }));
  expect(needing("liveness")).toEqual(missing({ ...target, hasLivenessProbe: false }));
  expect(needing("outside")).toEqual(
    missing({ ...target, probed: false, urls: [] }).filter((name) => !needing("urls").includes(name)),
  );
  expect(needing("urls")).toEqual(missing({ ...target, urls: [] }));
  expect(needing("PodDisruptionBudget")).toEqual(missing(withoutBudget));
  expect(needing("claim")).toEqual(missing(withoutClaims));
  expect(needing("traces")).toEqual(missing({ ...target, traces: false }));
  expect(["ServiceLatencyP99", ...needing("latencyP99")]).toEqual(missing(target, { latencyP99: false }));
  const onLines = rules.filter(
    ({ alert, expr }) =>
      expr.includes(recorded.logLines) || catalogue.some((one) => one.alert === alert && one.language === "logql"),
  );
  expect(needing("logs")).toEqual(namesOf(onLines));
});

test("the README counts the recorded series and names the dashboards", () => {
  const titles = defaultDashboards({ logs: true, traces: true, collector: true }).map(({ title }) => title);
  const counts = [serviceRecordings, traceRecordings, serviceLogRecordings].map((record) => record(target).length);

  expect(readme.prose).toContain(
    `${counts[0]} recorded series of metrics, ${counts[1]} of traces and ${counts[2]} of log lines`,
  );
  expect(readme.prose.replaceAll("\n", " ")).toContain(
    `There are ${titles.length} dashboards, however many services: ${titles.join(", ")}.`,
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
    const { alerts } = parseServiceAlerts({}, target, new Problems());
    const [outage] = alerts.find(({ definition }) => definition.property === "outage")?.levels ?? [];
    const untilHalf = 60 * (outage?.limit ?? 1);
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

/** In the order of the tables. */
function rulesOf(of: ServiceTarget, options: ServiceAlerts = {}): AlertRule[] {
  const parsed = parseServiceAlerts(options, of, new Problems());
  const all = [...serviceAlerts(of, parsed), ...serviceLogAlerts(of, parsed)];
  return catalogue.flatMap(({ alert }) => all.filter((rule) => rule.alert === alert));
}

function namesOf(some: readonly { readonly alert: string }[]): string[] {
  return [...new Set(some.map(({ alert }) => alert))];
}
