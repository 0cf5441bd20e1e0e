import { defaultDashboards } from "../../dashboards";
import { renderDashboard } from "../../dashboards/render";
import { allExpressionsOf, expressionsOf, panelsOf, rendered } from "./builders";

const STATUS_COLORS: Readonly<Record<string, string>> = {
  "2xx": "green",
  "3xx": "blue",
  "4xx": "orange",
  "5xx": "red",
};
const PALETTE = new Set(["green", "blue", "orange", "red", "purple", "text", "transparent"]);

const uids = defaultDashboards().map(({ uid }) => uid);

test("has the addresses that alerts and bookmarks point at", () => {
  expect(uids).toEqual(["services", "service", "prometheus", "alertmanager"]);
});

test("leads only to dashboards that exist", () => {
  const urls = defaultDashboards().flatMap((dashboard) => {
    const text = renderDashboard(dashboard);
    return [...text.matchAll(/"url": "\/d\/([^"?]+)/g)].map(([, uid]) => uid);
  });

  expect(new Set(urls)).toEqual(new Set(uids));
});

describe.each(defaultDashboards().map((dashboard) => [dashboard.uid, dashboard] as const))("%s", (uid, dashboard) => {
  const json = rendered(dashboard);
  const panels = panelsOf(json);
  const series = panels.filter(({ type }) => type === "timeseries");

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

  test("leaves curves at least a third of the width, so that they can be read at 1280 pixels", () => {
    expect(series.filter(({ gridPos }) => gridPos.w < 8).map(({ title }) => title)).toEqual([]);
  });

  test("says of every panel what is seen on it", () => {
    expect(panels.filter(({ title }) => title.trim() === "").map(({ id }) => id)).toEqual([]);
    expect(panels.filter(({ description }) => !description.endsWith(".")).map(({ title }) => title)).toEqual([]);
  });

  test("gives every number a unit", () => {
    const unitless = panels.filter(({ fieldConfig: { defaults, overrides }, targets }) => {
      const units = overrides.flatMap(({ properties }) => properties.filter(({ id }) => id === "unit"));
      return defaults.unit === undefined && units.length < targets.length;
    });

    expect(unitless.map(({ title }) => title)).toEqual([]);
  });

  test("asks the data source that the reader has chosen, everywhere", () => {
    const asked = [
      ...panels.flatMap(({ datasource, targets }) => [datasource, ...targets.map((target) => target.datasource)]),
      ...json.annotations.list.map(({ datasource }) => datasource),
      ...json.templating.list.flatMap(({ datasource }) => datasource ?? []),
    ];

    expect(asked).toEqual(asked.map(() => ({ type: "prometheus", uid: "${datasource}" })));
  });

  test("has a query in every panel, and an expression in every query", () => {
    expect(panels.filter(({ targets }) => targets.length === 0).map(({ title }) => title)).toEqual([]);
    expect(expressionsOf(json).filter((expr) => expr.trim() === "")).toEqual([]);
  });

  test("names every curve", () => {
    const targets = panels.flatMap((panel) => panel.targets);

    expect(targets.filter(({ legendFormat }) => legendFormat === "" || legendFormat === "__auto")).toEqual([]);
    expect(series.map(({ options }) => options["legend"])).toEqual(
      series.map(() => expect.objectContaining({ showLegend: true })),
    );
  });

  test("names curves only by labels that the expression leaves", () => {
    const missing = panels.flatMap(({ targets }) =>
      targets.flatMap(({ expr, legendFormat }) =>
        [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)]
          .map(([, label = ""]) => label)
          .filter((label) => !new RegExp(`by \\([^)]*\\b${label}\\b`).test(expr)),
      ),
    );

    expect(missing).toEqual([]);
  });

  test("computes rates over an interval that fits the width and the scrape interval", () => {
    const rate = /\b[id]?rate\([^[{]*(?:\{(?:[^"}]|"[^"]*")*\})?\[([^\]]+)\]/g;
    const windows = allExpressionsOf(json).flatMap((expr) => [...expr.matchAll(rate)].map(([, window]) => window));

    expect(windows.filter((window) => window !== "$__rate_interval")).toEqual([]);
  });

  test("uses only variables that exist, and no dollar for anything else", () => {
    const known = new Set([
      ...json.templating.list.map(({ name }) => `$${name}`),
      "$__rate_interval",
      "$__interval",
      "$__range",
    ]);

    const used = allExpressionsOf(json).flatMap((expr) => {
      // What a group of a regular expression has matched; Grafana leaves it alone, as it knows no such variable.
      const withoutGroups = expr.replace(/(label_replace\(.*?, )"\$1"/g, "$1");
      return withoutGroups.match(/\$\w*/g) ?? [];
    });

    expect(used.filter((variable) => !known.has(variable))).toEqual([]);
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
    const colors = series.flatMap(({ targets, fieldConfig }) =>
      targets
        .filter(({ legendFormat }) => legendFormat in STATUS_COLORS)
        .map(({ refId, legendFormat }) => {
          const override = fieldConfig.overrides.find(({ matcher }) => matcher.options === refId);
          return [legendFormat, override?.properties.find(({ id }) => id === "color")?.value];
        }),
    );

    expect(colors).toEqual(colors.map(([name]) => [name, { mode: "fixed", fixedColor: STATUS_COLORS[String(name)] }]));
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
