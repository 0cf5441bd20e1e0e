/** What becomes of what pods send to the agent, and of what Docker writes: the real collector, and a real Loki. */
import { aLogAgent, type LogAgent } from "./a-log-agent";
import { docker } from "./container-log";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";
const STACK = "goroutine 7 [running]:\nmain.handle()\n\t/src/main.go:8 +0x1d";

let agent: LogAgent;

beforeAll(async () => {
  const text = docker(JSON.stringify({ msg: "hello", level: "INFO" }));
  agent = await aLogAgent([{ service: "docker", text }], { runtime: "docker" });
}, 120_000);

test("reads what Docker writes", async () => {
  expect(await agent.lines("docker", 1)).toEqual([
    { body: "hello", labels: expect.objectContaining({ severity_text: "INFO", log_iostream: "stdout" }) },
  ]);
});

describe("what comes with OTLP", () => {
  const resource = {
    attributes: attributes({ "service.name": "sdk", "k8s.namespace.name": "shop", "process.pid": "7" }),
  };

  test("is among the logs with its trace and without its secrets, and fits", async () => {
    const timeUnixNano = `${Date.now()}000000`;
    const record = (body: string, fields: Readonly<Record<string, string>>): object => ({
      timeUnixNano,
      observedTimeUnixNano: timeUnixNano,
      traceId: TRACE,
      severityNumber: 17,
      body: { stringValue: body },
      attributes: attributes(fields),
    });
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, "x".repeat(2_000)]));

    await agent.send("logs", {
      resourceLogs: [
        {
          resource,
          scopeLogs: [
            {
              logRecords: [
                record("password=hunter2", {
                  "exception.stacktrace": STACK,
                  "http.request.header.cookie": "a=b",
                  "": "x",
                }),
                record("many", many),
                record("x".repeat(300_000), {}),
              ],
            },
          ],
        },
      ],
    });

    const lines = await agent.lines("sdk", 3, `| trace_id="${TRACE}"`);
    const secret = lines.find(({ body }) => body.includes("goroutine"));
    expect(lines).toHaveLength(3);
    expect(secret).toEqual({
      body: `****\n${STACK}`,
      labels: expect.objectContaining({ http_request_header_cookie: "****", service_name: "sdk" }),
    });
    expect(secret?.labels).not.toHaveProperty("process_pid");
  });

  test("is handed on as spans without their secrets", async () => {
    const fields = {
      "http.request.header.authorization": "Basic abc",
      "url.query": "token=abc&page=2",
      "http.route": "/",
      "server.address": "db",
      "server.password": "abc",
    };
    const span = {
      traceId: TRACE,
      spanId: SPAN,
      name: "GET /",
      startTimeUnixNano: "1",
      endTimeUnixNano: "2",
      attributes: attributes(fields),
      events: [{ name: "exception", attributes: attributes({ "exception.message": "no Bearer abcdefgh123" }) }],
      status: { code: 2, message: "password=hunter2" },
    };

    await agent.send("traces", { resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] });

    expect(await agent.spans()).toEqual([
      expect.objectContaining({
        attributes: attributes({
          ...fields,
          "http.request.header.authorization": "****",
          "url.query": "****&page=2",
          "server.password": "****",
        }),
        events: [expect.objectContaining({ attributes: attributes({ "exception.message": "no ****" }) })],
        status: { code: 2, message: "password=****" },
      }),
    ]);
  });
});

function attributes(values: Readonly<Record<string, string>>): object[] {
  return Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}
