/** What the pages tell of logs and traces: variables, fields, labels, sizes, and the ways from an alert to a trace. */
import { replacements } from "../../lib/components/collector/agent/secrets";
import { SIZES as AGENTS } from "../../lib/components/collector/agent/size";
import { SIZES as GATEWAYS } from "../../lib/components/collector/gateway/size";
import { SIZES as JAEGERS } from "../../lib/components/jaeger/size";
import { isVolume } from "../../lib/components/jaeger/storage";
import { SIZES as LOKIS } from "../../lib/components/loki/size";
import type { DataStorage } from "../../lib/components/volume-claim";
import { asRecord, asRecords, isRecord, podSpecOf } from "../../lib/core";
import { logLabels } from "../../lib/signals";
import { page, tableOf, type Table } from "./markdown";
import { objects, rulesOf } from "./rendered";

const readme = page("README.md");
const guide = page("docs/guides/logs-and-traces.md");
const PROFILES = ["dev", "small", "ha"] as const;

test("the variables are those of a service that pushes its metrics", () => {
  const inventory = objects.find(({ kind, metadata }) => kind === "Deployment" && metadata.name === "inventory");
  const [container] = asRecords(inventory && podSpecOf(inventory)["containers"]);
  const names = asRecords(container?.["env"]).map(({ name }) => String(name));

  // Two more are there for the others to refer to.
  const told = names.filter((name) => name.startsWith("OTEL_") && !/_(POD|NODE)_NAME$/.test(name));
  expect(codesIn(tableOf(guide, "variable")).toSorted()).toEqual(told.toSorted());
});

test("each field of a line is one that the agent knows", () => {
  const config = objects.find(({ metadata }) => metadata.name === "collector-agent-config");
  const [text] = Object.values(asRecord(config?.["data"])).map(String);

  const unknown = codesIn(tableOf(guide, "field")).filter((name) => !text?.includes(`log.attributes["${name}"]`));
  expect(unknown).toEqual([]);
});

test("the labels of streams are named, and are all", () => {
  const [, named = ""] = /labels (`service_name`[^.]*),\s+and of no others/.exec(guide.prose) ?? [];

  expect([...named.matchAll(/`(\w+)`/g)].map(([, label]) => label)).toEqual(Object.values(logLabels));
});

test("the sizes are those of the profiles", () => {
  const rows = tableOf(guide, "", "`dev`", "`small`", "`ha`").rows;
  const of = (value: (profile: (typeof PROFILES)[number]) => string): string[] => PROFILES.map(value);

  expect(rows.map((row) => row.slice(1))).toEqual([
    of((profile) => LOKIS[profile].retention),
    of((profile) => volume(LOKIS[profile].storage) ?? "an S3-compatible bucket, to be named"),
    of((profile) => JAEGERS[profile].retention),
    of((profile) => {
      const { storage } = JAEGERS[profile];
      const own = storage !== undefined && isVolume(storage) ? volume(storage) : undefined;
      return own ?? "Elasticsearch or OpenSearch, to be named";
    }),
    of((profile) => GATEWAYS[profile].sampling.share),
    of((profile) => [LOKIS, JAEGERS, GATEWAYS].map((sizes) => sizes[profile].replicas).join(", ")),
    of((profile) => AGENTS[profile].queueSize),
    of((profile) => volume(GATEWAYS[profile].storage) ?? ""),
  ]);
  const rates = PROFILES.map((profile) => LOKIS[profile].limits.ingestionRate.replace("Mi", ""));
  expect(guide.prose).toContain(
    `${rates[0]} MiB of lines and metadata a second in \`dev\`, ${rates[1]} in \`small\`, ${rates[2]} in \`ha\``,
  );
});

test.each(tableOf(guide, "written").rows.map((row) => row.map((cell) => cell.replaceAll("`", ""))))(
  "of %s is kept %s",
  (written = "", kept) => {
    // What is written in Go's syntax means the same in JavaScript's.
    const masked = replacements.reduce((text, { regex, replacement }) => {
      const [, flag, pattern = ""] = /^(\(\?i\))?([^]*)$/.exec(regex) ?? [];
      const mask = replacement.replaceAll(/\$\{(\d+)\}/g, "$$$1");
      return text.replaceAll(new RegExp(pattern, flag === undefined ? "g" : "gi"), mask);
    }, written);

    expect(masked).toBe(kept);
  },
);

describe("from an alert to its trace", () => {
  const section = /^## From an alert to the trace[^]*?(?=^## )/m.exec(readme.text)?.[0] ?? "";

  test("the links are on each alert about failures", () => {
    const links = [...section.matchAll(/`(\w+_url)`/g)].map(([, link = ""]) => link);
    const alerts = objects.flatMap((object) => rulesOf(object)).filter(({ alert }) => alert === "ServiceErrors5xx");

    expect(alerts.length).toBeGreaterThan(0);
    expect(links.toSorted()).toEqual(["dashboard_url", "logs_url", "traces_url"]);
    expect(alerts.filter(({ annotations }) => links.some((link) => !(link in asRecord(annotations))))).toEqual([]);
  });

  test.each([readme, guide])("what $path says in italics is on a dashboard, or a link in Grafana", ({ prose }) => {
    const named = [...prose.matchAll(/(?<![*\w])\*([A-Z][^*\n]+)\*(?!\*)/g)].map(([, title = ""]) => title);
    const known = new Set(objects.flatMap(textsOfGrafana));

    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((title) => !known.has(title))).toEqual([]);
  });
});

function codesIn({ rows }: Table): string[] {
  return rows.flatMap(([cell = ""]) => [...cell.matchAll(/`([\w.@]+)`/g)].map(([, code = ""]) => code));
}

function volume(storage: DataStorage | undefined): string | undefined {
  if (storage === undefined) return undefined;
  return storage.ephemeral ? `${storage.size} that go with the pod` : `a volume of ${storage.size}`;
}

/** Titles of panels, and what Grafana calls the links of its data sources. */
function textsOfGrafana({ metadata, data }: (typeof objects)[number]): string[] {
  if (!metadata.name.startsWith("grafana-da")) return [];
  return Object.entries(asRecord(data)).flatMap(([file, text]) =>
    file.endsWith(".json")
      ? titlesIn(JSON.parse(String(text)))
      : [...String(text).matchAll(/urlDisplayLabel: (.+)/g)].map(([, label = ""]) => label),
  );
}

function titlesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(titlesIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "title" && typeof inner === "string" ? [inner] : titlesIn(inner),
  );
}
