import { renderDashboard } from "../../dashboards";
import { aDashboard, aStat, aTable, aText, aTimeSeries, rendered, renderedPanel } from "./builders";

describe("a dashboard", () => {
  test("is the same text whenever it is rendered", () => {
    expect(renderDashboard(aDashboard())).toBe(renderDashboard(aDashboard()));
  });

  test("is in the classic form, which Grafana reads from files, and cannot be edited in the browser", () => {
    const json = rendered(aDashboard({ uid: "some", title: "Some" }));

    expect(json).toMatchObject({ uid: "some", title: "Some", schemaVersion: 42, editable: false });
    expect(json).not.toHaveProperty("apiVersion");
    expect(json).not.toHaveProperty("spec");
  });

  test("looks back an hour and reads again twice a minute unless it says otherwise", () => {
    expect(rendered(aDashboard())).toMatchObject({ time: { from: "now-1h", to: "now" }, refresh: "30s" });
    expect(rendered(aDashboard({ timeRange: "6h", refresh: "1m" }))).toMatchObject({
      time: { from: "now-6h", to: "now" },
      refresh: "1m",
    });
  });

  test("offers the data source first, then its own variables", () => {
    const route = { name: "route", title: "Route", label: "route", of: 'requests{service="$service"}' };

    const [datasource, variable] = rendered(aDashboard({ variables: [route] })).templating.list;

    expect(datasource).toMatchObject({ type: "datasource", name: "datasource", query: "prometheus" });
    expect(variable).toMatchObject({
      type: "query",
      name: "route",
      label: "Route",
      query: { query: 'label_values(requests{service="$service"}, route)' },
      datasource: { uid: "${datasource}" },
      multi: false,
      includeAll: false,
    });
  });

  test("begins with all values of a variable that takes several", () => {
    const route = { name: "route", title: "Route", label: "route", of: "requests", several: true } as const;

    const variable = rendered(aDashboard({ variables: [route] })).templating.list[1];

    expect(variable).toMatchObject({
      multi: true,
      includeAll: true,
      allValue: ".*",
      current: { text: ["All"], value: ["$__all"] },
    });
  });

  test("neither shows a variable that follows from others, nor keeps it in the address", () => {
    const pods = { name: "pods", title: "Pods", label: "pods", of: "service:target_info", hidden: true } as const;

    const [, variable] = rendered(aDashboard({ variables: [pods] })).templating.list;

    expect(variable).toMatchObject({ name: "pods", hide: 2, skipUrlSync: true });
  });

  test("draws its events across all panels", () => {
    const rollout = { title: "Rollout", expr: "changes > 0", text: "{{replicaset}}", color: "blue" } as const;

    const json = rendered(aDashboard({ annotations: [rollout] }));

    expect(json.annotations.list).toMatchObject([
      {
        name: "Rollout",
        iconColor: "blue",
        titleFormat: "Rollout",
        textFormat: "{{replicaset}}",
        target: { expr: "changes > 0" },
      },
    ]);
  });

  test("leads on to other dashboards at the same time", () => {
    const json = rendered(aDashboard({ links: [{ title: "All services", dashboard: "services" }] }));

    expect(json.links).toMatchObject([{ title: "All services", url: "/d/services", keepTime: true }]);
  });

  test("stacks its rows, each under its heading", () => {
    const rows = [{ lines: [[aStat(), aStat()]] }, { title: "Targets", lines: [[aTimeSeries()], [aTimeSeries()]] }];

    const { panels } = rendered(aDashboard({ rows }));

    expect(panels.map(({ type, gridPos }) => [type, gridPos.y])).toEqual([
      ["stat", 0],
      ["stat", 0],
      ["row", 3],
      ["timeseries", 4],
      ["timeseries", 13],
    ]);
  });

  test("keeps the ids of other rows when a row gets a panel", () => {
    expect(idsOfSecondRow({ panelsInFirstRow: 3 })).toEqual(idsOfSecondRow({ panelsInFirstRow: 1 }));
  });
});

