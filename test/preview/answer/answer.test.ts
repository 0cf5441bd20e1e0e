import type { Panel } from "../../../dashboards";
import { answer } from "../../../lib/preview/answer";
import { aDashboard, aLogs, aStat, aTable, aTimeSeries, aTrace, aTraceList, rendered } from "../../dashboards/builders";
import { sourcesThatTell } from "./sources-that-tell";

const NOW = 1_000_000_800;

function withPanel(panel: Panel, also = {}) {
  return rendered(aDashboard({ rows: [{ title: "Row", lines: [[panel]] }], ...also }));
}

test("asks for curves over the dashboard's time, in whole steps back from now", async () => {
  const { sources, asked } = sourcesThatTell({});

  const { range, panels } = await answer(withPanel(aTimeSeries()), { sources, now: NOW + 7.5 });

  expect(range).toEqual({ from: NOW + 7 - 3600, to: NOW + 7, step: 60 });
  expect(asked).toEqual([{ what: "range", query: "up", range }]);
  expect(panels.map(({ answers }) => answers.map(({ result }) => result))).toEqual([[{ kind: "curves", curves: [] }]]);
});

test("asks for the value now where a panel shows one, or a table of them", async () => {
  const { sources, asked } = sourcesThatTell({});

  await answer(withPanel(aStat()), { sources, now: NOW });
  await answer(withPanel(aTable()), { sources, now: NOW });

  expect(asked).toEqual([
    { what: "instant", query: "count(up)", time: NOW },
    { what: "instant", query: "sum by (job) (up)", time: NOW },
  ]);
});

test("puts the values of variables into queries, one chosen after the other", async () => {
  const { sources, asked } = sourcesThatTell({ values: { namespace: ["front", "shop"], service: ["a.b", "cart"] } });
  const series = [{ expr: 'x{namespace="$namespace",service=~"$service"}', legend: "x" }];
  const dashboard = withPanel(aTimeSeries({ series }), {
    variables: [
      { name: "namespace", title: "Namespace", label: "namespace", of: "info" },
      { name: "service", title: "Service", label: "service", of: 'info{namespace="$namespace"}', several: true },
    ],
  });

  const all = await answer(dashboard, { sources, now: NOW, preferences: { namespace: "shop" } });
  const one = await answer(dashboard, { sources, now: NOW, preferences: { namespace: "gone", service: "a.b" } });

  const queries = asked.map(({ query }) => query);
  expect(queries).toEqual([
    "info namespace",
    'info{namespace="shop"} service',
    'x{namespace="shop",service=~".*"}',
    "info namespace",
    'info{namespace="front"} service',
    'x{namespace="front",service=~"a\\\\.b"}',
  ]);
  expect(all.choices).toEqual([
    { name: "namespace", title: "Namespace", value: "shop", among: ["front", "shop"] },
    { name: "service", title: "Service", value: "All", among: ["a.b", "cart"] },
  ]);
  expect(one.choices.map(({ value }) => value)).toEqual(["front", "a.b"]);
});

test("puts the values of variables into what people read", async () => {
  const { sources } = sourcesThatTell({ values: { pod: ["a\\b"] } });
  const text = { kind: "text", title: "Next for $pod", description: "Do.", text: "kubectl logs $pod" } as const;
  const variables = [{ name: "pod", title: "Pod", label: "pod", of: "up" }];

  const { panels } = await answer(withPanel(text, { variables }), { sources, now: NOW });

  expect(panels.map(({ panel }) => [panel.title, panel.options["content"]])).toEqual([
    ["Next for a\\b", "kubectl logs a\\b"],
  ]);
});

test("computes rates over four scrapes at least", async () => {
  const { sources, asked } = sourcesThatTell({});
  const dashboard = (timeRange: "1h" | "24h") =>
    withPanel(aTimeSeries({ series: [{ expr: "rate(x[$__rate_interval])", legend: "x" }] }), { timeRange });

  await answer(dashboard("1h"), { sources, now: NOW });
  await answer(dashboard("1h"), { sources, now: NOW, scrapeInterval: 60 });
  await answer(dashboard("24h"), { sources, now: NOW });

  expect(asked.map(({ query }) => query)).toEqual(["rate(x[75s])", "rate(x[240s])", "rate(x[1455s])"]);
});

