/** What the dashboards about logs and traces show, of lines in the real Loki and of series that promtool evaluates. */
import { logsDashboard, tracesDashboard } from "../../dashboards";
import { everyPart, panelsOf, queriesOf, rendered, substituted } from "../dashboards/builders";
import { aLoki, type ALoki } from "./a-loki";
import { evaluate, result, results } from "./promql-results";

const logs = rendered(logsDashboard(everyPart));
const traces = rendered(tracesDashboard(everyPart));

let loki: ALoki;

beforeAll(async () => {
  loki = await aLoki();
}, 90_000);

test("finds lines that contain the text, whatever quotes and backslashes are in it", async () => {
  const now = Date.now();
  const found = (search: string): Promise<unknown> =>
    loki.query(linesOf("All lines", { namespace: "shop", service: "cart", search }), now + 1000);

  await loki.push([
    { service: "cart", body: `no row matches "^\\d+$" in 'orders'`, time: now },
    { service: "cart", body: "order placed", time: now },
    { service: "cart", namespace: "other", body: `"^\\d+$"`, time: now },
  ]);

  expect(await found("")).toMatchObject([{ value: 2 }]);
  expect(await found(`"^\\d+$" in 'o`)).toMatchObject([{ value: 1 }]);
  expect(await found("nothing like this")).toEqual([]);
});

test("counts lines of the chosen service by level and pod, and its panics", async () => {
  const now = Date.now();
  const counted = (panel: string): Promise<unknown> =>
    loki.query(linesOf(panel, { namespace: "shop", service: "orders", search: "" }), now + 1000);

  await loki.push([
    { service: "orders", body: "order placed", time: now, severityNumber: 9, severityText: "INFO" },
    { service: "orders", body: "no answer", time: now, severityNumber: 17, severityText: "ERROR" },
    { service: "orders", body: "panic: oh\n\ngoroutine 7 [running]:\nmain.main()", time: now, severityNumber: 21 },
    { service: "shipping", body: "no answer", time: now, severityNumber: 17, severityText: "ERROR" },
  ]);

  expect(await counted("Lines by level")).toHaveLength(3);
  expect(await counted("Errors by pod")).toEqual([{ labels: { k8s_pod_name: "orders-0" }, value: 2 }]);
  expect(await counted("Panics")).toMatchObject([{ value: 1 }]);
});

test("shows how much a program logs of which nothing is recorded, and errors as 0 without any", async () => {
  const now = Date.now();
  const shown = (panel: string, namespace: string, service: string): Promise<unknown> =>
    loki.query(linesOf(panel, { namespace, service, search: "" }), now + 1000);
  const line = { namespace: "observability", body: "done", time: now, severityNumber: 9 };

  await loki.push([
    ...Array.from({ length: 3 }, (_, i) => ({ ...line, service: "loki", time: now - i })),
    { ...line, service: "loki", time: now - 3, body: "no space left", severityNumber: 17 },
    { ...line, service: "quiet" },
  ]);

  expect(await shown("Lines", "observability", "loki")).toEqual([{ labels: {}, value: 4 / 300 }]);
  expect(await shown("Errors of all lines", "observability", "loki")).toEqual([{ labels: {}, value: 0.25 }]);
  expect(await shown("Errors", "observability", "quiet")).toEqual([{ labels: {}, value: 0 }]);
  expect(await shown("Errors of all lines", "observability", "quiet")).toEqual([{ labels: {}, value: 0 }]);
  expect(await shown("Errors of all lines", "observability", "nobody")).toEqual([]);
});

test("shows durations of spans in seconds, and beside points as they are measured", () => {
  const bucket = (le: string, count: number): string =>
    `traces_span_metrics_duration_milliseconds_bucket{service_namespace="shop",service_name="orders",span_kind="SPAN_KIND_SERVER",span_name="POST",le="${le}"} = 0+${count}x30`;
  const series = [bucket("100", 0), bucket("200", 60), bucket("+Inf", 60)];

  const expected = [
    result(ofTraces("Requests, p99")[0], "{}", 0.199),
    result(ofTraces("Duration of requests", "p99")[0], "{}", 199),
    result(ofTraces("99th percentile of requests by operation")[0], '{span_name="POST"}', 0.199),
    result(ofTraces("Requests by operation", "p50")[0], '{span_name="POST"}', 0.15),
  ];

  expect(evaluate(series, expected)).toContain("SUCCESS");
});

