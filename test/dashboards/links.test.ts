import { defaultDashboards, renderDashboard } from "../../dashboards";
import type { GrafanaDashboard } from "../../dashboards/grafana/json";
import { everyPart, everyStack, rendered } from "./builders";

/** Choices of a data source, which a dashboard that has no use for one ignores. */
const DATASOURCES = new Set(["datasource", "logs", "traces"]);

const everything = new Map(defaultDashboards(everyPart).map((dashboard) => [dashboard.uid, rendered(dashboard)]));

test("has the addresses that alerts, data sources and bookmarks point at", () => {
  const withMetrics = [
    "services",
    "service",
    "triage",
    "objectives",
    "cluster",
    "node",
    "stack",
    "prometheus",
    "alertmanager",
  ];

  expect(new Set(defaultDashboards().map(({ uid }) => uid))).toEqual(new Set(withMetrics));
  expect(new Set(everything.keys())).toEqual(
    new Set([...withMetrics, "logs", "traces", "trace", "loki", "jaeger", "collector"]),
  );
});

test.each(everyStack)("shows nothing that the stack has not: %j", (parts) => {
  const uids = defaultDashboards(parts).map(({ uid }) => uid);
  const text = defaultDashboards(parts).map(renderDashboard).join("");

  expect([uids.includes("logs"), uids.includes("loki"), text.includes('"loki"')]).toEqual(Array(3).fill(parts.logs));
  expect([uids.includes("traces"), uids.includes("jaeger"), text.includes('"jaeger"')]).toEqual(
    Array(3).fill(parts.traces),
  );
  expect(uids.includes("collector")).toBe(parts.collector);
});

test.each(everyStack)("leads to every dashboard that the stack has, and to no other: %j", (parts) => {
  const dashboards = defaultDashboards(parts);

  const targets = dashboards.flatMap((dashboard) => linksOf(rendered(dashboard)).map(({ uid }) => uid));

  expect(new Set(targets)).toEqual(new Set(dashboards.map(({ uid }) => uid)));
});

test.each([...everything])("%s hands on only variables that the other dashboard has", (_, json) => {
  const handedOn = linksOf(json).flatMap(({ uid, given }) => given.map((name) => [uid, name] as const));

  const unknown = handedOn.filter(
    ([uid, name]) => !DATASOURCES.has(name) && !namesOf(everything.get(uid)).includes(name),
  );

  expect(unknown).toEqual([]);
});

test.each([...everything])("%s hands on only choices that it offers, and columns that it shows", (_, json) => {
  const columns = json.panels.flatMap((panel) =>
    panel.type === "row" ? [] : panel.fieldConfig.overrides.map(({ matcher }) => matcher.options),
  );

  const links = linksOf(json);

  expect(links.flatMap(({ kept }) => kept).filter((name) => !namesOf(json).includes(name))).toEqual([]);
  expect(links.flatMap(({ columns }) => columns).filter((column) => !columns.includes(column))).toEqual([]);
});

test("keeps the service on the way between all that is known of it", () => {
  const about = ["service", "triage", "logs", "traces"];

  const kept = about.flatMap((uid) => {
    const links = everything.get(uid)?.links ?? [];
    return links.filter(({ url }) => about.some((other) => url.startsWith(`/d/${other}?`)));
  });

  expect(kept).toHaveLength(about.length * (about.length - 1));
  expect(kept.filter(({ keepTime }) => !keepTime)).toEqual([]);
  expect(kept.filter(({ url }) => !url.includes("${namespace:queryparam}&${service:queryparam}"))).toEqual([]);
});

interface FoundLink {
  readonly uid: string;
  /** Variables of the other dashboard that it sets. */
  readonly given: readonly string[];
  /** Variables of this dashboard that it hands on under their own names. */
  readonly kept: readonly string[];
  readonly columns: readonly string[];
}

/** Every link of a dashboard, at its top and in its tables. */
function linksOf(json: GrafanaDashboard): FoundLink[] {
  return [...JSON.stringify(json).matchAll(/"url":"\/d\/([^"?]+)\??([^"]*)"/g)].map(([, uid = "", query = ""]) => {
    const kept = [...query.matchAll(/\$\{(\w+):queryparam\}/g)].map(([, name = ""]) => name);
    const set = [...query.matchAll(/var-(\w+)=/g)].map(([, name = ""]) => name);
    const columns = [...query.matchAll(/\$\{__data\.fields\.(\w+)\}/g)].map(([, name = ""]) => name);
    return { uid, given: [...kept, ...set], kept, columns };
  });
}

function namesOf(json: GrafanaDashboard | undefined): string[] {
  return json?.templating.list.map(({ name }) => name) ?? [];
}
