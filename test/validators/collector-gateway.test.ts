/** What becomes of spans and pushed metrics on the way to two Prometheus, while parts of it die: real collectors. */
import { setTimeout } from "node:timers/promises";
import { aGatewayChain, type GatewayChain } from "./a-gateway-chain";
import { eventually } from "./running";

const SPANS = 60;

let chain: GatewayChain;
let sentSpans = 0;

beforeAll(async () => {
  chain = await aGatewayChain();
}, 120_000);

const TIMEOUT_MS = 60_000;

test(
  "tells each Prometheus of every span and every pushed metric once",
  async () => {
    await sendSpans();
    await sendMetrics("healthy", 5);

    await arrived(sentSpans, "healthy", 5);
    expect(chain.sinks.map((sink) => sink.spans())).toEqual([sentSpans, sentSpans]);
    expect(chain.sinks.map((sink) => timesOf(sink.received("healthy")))).toEqual([once(5), once(5)]);
    const shares = await Promise.all(
      chain.gateways.map((gateway) => gateway.counter("otelcol_receiver_accepted_spans", "otlp")),
    );
    expect(Math.min(...shares)).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);

test(
  "waits for a gateway that is killed, without a storm and without counting anything twice",
  async () => {
    const [gateway] = chain.gateways;
    await gateway.program().kill();

    await sendSpans();
    await sendMetrics("killed", 5);
    await setTimeout(2_000);
    // Of a batch of spans and one of metrics, each every half second at most.
    const attempts = [
      ...chain.agent
        .program()
        .output()
        .matchAll(/Will retry the request/g),
    ];
    expect(attempts.length).toBeGreaterThan(0);
    expect(attempts.length).toBeLessThan(8);
    await gateway.restart();

    await arrived(sentSpans, "killed", 5);
    await setTimeout(1_000);
    expect(chain.sinks.map((sink) => sink.spans())).toEqual([sentSpans, sentSpans]);
    expect(chain.sinks.map((sink) => timesOf(sink.received("killed")))).toEqual([once(5), once(5)]);
  },
  TIMEOUT_MS,
);

test(
  "serves one Prometheus whatever becomes of the other, which gets what its queue had room for",
  async () => {
    const [alive, dead] = chain.sinks;
    await dead.stop();

    // Twice of what the queue holds.
    await sendMetrics("lonely", 20, 60_000);
    await eventually(10_000, () => Promise.resolve(alive.received("lonely").size === 20));
    await setTimeout(1_000);
    expect(timesOf(alive.received("lonely"))).toEqual(once(20));
    expect(await refusedBy("otlp_http/prometheus-1")).toBeGreaterThan(0);
    expect(await refusedBy("otlp_http/prometheus-0")).toBe(0);

    await dead.listen();
    await eventually(10_000, () => Promise.resolve(dead.received("lonely").size > 3));
    await sendMetrics("together", 5);
    await arrived(sentSpans, "together", 5);
    expect(timesOf(dead.received("lonely"))).toEqual(once(dead.received("lonely").size));
    expect(chain.sinks.map((sink) => timesOf(sink.received("together")))).toEqual([once(5), once(5)]);
  },
  TIMEOUT_MS,
);

function once(count: number): number[] {
  return Array.from({ length: count }, () => 1);
}

function timesOf(received: ReadonlyMap<string, number>): number[] {
  return [...received.values()];
}

async function arrived(spans: number, prefix: string, metrics: number): Promise<void> {
  await eventually(15_000, () =>
    Promise.resolve(chain.sinks.every((sink) => sink.spans() >= spans && sink.received(prefix).size >= metrics)),
  );
}

async function refusedBy(exporter: string): Promise<number> {
  const counts = chain.gateways.map((gateway) =>
    gateway.counter("otelcol_exporter_enqueue_failed_metric_points", exporter),
  );
  return (await Promise.all(counts)).reduce((sum, count) => sum + count);
}

async function sendSpans(): Promise<void> {
  const spans = Array.from({ length: SPANS }, (_, i) => ({
    traceId: (sentSpans + i + 1).toString(16).padStart(32, "0"),
    spanId: (sentSpans + i + 1).toString(16).padStart(16, "0"),
    name: "GET /",
    kind: 2,
    startTimeUnixNano: `${Date.now()}000000`,
    endTimeUnixNano: `${Date.now() + 1}000000`,
  }));
  const resource = { attributes: [{ key: "service.name", value: { stringValue: "shop" } }] };
  await chain.send("traces", { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] });
  sentSpans += SPANS;
}

/** Metrics with a value each, and as many characters in an attribute. */
async function sendMetrics(prefix: string, count: number, size = 10): Promise<void> {
  const attributes = [{ key: "filling", value: { stringValue: "x".repeat(size) } }];
  const dataPoints = [{ attributes, timeUnixNano: `${Date.now()}000000`, asInt: "1" }];
  const names = Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
  for (const name of names) {
    // eslint-disable-next-line no-await-in-loop -- one after the other, as messages of their own
    await chain.send("metrics", {
      resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name, gauge: { dataPoints } }] }] }],
    });
  }
}
