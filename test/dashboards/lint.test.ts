import { defaultDashboards } from "../../dashboards";
import { renderDashboard } from "../../dashboards/render";
import { spanMetrics } from "../../lib/signals";
import {
  allExpressionsOf,
  everyPart,
  expressionsOf,
  logqlOf,
  panelsOf,
  queriesOf,
  rendered,
  variableQueriesOf,
} from "./builders";

const STATUS_COLORS: Readonly<Record<string, string>> = {
  "2xx": "green",
  "3xx": "blue",
  "4xx": "orange",
  "5xx": "red",
};
const SEVERITY_COLORS: Readonly<Record<string, string>> = { critical: "red", warning: "orange" };
const PALETTE = new Set(["green", "blue", "orange", "red", "purple", "text", "transparent"]);

const DATASOURCES: Readonly<Record<string, string>> = {
  prometheus: "${datasource}",
  loki: "${logs}",
  jaeger: "${traces}",
};

const dashboards = defaultDashboards(everyPart);

describe.each(dashboards.map((dashboard) => [dashboard.uid, dashboard] as const))("%s", (uid, dashboard) => {
  const json = rendered(dashboard);
  const panels = panelsOf(json);
  const series = panels.filter(({ type }) => type === "timeseries");
  const texts = panels.filter(({ type }) => type === "text");
  const asking = panels.filter(({ type }) => type !== "text");

  test("has a uid that Grafana and Kubernetes accept", () => {
    expect(uid).toMatch(/^[a-z][a-z0-9-]{0,38}[a-z0-9]$/);
  });

  test("fits into a ConfigMap that kubectl can apply", () => {
    expect(Buffer.byteLength(renderDashboard(dashboard))).toBeLessThan(256 * 1024);
  });

  test("gives every panel an id of its own", () => {
    const ids = json.panels.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(Math.min(...ids)).toBeGreaterThan(0);
  });

  test("places every panel within 24 columns, none upon another", () => {
    const cells = json.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );

    expect(new Set(cells).size).toBe(cells.length);
    expect(json.panels.every(({ gridPos: { x, w } }) => x >= 0 && w > 0 && x + w <= 24)).toBe(true);
  });

  test("says of every panel what is seen on it", () => {
    expect(panels.filter(({ title }) => title.trim() === "").map(({ id }) => id)).toEqual([]);
    expect(panels.filter(({ description }) => !description.endsWith(".")).map(({ title }) => title)).toEqual([]);
  });

  test("gives every number a unit", () => {
    const numbers = panels.filter(({ type }) => type === "stat" || type === "timeseries" || type === "table");
    const unitless = numbers.filter(({ fieldConfig: { defaults, overrides }, targets }) => {
      const units = overrides.flatMap(({ properties }) => properties.filter(({ id }) => id === "unit"));
      return defaults.unit === undefined && units.length < targets.length;
    });

    expect(unitless.map(({ title }) => title)).toEqual([]);
  });

  test("asks the data sources that the reader has chosen, everywhere", () => {
    const offered = json.templating.list.flatMap(({ type, name, query }) =>
      type === "datasource" ? [{ type: query, uid: `\${${name}}` }] : [],
    );
    const asked = [
      ...panels.flatMap(({ targets }) => targets.map(({ datasource }) => datasource)),
      ...json.annotations.list.map(({ datasource }) => datasource),
      ...json.templating.list.flatMap(({ datasource }) => datasource ?? []),
    ];

    expect(asked).toEqual(asked.map(({ type }) => ({ type, uid: DATASOURCES[type] })));
    expect(offered.filter((other) => !asked.some(({ uid }) => uid === other.uid))).toEqual([]);
    expect(asked.filter((other) => !offered.some(({ uid }) => uid === other.uid))).toEqual([]);
  });

  test("tells Grafana which data source a panel has, and that it has several", () => {
    const told = asking.map(({ datasource }) => datasource.uid);

    const asked = asking.map(({ targets }) => [...new Set(targets.map(({ datasource }) => datasource.uid))]);
    expect(told).toEqual(asked.map(([first, ...others]) => (others.length > 0 ? "-- Mixed --" : first)));
  });

  test("has a query in every panel but those of words alone, and something asked in every query", () => {
    const asked = panels.flatMap(({ targets }) =>
      targets.map((target) => ("expr" in target ? target.expr : (target.query ?? target.service ?? ""))),
    );

    expect(asking.filter(({ targets }) => targets.length === 0).map(({ title }) => title)).toEqual([]);
    expect(texts.filter(({ targets }) => targets.length > 0).map(({ title }) => title)).toEqual([]);
    expect([...asked, ...expressionsOf(json)].filter((what) => what.trim() === "")).toEqual([]);
  });

  test("asks Jaeger once in a panel, as its data source ignores further queries", () => {
    const queries = panels.map(
      ({ targets }) => targets.filter(({ datasource }) => datasource.type === "jaeger").length,
    );

    expect(Math.max(...queries)).toBeLessThanOrEqual(1);
  });

  test("names every curve", () => {
    const curves = series.flatMap((panel) => [...queriesOf(panel), ...queriesOf(panel, "loki")]);

    expect(curves.filter(({ legendFormat = "" }) => legendFormat === "" || legendFormat === "__auto")).toEqual([]);
    expect(series.map(({ options }) => options["legend"])).toEqual(
      series.map(() => expect.objectContaining({ showLegend: true })),
    );
  });

  test("names curves only by labels that the expression leaves", () => {
    const queries = panels.flatMap((panel) => [...queriesOf(panel), ...queriesOf(panel, "loki")]);
    const missing = queries.flatMap(({ expr, legendFormat = "" }) =>
      [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)]
        .map(([, label = ""]) => label)
        .filter((label) => !new RegExp(`by \\([^)]*\\b${label}\\b|label_replace\\(.*, "${label}", "`).test(expr)),
    );

    expect(missing).toEqual([]);
  });

  test("computes rates over an interval that fits the width and the scrape interval", () => {
    const rate = /\b[id]?rate\([^[{]*(?:\{(?:[^"}]|"[^"]*")*\})?\[([^\]]+)\]/g;
    const windows = allExpressionsOf(json).flatMap((expr) => [...expr.matchAll(rate)].map(([, window]) => window));

    expect(windows.filter((window) => window !== "$__rate_interval")).toEqual([]);
  });

  test("computes rates of log lines over an interval that fits the width, unless it says which", () => {
    const windows = panels.flatMap((panel) =>
      queriesOf(panel, "loki").flatMap(({ expr, legendFormat = "" }) =>
        [...expr.matchAll(/\brate\(.*?\[([^\]]+)\]\s*\)/g)].map(([, window]) => [
          window,
          `${panel.description} ${legendFormat}`,
        ]),
      ),
    );

    const unsaid = windows.filter(
      ([window, said = ""]) => window !== "$__auto" && !(window === "5m" && /over (?:five|5) minutes/.test(said)),
    );
    expect(unsaid).toEqual([]);
  });

  test("shows durations of spans in seconds, or as they are measured", () => {
    const asked = panels.flatMap((panel) => {
      const units = panel.fieldConfig.overrides.flatMap(({ matcher, properties }) =>
        properties.flatMap(({ id, value }) => (id === "unit" ? [[matcher.options, value] as const] : [])),
      );
      const unitOf = new Map(units);
      return queriesOf(panel)
        .filter(({ expr }) => expr.includes(spanMetrics.duration))
        .map(({ refId, expr, legendFormat = "" }) => ({
          unit:
            panel.fieldConfig.defaults.unit ??
            unitOf.get(refId) ??
            unitOf.get(legendFormat) ??
            unitOf.get(`Value #${refId}`),
          expr,
        }));
    });

    expect(asked.map(({ unit }) => unit)).toEqual(
      asked.map(({ expr }) => (expr.includes(`) / ${spanMetrics.unitsPerSecond} >= 0`) ? "s" : spanMetrics.unit)),
    );
  });

  test("shows points in the unit in which they are measured, as no expression converts them", () => {
    const withPoints = panels.filter(({ targets }) =>
      targets.some((target) => "exemplar" in target && target.exemplar),
    );

    expect(withPoints.map(({ fieldConfig }) => fieldConfig.defaults.unit)).toEqual(
      withPoints.map(() => spanMetrics.unit),
    );
  });

  test("uses only variables that exist, and no dollar for anything else", () => {
    const known = new Set([
      ...json.templating.list.map(({ name }) => name),
      "__rate_interval",
      "__interval",
      "__range",
      "__auto",
    ]);
    const ofJaeger = panels.flatMap(({ targets }) =>
      targets.flatMap((target) => ("expr" in target ? [] : Object.values(target).filter((v) => typeof v === "string"))),
    );

    const words = panels.flatMap(({ title, description, options }) => [title, description, textOf(options)]);
    const queries = [...allExpressionsOf(json), ...logqlOf(json), ...variableQueriesOf(json, "loki"), ...ofJaeger];

    const used = [...queries, ...words].flatMap((text) => {
      // What a group of a regular expression has matched; Grafana leaves it alone, as it knows no such variable.
      const withoutGroups = text.replaceAll(/, "\$1", "/g, "");
      return [...withoutGroups.matchAll(/\$(?:\{(\w+)(?::\w+)?\}|(\w*))/g)].map(([, braced, bare]) => braced ?? bare);
    });

    expect(used.filter((variable) => !known.has(variable ?? ""))).toEqual([]);
  });

  test("takes a text that the reader types for nothing but a text", () => {
    const texts = json.templating.list.filter(({ type }) => type === "textbox").map(({ name }) => name);

    // Within quotes, a quote of the reader's own would end the literal, and Grafana would escape a part of the rest.
    const unsafe = texts.flatMap((name) =>
      logqlOf(json)
        .map((expr) => expr.replaceAll(`\`\${${name}:raw}\``, "").replaceAll(`trace_id="$${name}"`, ""))
        .filter((expr) => new RegExp(`\\$\\{?${name}\\b`).test(expr)),
    );

    expect(unsafe).toEqual([]);
  });

  test("uses every variable that it offers", () => {
    const text = renderDashboard(dashboard);

    const unused = json.templating.list.filter(({ name }) => !new RegExp(`\\$\\{?${name}\\b`).test(text));

    expect(unused.map(({ name }) => name)).toEqual([]);
  });

  test("matches a variable of several values as the regular expression that it is", () => {
    const several = json.templating.list.filter(({ multi }) => multi).map(({ name }) => name);

    const exact = several.filter((name) => allExpressionsOf(json).some((expr) => expr.includes(`="$${name}"`)));

    expect(exact).toEqual([]);
  });

  test("colours curves of a class of status alike", () => {
    const colors = series.flatMap((panel) =>
      queriesOf(panel)
        .filter(({ legendFormat = "" }) => legendFormat in STATUS_COLORS)
        .map(({ refId, legendFormat }) => {
          const override = panel.fieldConfig.overrides.find(({ matcher }) => matcher.options === refId);
          return [legendFormat, override?.properties.find(({ id }) => id === "color")?.value];
        }),
    );

    expect(colors).toEqual(colors.map(([name]) => [name, { mode: "fixed", fixedColor: STATUS_COLORS[String(name)] }]));
  });

  test("colours curves of a severity alike, and draws limits as dashes", () => {
    const drawn = series.flatMap((panel) =>
      queriesOf(panel).flatMap(({ refId, legendFormat = "" }) => {
        const severity = /^(critical|warning)\b/.exec(legendFormat)?.[1];
        const of = panel.fieldConfig.overrides.find(({ matcher }) => matcher.options === refId)?.properties ?? [];
        const property = (name: string): unknown => of.find(({ id }) => id === name)?.value;
        const dashed = property("custom.lineStyle") !== undefined;
        const isLimit = / limit$| over /.test(legendFormat);
        return severity === undefined ? [] : [[severity, property("color"), dashed === isLimit] as const];
      }),
    );

    expect(drawn).toEqual(drawn.map(([name]) => [name, { mode: "fixed", fixedColor: SEVERITY_COLORS[name] }, true]));
  });

  test("uses only colours of the palette, which has a shade for each theme", () => {
    const colors = [...renderDashboard(dashboard).matchAll(/"(?:fixedColor|color|iconColor)": "([^"]+)"/g)];

    expect(colors.map(([, color]) => color).filter((color) => !PALETTE.has(color ?? ""))).toEqual([]);
  });

  test("sorts tables by columns that they have", () => {
    const tables = dashboard.rows
      .flatMap(({ lines }) => lines.flat())
      .flatMap((panel) => (panel.kind === "table" ? [panel] : []));

    const missing = tables.flatMap(({ labels, values, sortBy = [] }) => {
      const titles = new Set([...labels, ...values].map(({ title }) => title));
      return sortBy.map(({ column }) => column).filter((column) => !titles.has(column));
    });

    expect(missing).toEqual([]);
  });
});

/** The words of a text panel. */
function textOf({ content }: Readonly<Record<string, unknown>>): string {
  return typeof content === "string" ? content : "";
}
