/** What `preview` asks of a real Prometheus, a real Loki and a real Jaeger, and what they answer. */
import { join } from "node:path";
import { asRecord, toYaml } from "../../lib/core";
import { jaeger, loki, prometheus } from "../../lib/preview/live";
import type { Logs, Metrics, TimeRange, Traces } from "../../lib/preview/sources";
import { aLoki } from "./a-loki";
import { answers, eventually, freePorts, start } from "./running";
import { layOut } from "./sandbox";

const now = Math.floor(Date.now() / 1000);
const range: TimeRange = { from: now - 60, to: now + 60, step: 1 };

describe("Prometheus", () => {
  let metrics: Metrics;

  beforeAll(async () => {
    const [port = 0] = await freePorts(1);
    const address = `127.0.0.1:${port}`;
    const job = { job_name: "itself", metrics_path: "/prefix/metrics", static_configs: [{ targets: [address] }] };
    const config = { global: { scrape_interval: "1s" }, scrape_configs: [job] };
    const root = layOut([["prometheus.yml", toYaml(config)]]);
    const args = [`--config.file=${join(root, "prometheus.yml")}`, `--storage.tsdb.path=${join(root, "data")}`];
    await start("prometheus", [...args, `--web.listen-address=${address}`, "--web.external-url=/prefix"], {
      ready: () => answers(`http://${address}/prefix/-/ready`),
    });
    metrics = prometheus(`http://${address}/prefix/`);
    await eventually(10_000, async () => (await metrics.range("up > 0", range)).length > 0);
  }, 90_000);

  test("answers curves, samples, numbers and the values of labels", async () => {
    const [curve] = await metrics.range("up", range);
    const at = curve?.points[0]?.[0] ?? 0;

    expect(curve?.labels).toMatchObject({ __name__: "up", job: "itself" });
    expect(curve?.points[0]).toEqual([at, 1]);
    expect(await metrics.instant("sum(up)", at)).toEqual([{ labels: {}, value: 1 }]);
    expect(await metrics.instant("1 / 0", at)).toEqual([{ labels: {}, value: Infinity }]);
    expect(await metrics.instant('label_replace(vector(0), "a", "b", "", "") / 0', at)).toEqual([
      { labels: { a: "b" }, value: NaN },
    ]);
    expect(await metrics.labelValues('up{job="itself"}', "job", range)).toEqual(["itself"]);
  });

  test("answers an expression that is too long for an address", async () => {
    const long = Array.from({ length: 1_000 }, (_, i) => `vector(${i})`).join(" or ");

    expect(await metrics.instant(long, now)).toEqual([{ labels: {}, value: 0 }]);
  });

  test("tells in its own words what it refuses", async () => {
    const refused = metrics.instant("sum(", now);

    await expect(refused).rejects.toThrow(/\/prefix\/api\/v1\/query answered 400: .*parse error: unclosed left paren/);
  });
});

describe("Loki", () => {
  let logs: Logs;

  beforeAll(async () => {
    const server = await aLoki();
    await server.push([
      { service: "cart", body: "order placed", time: (now - 20) * 1000 },
      {
        service: "cart",
        body: "no answer\nof orders",
        time: (now - 10) * 1000 + 250,
        severityNumber: 17,
        severityText: "ERROR",
        attributes: { trace_id: "810774553e314a84812fbf7735d0a5e9" },
      },
    ]);
    logs = loki(server.url);
  }, 90_000);

  test("answers lines, the newest first, with what else is known of them", async () => {
    const [newest, oldest] = await logs.lines('{service_name="cart"}', range, 10);

    expect(newest).toMatchObject({ time: now - 9.75, text: "no answer\nof orders" });
    expect(newest?.labels).toMatchObject({
      service_name: "cart",
      detected_level: "error",
      k8s_pod_name: "cart-0",
      trace_id: "810774553e314a84812fbf7735d0a5e9",
    });
    expect(oldest?.text).toBe("order placed");
    expect(await logs.lines('{service_name="cart"}', range, 1)).toEqual([newest]);
  });

  test("answers curves, samples and the values of labels", async () => {
    const count = 'sum(count_over_time({service_name="cart"}[1m]))';

    expect(await logs.instant(count, now)).toEqual([{ labels: {}, value: 2 }]);
    expect(await logs.range(count, { from: now - 15, to: now - 14, step: 1 })).toEqual([
      {
        labels: {},
        points: [
          [now - 15, 1],
          [now - 14, 1],
        ],
      },
    ]);
    expect(await logs.labelValues('{service_name=~".+"}', "service_name", range)).toEqual(["cart"]);
  });

  test("tells what it refuses, and a query of another kind", async () => {
    await expect(logs.instant("sum(", now)).rejects.toThrow(/answered 400: parse error .*syntax error/);
    await expect(logs.range('{service_name="cart"}', range)).rejects.toThrow("yields streams and not matrix");
  });
});

