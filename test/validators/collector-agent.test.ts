/** What becomes of log lines and spans in the agent: the real collector with the generated configuration, and a real Loki. */
import { aLogAgent, type LogAgent } from "./a-log-agent";
import { cri, err, out, type ContainerLog, type CriLine } from "./container-log";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

const PANIC = [
  "panic: runtime error: index out of range [5] with length 3",
  "",
  "goroutine 1 [running]:",
  "main.(*cart).total(0xc000012345, {0x1, 0x2})",
  "\t/src/main.go:8 +0x1d",
  "exit status 2",
];

const NOW = Date.now();

const STACK = "goroutine 7 [running]:\nmain.handle()\n\t/src/main.go:8 +0x1d";

const LOGS: readonly ContainerLog[] = [
  { service: "plain", text: out("hello world") },
  { service: "crio", text: cri([["stderr", "F", "hello from CRI-O"]], "+00:00") },
  {
    service: "parts",
    text: cri([
      ["stdout", "P", "one, "],
      ["stdout", "P", "two, "],
      ["stdout", "F", "end"],
    ]),
  },
  {
    service: "slog",
    text: out({
      time: "2026-11-24T08:50:09.455Z",
      level: "ERROR",
      msg: "panic",
      panic: "boom",
      stack: STACK,
      user_id: 1,
      req: { method: "GET" },
      trace_id: TRACE,
      span_id: SPAN,
    })
      .toString()
      .replace('"user_id":1', '"user_id":9007199254740993'),
  },
  {
    service: "levels",
    text: out(
      { level: "info", msg: "zap", ts: NOW / 1e3 },
      { level: 40, msg: "pino", time: NOW },
      { severity: "CRITICAL", message: "Cloud", traceId: TRACE },
      { level: "WARN+1", msg: "slog" },
      { level: "high", msg: "none", time: "12ms", trace_id: "none" },
      { level: "INFO", msg: "duration", time: 2_200_000_000 },
      { level: "INFO", msg: "nanoseconds", time: NOW * 1e6 },
    ),
  },
  {
    service: "marks",
    text: err(
      'I1124 10:00:00.000000       1 main.go:8] "Retrying" err="no route"',
      "W1124 10:00:00.000000       1 main.go:8] slow",
      "E1124 10:00:00.000000       1 main.go:8] failed",
      "1:M 24 Nov 2026 10:00:00.123 * Ready to accept connections tcp",
      "1:M 24 Nov 2026 10:00:00.123 # Warning: no error",
      "1:M 24 Nov 2026 10:00:00.123 - Accepted 10.0.0.1:4711",
      "* a list",
    ),
  },
  {
    service: "failed",
    text: out(
      { level: "ERROR", msg: "request", code: 502, error: "inventory failed" },
      { level: "error", msg: "query", err: "timeout" },
      { level: "error", msg: "odd", error: { code: 5 } },
      { level: "error", msg: "order 5: no stock", error: "no stock" },
    ),
  },
  { service: "crash", text: err("starting", ...PANIC, "starting again") },
  ...["one", "two"].map((service) => ({
    service,
    text: err(`panic: ${service}`, "", `\t/src/${service}.go:8`),
  })),
  { service: "brace", text: out("{not json", '{"msg":"one"} {"msg":"two"}', '{"a":1} and text') },
  {
    service: "long",
    text: cri([
      ...Array.from({ length: 20 }, (): CriLine => ["stdout", "P", "x".repeat(16_384)]),
      ["stdout", "F", "end"],
    ]),
  },
  {
    service: "fields",
    text: out(
      { msg: "many", level: "error", ...Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, i])) },
      { msg: "large", level: "error", field: "x".repeat(60_000) },
      { msg: "nameless", "": 1, 日本: 2 },
      { msg: "deep", inner: Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`k${i}`, { x: i }])) },
    ),
  },
  { service: "bytes", text: out(Buffer.from([0x61, 0xff, 0x00, 0x62]), Buffer.from('{"msg":"\xff","x":1}', "latin1")) },
  { service: "agent", namespace: "observability-node", pod: "collector-agent-x7k2p", text: out("its own") },
  { service: "agent", pod: "my-collector-agent-1", text: out("somebody's") },
];

let agent: LogAgent;

beforeAll(async () => {
  agent = await aLogAgent(LOGS);
}, 120_000);

test("names a line by what the path of its file says", async () => {
  expect(await agent.lines("plain", 1)).toEqual([
    {
      body: "hello world",
      labels: expect.objectContaining({
        service_name: "plain",
        service_namespace: "shop",
        k8s_namespace_name: "shop",
        k8s_container_name: "plain",
        k8s_pod_name: "plain-0",
        k8s_cluster_name: "test",
        k8s_node_name: "node-1",
        log_iostream: "stdout",
      }),
    },
  ]);
});

test("reads what CRI-O writes", async () => {
  expect(await agent.lines("crio", 1)).toEqual([
    { body: "hello from CRI-O", labels: expect.objectContaining({ log_iostream: "stderr" }) },
  ]);
});