test("leaves a text that the reader types as it is, where the query asks for that", async () => {
  const { sources, asked } = sourcesThatTell({});
  const variables = [{ name: "search", title: "Contains", text: 'a "b" \\d' }];

  await answer(withPanel(aLogs({ expr: '{a="b"} |= `${search:raw}` | c="$search"' }), { variables }), {
    sources,
    now: NOW,
  });

  expect(asked.map(({ what, query }) => ({ what, query }))).toEqual([
    { what: "lines", query: '{a="b"} |= `a "b" \\d` | c="a \\"b\\" \\\\d"' },
  ]);
});

test("asks Jaeger for what a search says, with its duration in seconds", async () => {
  const { sources, asked } = sourcesThatTell({});
  const search = { service: "cart", attributes: { error: "true", "service.namespace": "shop" }, minDuration: "250ms" };

  const { panels } = await answer(withPanel(aTraceList({ search })), { sources, now: NOW });
  await answer(withPanel(aTrace({ traceId: "abc" })), { sources, now: NOW });

  expect(asked.map(({ what, query }) => ({ what, query }))).toEqual([
    {
      what: "search",
      query: {
        service: "cart",
        attributes: { error: "true", "service.namespace": "shop" },
        minDuration: 0.25,
        limit: 20,
      },
    },
    { what: "trace", query: "abc" },
  ]);
  expect(panels[0]?.answers[0]?.query).toBe('service=cart error="true" service.namespace="shop" minDuration=250ms');
});

test("tells why a query was not answered, and goes on with the others", async () => {
  const { sources } = sourcesThatTell({ refuse: "bad_data: parse error" });
  const dashboard = withPanel(aStat(), {
    annotations: [{ title: "Rollout", expr: "x", text: "", color: "blue" }],
    variables: [{ name: "job", title: "Job", label: "job", of: "up" }],
  });

  const { panels, annotations, choices } = await answer(dashboard, { sources, now: NOW });

  expect(panels.map(({ answers }) => answers.map(({ result }) => result))).toEqual([
    [{ kind: "none", why: "bad_data: parse error" }],
  ]);
  expect(annotations).toEqual([{ title: "Rollout", color: "blue", events: [], why: "bad_data: parse error" }]);
  expect(choices).toEqual([{ name: "job", title: "Job", value: "", among: [] }]);
});

test("says that there are no logs and no traces, where nobody can be asked", async () => {
  const { sources } = sourcesThatTell({});
  const alone = { metrics: sources.metrics };

  const logs = await answer(withPanel(aLogs()), { sources: alone, now: NOW });
  const traces = await answer(withPanel(aTraceList()), { sources: alone, now: NOW });

  expect([logs, traces].flatMap(({ panels }) => panels.flatMap(({ answers }) => answers.map((a) => a.result)))).toEqual(
    [
      { kind: "none", why: "no logs to ask for" },
      { kind: "none", why: "no traces to ask for" },
    ],
  );
});

test("takes moments one after another at which an annotation is above 0 for one event", async () => {
  const points = [
    [0, 1],
    [60, 2],
    [120, 0],
    [180, 1],
    [360, 1],
  ] as const;
  const { sources } = sourcesThatTell({ curves: [{ labels: { revision: "v2" }, points }] });
  const annotation = { title: "Rollout", expr: "x", text: "to {{revision}} {{gone}}", color: "blue" } as const;

  const { annotations } = await answer(withPanel(aStat(), { annotations: [annotation] }), { sources, now: NOW });

  expect(annotations[0]?.events).toEqual([
    { from: 0, to: 60, text: "to v2 " },
    { from: 180, to: 180, text: "to v2 " },
    { from: 360, to: 360, text: "to v2 " },
  ]);
});