describe("Jaeger", () => {
  let traces: Traces;

  beforeAll(async () => {
    const [http = 0, grpc = 0, otlp = 0] = await freePorts(3);
    const root = layOut([["jaeger.yaml", toYaml(jaegerConfig(http, grpc, otlp))]]);
    await start("jaeger", ["--config", join(root, "jaeger.yaml")], {
      ready: () => answers(`http://127.0.0.1:${http}/api/services`),
    });
    traces = jaeger(`http://127.0.0.1:${http}`);
    await send(otlp, [
      aSpan("a", { name: "POST /checkout", start: now - 20, seconds: 1.5, failed: true }),
      aSpan("b", { name: "POST /checkout", start: now - 10, seconds: 0.02 }),
      aSpan("c", {
        name: "GET /stock",
        start: now - 19.5,
        seconds: 0.25,
        trace: "a",
        parent: "a",
        service: "inventory",
      }),
    ]);
    await eventually(10_000, async () => (await traces.search({ ...ofCheckout, limit: 9 }, range)).length === 2);
  }, 90_000);

  const ofCheckout = { service: "checkout", attributes: { "service.namespace": "shop" } };

  test("finds traces, the newest first", async () => {
    const found = await traces.search({ ...ofCheckout, limit: 20 }, range);

    expect(found).toEqual([
      { traceID: id("b", 32), traceName: "checkout: POST /checkout", startTime: now - 10, duration: 0.02 },
      { traceID: id("a", 32), traceName: "checkout: POST /checkout", startTime: now - 20, duration: 1.5 },
    ]);
  });

  test("finds failed ones and slow ones", async () => {
    const ids = async (search: Partial<Parameters<Traces["search"]>[0]>): Promise<readonly string[]> =>
      (await traces.search({ ...ofCheckout, limit: 20, ...search }, range)).map(({ traceID }) => traceID);

    expect(await ids({ attributes: { error: "true", "service.namespace": "shop" } })).toEqual([id("a", 32)]);
    expect(await ids({ minDuration: 0.5 })).toEqual([id("a", 32)]);
    expect(await ids({ attributes: { "service.namespace": "other" } })).toEqual([]);
  });

  test("answers the spans of a trace, the first one first", async () => {
    const spans = await traces.trace(id("a", 32));

    expect(spans).toMatchObject([
      { spanID: id("a", 16), service: "checkout", operation: "POST /checkout", duration: 1.5, failed: true },
      { spanID: id("c", 16), parentSpanID: id("a", 16), service: "inventory", startTime: now - 19.5, failed: false },
    ]);
    expect(spans?.[1]?.attributes).toMatchObject({ "service.namespace": "shop", "span.kind": "server" });
  });

  test("has nothing of a trace that is not there, or that has no id", async () => {
    expect(await traces.trace(id("d", 32))).toBeUndefined();
    expect(await traces.trace("")).toBeUndefined();
  });

  test("tells what it refuses", async () => {
    await expect(traces.trace("no id")).rejects.toThrow(/\/api\/traces\/no%20id answered 400: /);
  });
});

/** An id of one digit, again and again. */
function id(digit: string, length: number): string {
  return digit.repeat(length);
}

interface SpanOptions {
  readonly name: string;
  readonly start: number;
  readonly seconds: number;
  readonly failed?: true;
  readonly trace?: string;
  readonly parent?: string;
  readonly service?: string;
}

function aSpan(
  digit: string,
  { name, start, seconds, failed, trace = digit, parent, service = "checkout" }: SpanOptions,
): object {
  const span = {
    traceId: id(trace, 32),
    spanId: id(digit, 16),
    ...(parent !== undefined && { parentSpanId: id(parent, 16) }),
    name,
    kind: 2,
    startTimeUnixNano: `${Math.round(start * 1e6)}000`,
    endTimeUnixNano: `${Math.round((start + seconds) * 1e6)}000`,
    ...(failed && { status: { code: 2 } }),
  };
  const attributes = Object.entries({ "service.name": service, "service.namespace": "shop" });
  const resource = { attributes: attributes.map(([key, stringValue]) => ({ key, value: { stringValue } })) };
  return { resource, scopeSpans: [{ spans: [span] }] };
}

async function send(port: number, resourceSpans: readonly object[]): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/traces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ resourceSpans }),
  });
  if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(asRecord(await response.json()))}`);
}

function jaegerConfig(http: number, grpc: number, otlp: number): object {
  const local = (port: number): object => ({ endpoint: `127.0.0.1:${port}` });
  return {
    extensions: {
      jaeger_storage: { backends: { traces: { badger: { ephemeral: true } } } },
      jaeger_query: { storage: { traces: "traces" }, http: local(http), grpc: local(grpc) },
    },
    receivers: { otlp: { protocols: { http: local(otlp) } } },
    exporters: { jaeger_storage_exporter: { trace_storage: "traces" } },
    service: {
      extensions: ["jaeger_storage", "jaeger_query"],
      pipelines: { traces: { receivers: ["otlp"], exporters: ["jaeger_storage_exporter"] } },
      telemetry: { metrics: { level: "none" } },
    },
  };
}