test("puts the parts of a line together, as they were", async () => {
  expect(bodies(await agent.lines("parts", 1))).toEqual(["one, two, end"]);
});

test("finds a line in JSON by its trace", async () => {
  expect(await agent.lines("slog", 1, `| trace_id="${TRACE}"`)).toEqual([
    {
      body: `panic: boom\n${STACK}`,
      labels: expect.objectContaining({
        trace_id: TRACE,
        span_id: SPAN,
        severity_text: "ERROR",
        severity_number: "17",
        detected_level: "error",
        panic: "boom",
        req_method: "GET",
        user_id: "9007199254740993",
      }),
    },
  ]);
});

test("takes nothing over twice, and not what differs on every line and says nothing", async () => {
  const [line] = await agent.lines("slog", 1);

  for (const name of ["level", "msg", "stack", "time", "observed_timestamp", "logtag", "log_file_path"]) {
    expect(line?.labels).not.toHaveProperty(name);
  }
});

test("knows levels and traces as libraries write them, and leaves what is none", async () => {
  const lines = await agent.lines("levels", 7);

  expect(lines.map(({ body, labels }) => [body, labels["severity_text"], labels["trace_id"]])).toEqual([
    ["zap", "INFO", undefined],
    ["pino", "WARN", undefined],
    ["Cloud", "FATAL", TRACE],
    ["slog", "WARN", undefined],
    ["none", undefined, "none"],
    ["duration", "INFO", undefined],
    ["nanoseconds", "INFO", undefined],
  ]);
  expect(lines[4]?.labels).toMatchObject({ level: "high", time: "12ms" });
});

test("keeps a duration that is called time, and no point in time, in whatever unit", async () => {
  const lines = await agent.lines("levels", 7);

  expect(lines.map(({ labels }) => labels["ts"] ?? labels["time"])).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    "12ms",
    "2200000000",
    undefined,
  ]);
});

test("knows the level of a line by the mark of klog or Redis, whatever words are in it", async () => {
  const lines = await agent.lines("marks", 7);

  expect(lines.map(({ labels }) => [labels["severity_text"], labels["severity_number"]])).toEqual([
    ["INFO", "9"],
    ["WARN", "13"],
    ["ERROR", "17"],
    ["INFO", "9"],
    ["WARN", "13"],
    ["DEBUG", "5"],
    [undefined, undefined],
  ]);
  expect(lines[0]?.labels).toMatchObject({ detected_level: "info" });
});

test("tells what went wrong in the line itself, where it is text, and once", async () => {
  const lines = await agent.lines("failed", 4);

  expect(bodies(lines)).toEqual(["request: inventory failed", "query: timeout", "odd", "order 5: no stock"]);
  expect(lines[0]?.labels).toMatchObject({ error: "inventory failed", code: "502" });
});

test("keeps a panic together, and apart from the lines around it", async () => {
  const lines = await agent.lines("crash", 3);

  expect(bodies(lines)).toEqual(["starting", PANIC.join("\n"), "starting again"]);
  expect(lines[1]?.labels).toMatchObject({ severity_text: "FATAL" });
});

test("does not mix the stack traces of two containers", async () => {
  expect(bodies(await agent.lines("one", 1))).toEqual(["panic: one\n\n\t/src/one.go:8"]);
  expect(bodies(await agent.lines("two", 1))).toEqual(["panic: two\n\n\t/src/two.go:8"]);
});

test("leaves what only begins like JSON as it is", async () => {
  expect(bodies(await agent.lines("brace", 3))).toEqual([
    "{not json",
    '{"msg":"one"} {"msg":"two"}',
    '{"a":1} and text',
  ]);
});

test("cuts a line that is too long for Loki, and loses nothing of it", async () => {
  const lines = await agent.lines("long", 3);

  expect(bodies(lines).join("")).toBe(`${"x".repeat(20 * 16_384)}end`);
});

test("leaves in the line what are too many, too large or nameless fields for Loki", async () => {
  const lines = await agent.lines("fields", 4);

  expect(bodies(lines).map((body) => body.slice(0, 20))).toEqual([
    '{"msg":"many","level',
    '{"msg":"large","leve',
    '{"msg":"nameless",""',
    '{"msg":"deep","inner',
  ]);
  expect(lines[0]?.labels).toMatchObject({ severity_text: "ERROR" });
  expect(lines[0]?.labels).not.toHaveProperty("k1");
});

test("survives bytes that are no text", async () => {
  expect(bodies(await agent.lines("bytes", 2))).toEqual(["a\ufffd\u0000b", "\ufffd"]);
});

test("reads no logs of the agent, but those of what is called like it", async () => {
  expect(bodies(await agent.lines("agent", 1))).toEqual(["somebody's"]);
});

function bodies(lines: readonly { readonly body: string }[]): string[] {
  return lines.map(({ body }) => body);
}
