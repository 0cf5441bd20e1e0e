/** The JSON of every dashboard is what Grafana's own types say: fields, enumerations, and the options of each kind of panel. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaultDashboards } from "../../dashboards";
import type { GrafanaDashboard } from "../../dashboards/grafana/json";
import { aCallGraph, aDashboard, everyPart, panelsOf, rendered } from "./builders";

const ROOT = join(__dirname, "..", "..");
const SCHEMA = "@grafana/schema";

/** Where the options and the custom fields of a kind of panel are typed; that of traces is not published. */
const PANELS: Readonly<Record<string, string>> = {
  stat: "Stat",
  timeseries: "TimeSeries",
  table: "Table",
  logs: "Logs",
  nodeGraph: "NodeGraph",
  text: "Text",
};

const dashboards = [...defaultDashboards(everyPart), aDashboard({ rows: [{ lines: [[aCallGraph()]] }] })].map(rendered);
const panels = dashboards.flatMap((dashboard) => panelsOf(dashboard).map((panel) => ({ uid: dashboard.uid, panel })));

test("there is a type for every kind of panel, but for traces", () => {
  const kinds = new Set(panels.map(({ panel }) => panel.type));

  expect([...kinds].filter((kind) => !(kind in PANELS))).toEqual(["traces"]);
});

test("Grafana's types take every dashboard and every panel's options", () => {
  expect(compiled(source())).toBe("");
});

test("and would not take what is wrong", () => {
  const wrong = `${HEAD}\nexport const wrong: Plain<Panel["fieldConfig"]> = { defaults: { unit: "s", mapings: [] }, overrides: [] };`;

  expect(compiled(wrong)).toContain("mapings");
});

const HEAD = `
import type { Dashboard, Panel } from "${SCHEMA}";
${Object.values(PANELS)
  .map(
    (name) =>
      `import type * as ${name} from "${SCHEMA}/dist/esm/raw/composable/${name.toLowerCase()}/panelcfg/x/${name}PanelCfg_types.gen";`,
  )
  .join("\n")}
/** Enumerations as the texts and numbers that they are in JSON. */
type Plain<T> = T extends string ? \`\${T}\` : T extends number ? (number extends T ? T : T | number) : T extends readonly (infer I)[] ? readonly Plain<I>[] : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;
`;

function source(): string {
  const whole = dashboards.map(
    (dashboard, i) =>
      `export const dashboard${i}: Plain<Omit<Dashboard, "panels">> = ${literal(withoutQueries(dashboard))};`,
  );
  const each = panels.map(({ panel: { options, ...panel } }, i) => {
    const { custom, ...defaults } = panel.fieldConfig.defaults;
    const type = PANELS[panel.type];
    return [
      `export const panel${i}: Plain<Omit<Panel, "options">> = ${literal({ ...panel, ...WITHOUT, fieldConfig: { ...panel.fieldConfig, defaults } })};`,
      ...(type === undefined ? [] : [`export const options${i}: Plain<${type}.Options> = ${literal(options)};`]),
      ...(type !== "TimeSeries" || custom === undefined
        ? []
        : [`export const custom${i}: Plain<${type}.FieldConfig> = ${literal(custom)};`]),
    ].join("\n");
  });
  return [HEAD, ...whole, ...each].join("\n");
}

/**
 * Without what the types know nothing of: queries are their data sources' own, as are the definition of a variable and the
 * words of an annotation, and a variable whose value Grafana finds by itself has none yet.
 */
function withoutQueries({ annotations, templating, ...dashboard }: GrafanaDashboard): object {
  return {
    ...dashboard,
    panels: undefined,
    annotations: {
      list: annotations.list.map(({ target, ...annotation }) => ({
        ...annotation,
        titleFormat: undefined,
        textFormat: undefined,
        target: { refId: target.refId },
      })),
    },
    templating: {
      list: templating.list.map(({ current, ...variable }) => ({
        ...variable,
        definition: undefined,
        ...("value" in current ? { current } : {}),
      })),
    },
  };
}

/** The queries of a panel; in JSON they are gone. */
const WITHOUT = { targets: undefined };

function literal(value: unknown): string {
  return JSON.stringify(value);
}

/** What the compiler says. */
function compiled(text: string): string {
  // Within the repository, so that the types are found.
  mkdirSync(join(ROOT, ".tmp"), { recursive: true });
  const directory = mkdtempSync(join(ROOT, ".tmp", "schema-"));
  try {
    writeFileSync(join(directory, "dashboards.ts"), text);
    const compilerOptions = {
      strict: true,
      noEmit: true,
      module: "node20",
      target: "es2022",
      skipLibCheck: true,
      types: [],
    };
    writeFileSync(join(directory, "tsconfig.json"), JSON.stringify({ compilerOptions }));
    const tsc = spawnSync(join(ROOT, "node_modules", ".bin", "tsc"), ["-p", directory], { encoding: "utf8" });
    return `${tsc.stdout}${tsc.stderr}`;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
