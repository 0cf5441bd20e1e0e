import { logs } from "../../../lib/preview/logql";
import type { FoundTrace, Span, TraceSearch } from "../../../lib/preview/sources";
import { worldLogs } from "../../../lib/preview/world/logs";
import { NOW, story } from "../../../lib/preview/world/story";
import { worldTraces } from "../../../lib/preview/world/traces";
import { aCluster } from "../a-cluster";

const cluster = aCluster();
const traces = worldTraces(cluster);
const HOUR = { from: NOW - 3600, to: NOW, step: 60 };

test("finds failed traces of a service, the newest first", async () => {
  const found = await search({ attributes: { error: "true", "service.namespace": "shop" }, limit: 20 });

  expect(found).toHaveLength(20);
  expect(found.map(({ startTime }) => startTime)).toEqual(
    found.map(({ startTime }) => startTime).toSorted((a, b) => b - a),
  );
  expect(found[0]?.traceName).toBe("checkout: POST /checkout");
});

test("finds slow traces, and among them some that did not fail", async () => {
  const slow = await search({ minDuration: 0.5 });
  const failed = await search({ minDuration: 0.5, attributes: { error: "true" } });

  expect(slow.every(({ duration, startTime }) => duration >= 0.5 && startTime > story.slow)).toBe(true);
  expect(failed.length).toBeGreaterThan(10);
  expect(slow.length).toBeGreaterThan(failed.length);
});

test("finds nothing of a service that is not there, or in another namespace", async () => {
  expect(await search({ service: "nobody" })).toEqual([]);
  expect(await search({ attributes: { "service.namespace": "other" } })).toEqual([]);
});

test("lead from the service over the one that it calls to the database that did not answer in time", async () => {
  const [newest] = await search({ attributes: { error: "true" }, limit: 1 });

  const spans = (await traces.trace(newest?.traceID ?? "")) ?? [];

  expect(spans.map(({ service, operation, failed }) => [service, operation, failed])).toEqual([
    ["checkout", "POST /checkout", true],
    ["checkout", "GET", true],
    ["inventory", "GET /inventory/:id", true],
    ["inventory", "hmget", true],
  ]);
  expect(spans.at(-1)?.attributes).toMatchObject({ "db.system.name": "redis", "span.kind": "client" });
  expect(spans.at(-1)?.duration).toBe(1);
});

test("have spans that begin and end within the one that they belong to", async () => {
  const found = await search({ limit: 2000 });
  const all = await Promise.all(found.map(({ traceID }) => traces.trace(traceID)));

  const outside = all.flatMap((spans = []) => spans.filter((span) => !isWithin(span, spans)));
  expect(all.flat().length).toBeGreaterThan(2000);
  expect(outside).toEqual([]);
});

test("have ids that log lines of the same request have, and of each service in it", async () => {
  const [newest] = await search({ attributes: { error: "true" }, limit: 1 });

  const lines = await logs(worldLogs(aCluster())).lines(
    `{k8s_namespace_name="shop"} | trace_id="${newest?.traceID}"`,
    HOUR,
    10,
  );

  const spans = (await traces.trace(newest?.traceID ?? "")) ?? [];
  expect(lines.map(({ labels }) => labels["service_name"]).toSorted()).toEqual(["checkout", "inventory"]);
  for (const { labels } of lines) expect(spans.map(({ spanID }) => spanID)).toContain(labels["span_id"]);
});

test("have ids as OpenTelemetry has them, each one once", async () => {
  const found = await search({ limit: 2000 });
  const all = (await Promise.all(found.map(({ traceID }) => traces.trace(traceID)))).flatMap((spans) => spans ?? []);

  expect(found.every(({ traceID }) => /^[0-9a-f]{32}$/.test(traceID))).toBe(true);
  expect(all.every(({ spanID }) => /^[0-9a-f]{16}$/.test(spanID))).toBe(true);
  expect(new Set(all.map(({ spanID }) => spanID)).size).toBe(all.length);
});

test("has nothing of a trace that is not there", async () => {
  expect(await traces.trace("")).toBeUndefined();
});

function search(search: Partial<TraceSearch>): Promise<readonly FoundTrace[]> {
  return traces.search({ service: "checkout", attributes: {}, limit: 1000, ...search }, HOUR);
}

function isWithin(span: Span, spans: readonly Span[]): boolean {
  const parent = spans.find(({ spanID }) => spanID === span.parentSpanID);
  if (!parent) return span.parentSpanID === undefined;
  const isEarly = span.startTime < parent.startTime;
  const isLate = span.startTime + span.duration > parent.startTime + parent.duration + 1e-6;
  return !isEarly && !isLate;
}
