import { serviceDashboard } from "../../dashboards";
import {
  aCallGraph,
  aDashboard,
  aLogs,
  aStat,
  aTable,
  aTimeSeries,
  aTrace,
  aTraceList,
  everyPart,
  panelsOf,
  queriesOf,
  rendered,
  renderedPanel,
} from "./builders";

const lines = '{service_name="checkout"}';

describe("a dashboard", () => {
  test("offers a data source for each kind of thing that it asks for, and no other", () => {
    const offered = (...panels: Parameters<typeof renderedPanel>): unknown[] =>
      rendered(aDashboard({ rows: [{ lines: [panels] }] })).templating.list.map(({ name, query }) => [name, query]);

    expect(offered(aStat())).toEqual([["datasource", "prometheus"]]);
    expect(offered(aLogs())).toEqual([["logs", "loki"]]);
    expect(offered(aTraceList())).toEqual([["traces", "jaeger"]]);
    expect(offered(aTrace())).toEqual([["traces", "jaeger"]]);
    expect(offered(aCallGraph())).toEqual([["datasource", "prometheus"]]);
  });

  test("offers Prometheus where nothing but a choice or an event is asked of it", () => {
    const rows = [{ lines: [[aLogs()]] }];
    const namespace = { name: "namespace", title: "Namespace", label: "namespace", of: "up" };
    const rollout = { title: "Rollout", expr: "changes > 0", text: "{{pod}}", color: "blue" } as const;

    const withChoice = rendered(aDashboard({ rows, variables: [namespace] }));
    const withEvent = rendered(aDashboard({ rows, annotations: [rollout] }));

    expect(withChoice.templating.list.map(({ name }) => name)).toEqual(["datasource", "logs", "namespace"]);
    expect(withEvent.templating.list.map(({ name }) => name)).toEqual(["datasource", "logs"]);
  });

  test("asks Loki for the values of a label that streams have", () => {
    const program = { name: "program", title: "Program", source: "logs", label: "service_name", of: lines } as const;

    const { list } = rendered(aDashboard({ variables: [program] })).templating;

    expect(list.map(({ name }) => name)).toEqual(["datasource", "logs", "program"]);
    expect(list[2]).toMatchObject({
      type: "query",
      datasource: { type: "loki", uid: "${logs}" },
      // https://github.com/grafana/grafana/blob/main/public/app/plugins/datasource/loki/types.ts
      query: { type: 1, label: "service_name", stream: lines },
    });
  });

  test("takes a text, which begins as it says", () => {
    const slow = { name: "slow", title: "Slower than", text: "500ms" };

    const [, variable] = rendered(aDashboard({ variables: [slow] })).templating.list;

    expect(variable).toEqual({
      type: "textbox",
      name: "slow",
      label: "Slower than",
      query: "500ms",
      current: { text: "500ms", value: "500ms" },
      options: [],
      hide: 0,
    });
  });

  test("hands on the choices that a link names, with the data sources that it has", () => {
    const rows = [{ lines: [[aStat(), aLogs()]] }];
    const links = [{ title: "Logs", dashboard: "logs", variables: ["namespace", "service"] }];

    expect(rendered(aDashboard({ rows, links })).links).toMatchObject([
      {
        url: "/d/logs?${datasource:queryparam}&${logs:queryparam}&${namespace:queryparam}&${service:queryparam}",
        includeVars: false,
        keepTime: true,
      },
    ]);
  });
});

describe("a panel of numbers", () => {
  test("asks Loki for the value now, and for curves", () => {
    const stat = renderedPanel(aStat({ source: "logs", expr: `sum(count_over_time(${lines}[1h]))` }));
    const curves = renderedPanel(
      aTimeSeries({ series: [{ source: "logs", expr: `sum(rate(${lines}[$__auto]))`, legend: "lines" }] }),
    );

    expect(stat.targets).toMatchObject([{ datasource: { type: "loki", uid: "${logs}" }, queryType: "instant" }]);
    expect(curves.targets).toMatchObject([
      { datasource: { type: "loki", uid: "${logs}" }, queryType: "range", legendFormat: "lines" },
    ]);
    expect(curves.datasource).toEqual({ type: "loki", uid: "${logs}" });
  });

  test("draws a limit that Prometheus knows beside what Loki counts", () => {
    const limit = { expr: "vector(2)", legend: "warning limit", color: "orange", dashed: true } as const;
    const counted = { source: "logs", expr: `sum(count_over_time(${lines}[5m]))`, legend: "panics" } as const;

    const panel = renderedPanel(aTimeSeries({ series: [counted, limit] }));

    expect(panel.datasource).toEqual({ type: "datasource", uid: "-- Mixed --" });
    expect(panel.targets.map(({ datasource }) => datasource.type)).toEqual(["loki", "prometheus"]);
  });

  test("gives curves of one query colours by their names", () => {
    const series = [{ expr: "up", legend: "{{level}}", color: { error: "red", info: "green" } }] as const;

    expect(renderedPanel(aTimeSeries({ series })).fieldConfig.overrides).toEqual([
      {
        matcher: { id: "byName", options: "error" },
        properties: [{ id: "color", value: { mode: "fixed", fixedColor: "red" } }],
      },
      {
        matcher: { id: "byName", options: "info" },
        properties: [{ id: "color", value: { mode: "fixed", fixedColor: "green" } }],
      },
    ]);
  });

  test("draws points that open traces where it is asked to", () => {
    const series = [
      { expr: "duration", legend: "p99", exemplars: true },
      { expr: "limit", legend: "limit" },
    ] as const;

    const { targets } = renderedPanel(aTimeSeries({ series }));

    expect(targets.map((target) => "exemplar" in target && target.exemplar)).toEqual([true, false]);
  });
});