describe("a time series panel", () => {
  test("names each query by a letter and each curve by its legend", () => {
    const series = [
      { expr: "up", legend: "{{job}}" },
      { expr: "down", legend: "down" },
    ];

    const { targets } = renderedPanel(aTimeSeries({ series }));

    expect(targets).toMatchObject([
      { refId: "A", expr: "up", legendFormat: "{{job}}", range: true },
      { refId: "B", expr: "down", legendFormat: "down", range: true },
    ]);
  });

  test("draws a limit as a dashed line in its colour, above no area", () => {
    const limit = { expr: "vector(1)", legend: "critical limit", color: "red", dashed: true } as const;

    const panel = renderedPanel(aTimeSeries({ stacked: true, series: [{ expr: "up", legend: "up" }, limit] }));

    expect(panel.fieldConfig.overrides).toEqual([
      {
        matcher: { id: "byFrameRefID", options: "B" },
        properties: [
          { id: "color", value: { mode: "fixed", fixedColor: "red" } },
          { id: "custom.lineStyle", value: { fill: "dash", dash: [10, 6] } },
          { id: "custom.lineWidth", value: 2 },
          { id: "custom.fillOpacity", value: 0 },
          { id: "custom.stacking", value: { group: "A", mode: "none" } },
        ],
      },
    ]);
  });

  test("begins at 0, so that a small wave does not look like a large one, unless less than 0 means something", () => {
    expect(renderedPanel(aTimeSeries()).fieldConfig.defaults.min).toBe(0);
    expect(renderedPanel(aTimeSeries({ belowZero: true })).fieldConfig.defaults).not.toHaveProperty("min");
  });

  test("stacks parts of a whole", () => {
    const panel = renderedPanel(aTimeSeries({ stacked: true }));

    expect(panel.fieldConfig.defaults.custom).toMatchObject({ stacking: { mode: "normal" } });
  });
});

describe("a table", () => {
  test("joins the values of all queries on the labels, whatever the time of each", () => {
    const values = [
      { title: "Up", unit: "short", expr: "up" },
      { title: "Duration", unit: "s", expr: "duration" },
    ] as const;

    const panel = renderedPanel(aTable({ values }));

    expect(panel.targets).toMatchObject([
      { refId: "A", format: "table", instant: true },
      { refId: "B", format: "table", instant: true },
    ]);
    expect(panel.transformations).toEqual([
      { id: "filterFieldsByName", options: { exclude: { names: ["Time"] } } },
      { id: "merge", options: {} },
      {
        id: "organize",
        options: { excludeByName: {}, indexByName: { job: 0, "Value #A": 1, "Value #B": 2 }, renameByName: {} },
      },
    ]);
  });

  test("finds the column of a single value, which Grafana does not number", () => {
    const panel = renderedPanel(aTable());

    expect(panel.fieldConfig.overrides.map(({ matcher }) => matcher.options)).toEqual(["job", "Value"]);
  });

  test("names columns and gives each value its unit", () => {
    const panel = renderedPanel(aTable({ values: [{ title: "Failed", unit: "percentunit", expr: "up" }] }));

    expect(panel.fieldConfig.overrides.map(({ properties }) => properties)).toEqual([
      [
        { id: "displayName", value: "Job" },
        { id: "custom.minWidth", value: 130 },
      ],
      [
        { id: "displayName", value: "Failed" },
        { id: "unit", value: "percentunit" },
        { id: "custom.minWidth", value: 84 },
      ],
    ]);
  });

  test("leads from a row to a dashboard with the labels of the row, the data source and the time", () => {
    const link = { dashboard: "service", variables: { namespace: "namespace", service: "job" } };

    const panel = renderedPanel(aTable({ labels: [{ label: "job", title: "Job", link }] }));

    expect(panel.fieldConfig.overrides[0]?.properties).toContainEqual({
      id: "links",
      value: [
        {
          title: "Open",
          url: "/d/service?${datasource:queryparam}&var-namespace=${__data.fields.namespace}&var-service=${__data.fields.job}&${__url_time_range}",
          targetBlank: false,
        },
      ],
    });
  });

  test("sorts by the titles of columns", () => {
    const panel = renderedPanel(aTable({ sortBy: [{ column: "Up", descending: true }, { column: "Job" }] }));

    expect(panel.options["sortBy"]).toEqual([
      { displayName: "Up", desc: true },
      { displayName: "Job", desc: false },
    ]);
  });
});

describe("a text", () => {
  test("is markdown that asks nothing of any data source", () => {
    const panel = renderedPanel(aText({ text: "**Now:** look at `$service`." }));

    expect(panel).toMatchObject({
      type: "text",
      targets: [],
      datasource: { type: "datasource", uid: "-- Grafana --" },
      options: { mode: "markdown", content: "**Now:** look at `$service`." },
    });
  });

  test("offers no data source to choose", () => {
    const json = rendered(aDashboard({ rows: [{ lines: [[aText()]] }] }));

    expect(json.templating.list).toEqual([]);
  });

  test("is as high as it has lines", () => {
    const [short, long] = [2, 40].map((lines) => renderedPanel(aText({ text: Array(lines).fill("a").join("\n") })));

    expect(long?.gridPos.h).toBeGreaterThan(2 * (short?.gridPos.h ?? 0));
  });
});

function idsOfSecondRow({ panelsInFirstRow }: { panelsInFirstRow: number }): number[] {
  const first = { lines: [Array.from({ length: panelsInFirstRow }, () => aStat())] };
  const { panels } = rendered(aDashboard({ rows: [first, { title: "Second", lines: [[aStat()]] }] }));
  return panels.slice(panelsInFirstRow).map(({ id }) => id);
}