test("shows what failed of a service's spans, and nothing failed as 0", () => {
  const span = (service: string, kind: string, status: string): string =>
    `traces_span_metrics_calls_total{service_namespace="shop",service_name="${service}",span_kind="${kind}",span_name="POST",status_code="${status}"}`;
  const series = [
    `${span("orders", "SPAN_KIND_SERVER", "STATUS_CODE_UNSET")} = 0+180x30`,
    `${span("orders", "SPAN_KIND_SERVER", "STATUS_CODE_ERROR")} = 0+60x30`,
    `${span("orders", "SPAN_KIND_CLIENT", "STATUS_CODE_UNSET")} = 0+60x30`,
    `${span("shipping", "SPAN_KIND_SERVER", "STATUS_CODE_ERROR")} = 0+60x30`,
  ];

  const expected = [
    result(ofTraces("Requests", "Requests")[0], "{}", 4),
    result(ofTraces("Failed requests", "Failed requests")[0], "{}", 0.25),
    result(ofTraces("Calls", "Calls")[0], "{}", 1),
    result(ofTraces("Failed calls", "Failed calls")[0], "{}", 0),
    result(ofTraces("Requests by operation", "Failed")[0], '{span_name="POST"}', 0.25),
    result(ofTraces("Failed requests by operation", "{{span_name}}")[0], '{span_name="POST"}', 1),
  ];

  expect(evaluate(series, expected)).toContain("SUCCESS");
});

test("shows the calls around a service, with the failures further on and the duration of the slower side", () => {
  const edge = (metric: string, caller: string, called: string, also = ""): string =>
    `traces_service_graph_request_${metric}{${side("client", caller)},${side("server", called)}${also}}`;
  const histogram = (of: string, caller: string, called: string, fast: number): string[] => [
    `${edge(`${of}_seconds_bucket`, caller, called, ',le="1"')} = 0+${fast}x30`,
    `${edge(`${of}_seconds_bucket`, caller, called, ',le="2"')} = 0+60x30`,
    `${edge(`${of}_seconds_bucket`, caller, called, ',le="+Inf"')} = 0+60x30`,
  ];
  const series = [
    `${edge("total", "user", "shop/orders")} = 0+60x30`,
    `${edge("total", "shop/orders", "depot/stock")} = 0+60x30`,
    `${edge("total", "depot/stock", "postgres")} = 0+60x30`,
    `${edge("failed_total", "depot/stock", "postgres")} = 0+60x30`,
    // Too far away, of others, and of services of the same names elsewhere.
    `${edge("total", "postgres", "disk")} = 0+60x30`,
    `${edge("total", "shop/others", "depot/stock")} = 0+60x30`,
    `${edge("total", "user", "other/orders")} = 0+60x30`,
    `${edge("total", "shop/stock", "postgres")} = 0+60x30`,
    // A caller without spans is as if it had waited for nothing.
    ...histogram("client", "user", "shop/orders", 60),
    ...histogram("server", "user", "shop/orders", 0),
  ];

  const [calls = "", failures = ""] = ofTraces("Map");
  const arrow = (source: string, target: string): string =>
    `{id="${source} → ${target}", source="${source}", target="${target}"}`;
  const first = arrow("user", "shop/orders");
  const second = arrow("shop/orders", "depot/stock");
  const third = arrow("depot/stock", "postgres");
  const expected = [
    results(calls, [
      [first, 1],
      [second, 1],
      [third, 1],
    ]),
    results(failures, [
      [first, 0],
      [second, 0],
      [third, 1],
    ]),
    result(ofTraces("Calls", "p95")[0], '{client="user", server="orders", server_service_namespace="shop"}', 1.95),
  ];

  expect(evaluate(series, expected)).toContain("SUCCESS");
});

/** One side of a call: `namespace/name`, or a name alone of what has no spans of its own. */
function side(label: "client" | "server", node: string): string {
  const [name = "", namespace] = node.split("/").toReversed();
  return `${label}="${name}"${namespace === undefined ? "" : `,${label}_service_namespace="${namespace}"`}`;
}

/** The number that Loki gives a panel; of lines, how many there are, as Loki has no lines for an instant. */
function linesOf(title: string, values: Readonly<Record<string, string>>): string {
  const panels = panelsOf(logs).filter((panel) => panel.title === title);
  const [expr = `no ${title}`] = panels.flatMap((panel) => queriesOf(panel, "loki").map(({ expr }) => expr));
  const asked = substituted(expr, values);
  return panels[0]?.type === "logs" ? `sum(count_over_time(${asked} [5m]))` : asked;
}

/** What a panel asks when the service orders is chosen, or one of its curves or columns. */
function ofTraces(title: string, legend?: string): string[] {
  return panelsOf(traces)
    .filter((panel) => panel.title === title)
    .flatMap((panel) => queriesOf(panel))
    .filter(({ legendFormat }) => legend === undefined || legendFormat === legend)
    .map(({ expr }) => substituted(expr, { namespace: "shop", service: "orders" }));
}