test("shows the newest lines, as many as fit on some pages", () => {
  const panel = renderedPanel(aLogs({ expr: lines, noData: "No lines" }));

  expect(panel).toMatchObject({ type: "logs", datasource: { type: "loki", uid: "${logs}" } });
  expect(panel.targets).toMatchObject([{ expr: lines, queryType: "range", direction: "backward", maxLines: 500 }]);
  expect(panel.options).toMatchObject({ sortOrder: "Descending", enableLogDetails: true, showTime: true });
  expect(panel.fieldConfig.defaults.noValue).toBe("No lines");
});

describe("a list of traces", () => {
  test("searches by service, attributes and duration", () => {
    const search = { service: "$service", attributes: { error: "true", "http.route": "/orders" }, minDuration: "1s" };

    const panel = renderedPanel(aTraceList({ search }));

    expect(panel).toMatchObject({ type: "table", datasource: { type: "jaeger", uid: "${traces}" } });
    expect(panel.targets).toEqual([
      {
        refId: "A",
        datasource: { type: "jaeger", uid: "${traces}" },
        queryType: "search",
        service: "$service",
        tags: 'error="true" http.route="/orders"',
        minDuration: "1s",
        limit: 20,
      },
    ]);
  });

  test("asks for no attribute and no duration unless it is told to", () => {
    expect(Object.keys(renderedPanel(aTraceList()).targets[0] ?? {})).not.toContain("tags");
    expect(Object.keys(renderedPanel(aTraceList()).targets[0] ?? {})).not.toContain("minDuration");
  });

  test("opens a trace with its id, at the same time", () => {
    const [trace] = renderedPanel(aTraceList()).fieldConfig.overrides;

    expect(trace?.matcher).toEqual({ id: "byName", options: "traceID" });
    expect(trace?.properties).toContainEqual({
      id: "links",
      value: [
        {
          title: "Open",
          url: "/d/trace?${traces:queryparam}&var-trace=${__data.fields.traceID}&${__url_time_range}",
          targetBlank: false,
        },
      ],
    });
  });
});

test("shows one trace by its id, which is what a query without a type is to the data source", () => {
  const panel = renderedPanel(aTrace({ traceId: "$trace" }));

  expect(panel.type).toBe("traces");
  expect(panel.targets).toEqual([{ refId: "A", datasource: { type: "jaeger", uid: "${traces}" }, query: "$trace" }]);
});

test("draws calls as arrows between those who call and those who are called", () => {
  const panel = renderedPanel(aCallGraph());

  const [calls] = queriesOf(panel);
  expect(panel.type).toBe("nodeGraph");
  expect(calls?.expr).toBe('label_join(sum by (source, target) (calls), "id", " → ", "source", "target")');
  expect(panel.options).toMatchObject({ edges: { mainStatUnit: "/s", secondaryStatUnit: "failed/s" } });
  expect(panel.transformations?.at(-1)).toEqual({
    id: "filterFieldsByName",
    options: { include: { names: ["id", "source", "target", "mainstat", "secondarystat"] } },
  });
});

test.each([aLogs(), aTrace(), aCallGraph(), aTraceList(), aTable()])("is high enough to be read: $kind", (panel) => {
  expect(renderedPanel(panel).gridPos.h).toBeGreaterThanOrEqual(8);
});

test("the service's durations have points where there are traces, and none where there are not", () => {
  const pointsOf = (parts: typeof everyPart): unknown[] =>
    panelsOf(rendered(serviceDashboard(parts)))
      .filter(({ targets }) => targets.some((target) => "exemplar" in target))
      .map(({ title }) => title);

  expect(pointsOf(everyPart)).toEqual(["Duration of requests"]);
  expect(pointsOf({ ...everyPart, traces: false })).toEqual([]);
});

test("points are asked of a histogram itself, as recorded series have none", () => {
  const asked = panelsOf(rendered(serviceDashboard(everyPart))).flatMap(({ targets }) =>
    targets.flatMap((target) => ("exemplar" in target && "expr" in target ? [target.expr] : [])),
  );

  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatch(/_bucket\{/);
});
