/** The alert on log lines, and what is recorded of them, asked of a Loki that holds such lines. */
import { platformLogRecordings } from "../../alerts/logs/platform";
import type { ServiceAlerts } from "../../alerts";
import { parseServiceAlerts, serviceLogAlerts } from "../../alerts/service";
import { Problems, toYaml } from "../../lib/core";
import { logRuleGroup, rulesOf } from "../../lib/observability/rule-group";
import { workloadMonitor } from "../../lib/service/monitor";
import { serviceLogRecordings, type AlertRule, type ServiceTarget } from "../../lib/signals";
import { aLoki, type ALoki, type LogRecord, type Sample } from "./a-loki";

/** The instant of all questions, and one within the five minutes before it. */
const NOW = Date.now() - 20 * 60_000;
const BEFORE = NOW - 4 * 60_000;

type Line = Omit<LogRecord, "service" | "time">;

/** A Go stack as `debug.Stack()` gives it. */
const GO_STACK = [
  "goroutine 34 [running]:",
  "runtime/debug.Stack()",
  "\t/usr/local/go/src/runtime/debug/stack.go:26 +0x5e",
  "main.recoverPanics.func1.1()",
  "\t/src/recovery.go:22 +0x10b",
].join("\n");

/** One panic each, as it arrives. */
const panics: Readonly<Record<string, readonly string[]>> = {
  "a Go program that ends": [
    `panic: runtime error: index out of range [3] with length 3\n\n${GO_STACK}\nexit status 2`,
  ],
  "the same, line by line": `panic: boom\n\n${GO_STACK}`.split("\n").filter(Boolean),
  "a Go program that dies of its runtime": [
    "fatal error: concurrent map writes\n\ngoroutine 7 [running]:\nmain.main()",
  ],
  "a goroutine that is bound to its thread": ["panic: boom\n\ngoroutine 1 [running, locked to thread]:\nmain.init.0()"],
  "a handler that recovers and logs JSON": [`panic\n${GO_STACK}`],
  "JSON that was not taken apart": [JSON.stringify({ level: "ERROR", msg: "panic", stack: GO_STACK })],
  "net/http": [`http: panic serving 10.0.0.7:41000: boom\n${GO_STACK}`],
  "Gin's own recovery": [
    "[Recovery] 2026/11/24 - 08:51:48 panic recovered:\nboom\n/src/main.go:12 (0x6f1)\n\tmain.handler: panic(1)",
  ],
  Rust: ["thread 'main' (7) panicked at src/main.rs:2:5:\nindex out of bounds"],
  Python: [
    'Traceback (most recent call last):\n  File "/app/main.py", line 3, in <module>\n    1 / 0\nZeroDivisionError: division by zero',
  ],
  "a Java thread that ends": [
    'Exception in thread "main" java.lang.IllegalStateException: boom\n\tat shop.Main.main(Main.java:7)',
  ],
  "a Java exception that is logged": [
    "order failed\njava.io.IOException: closed\n\tat shop.Orders.place(Orders.java:41)\n\tat shop.Main.main(Main.java:7)",
  ],
};

/** What tells of no panic. */
const harmless: readonly string[] = [
  "12 goroutines are running",
  "goroutine 12 [chan receive]:",
  "no need to panic: the queue is empty",
  "worker [running] since 08:51",
  "\tat shop.Main.main(Main.java:7)",
  "meet me\nat the station",
  "traceback is off",
  "exception in thread pool settings: none",
];

let loki: ALoki;

beforeAll(async () => {
  loki = await aLoki({ "shop.checkout.yaml": ruleFileOf("checkout") });
}, 90_000);

describe("a panic", () => {
  test.each(Object.entries(panics))("of %s is counted once", async (kind, bodies) => {
    const service = await serviceWith(`panic ${kind}`, lines(bodies));

    expect(await ask(service, { panics: { above: 0 } })).toEqual([{ labels: {}, value: 1 }]);
  });

  test.each(harmless)("is not %j", async (body) => {
    const service = await serviceWith(`harmless ${body}`, lines([body]));

    expect(await ask(service, { panics: { above: 0 } })).toEqual([]);
  });
});

describe("ServicePanics", () => {
  const panic = `panic\n${GO_STACK}`;
  const panicsOf = (count: number): Line[] => lines(Array<string>(count).fill(panic));

  test("fires above two panics within five minutes", async () => {
    const two = await serviceWith("two panics", [...panicsOf(2), ...lines(["request"])]);
    const three = await serviceWith("three panics", [...panicsOf(3), ...lines(["request"])]);

    expect(await ask(two)).toEqual([]);
    expect(await ask(three)).toEqual([{ labels: {}, value: 3 }]);
  });

  test("fires above the limit of the service, once for each severity", async () => {
    const service = await serviceWith("five panics", panicsOf(5));
    const levels: ServiceAlerts = { panics: { info: { above: 0 }, warning: { above: 4 }, critical: { above: 5 } } };

    expect(await askAll(service, levels)).toEqual([[{ labels: {}, value: 5 }], [{ labels: {}, value: 5 }], []]);
  });

  test("counts those of all its pods together", async () => {
    const service = await serviceWith("panics of pods", [
      ...panicsOf(2).map((line) => ({ ...line, pod: "a" })),
      ...panicsOf(2).map((line) => ({ ...line, pod: "b" })),
    ]);

    expect(await ask(service)).toEqual([{ labels: {}, value: 4 }]);
  });

  test("looks back on five minutes, and forgets what is older", async () => {
    const within = await serviceWith("panics within five minutes", panicsOf(3), NOW - 5 * 60_000 + 1000);
    const older = await serviceWith("panics before", panicsOf(3), NOW - 5 * 60_000 - 1000);

    expect(await ask(within)).toEqual([{ labels: {}, value: 3 }]);
    expect(await ask(older)).toEqual([]);
  });

  test("is about the service's own lines", async () => {
    const service = await serviceWith("panics elsewhere", [
      ...lines([panic, "request"]),
      ...panicsOf(3).map((line) => ({ ...line, namespace: "blog" })),
    ]);
    await serviceWith(`${service} canary`, panicsOf(3));

    expect(await ask(service)).toEqual([]);
  });

  test("is silent about a service that writes nothing", async () => {
    expect(await ask("nobody", { panics: { above: 0 } })).toEqual([]);
  });

  test("asks for nothing that Loki's ruler would drop", () => {
    const rules = rulesFor("checkout", { panics: { above: 0, for: "2m" } });

    expect(rules).toMatchObject([{ alert: "ServicePanics", severity: "warning", for: "2m" }]);
    expect(rules[0]).not.toHaveProperty("keepFiringFor");
    expect(rules[0]).not.toHaveProperty("interval");
  });
});

describe("a line with an error", () => {
  const errors: Readonly<Record<string, Line>> = {
    "the level ERROR": { body: "failed", severityText: "ERROR", severityNumber: 17 },
    "the level error": { body: "failed", severityText: "error", severityNumber: 17 },
    "the level FATAL": { body: "failed", severityText: "FATAL", severityNumber: 21 },
    "a number alone": { body: "failed", severityNumber: 24 },
    "a text alone": { body: "failed", severityText: "Critical" },
    "zap's PANIC": { body: "failed", severityText: "PANIC", severityNumber: 21 },
    "Java's SEVERE": { body: "failed", severityText: "SEVERE", severityNumber: 17 },
    "pino's 50": { body: "failed", severityText: "50", severityNumber: 17, attributes: { level: "50" } },
    "no level but its text": { body: "2026-11-24 08:51:48 ERROR failed" },
  };
  const others: Readonly<Record<string, Line>> = {
    "the level WARN": { body: "slow", severityText: "WARN", severityNumber: 13 },
    "the level INFO and the word": { body: "no error", severityText: "INFO", severityNumber: 9 },
    "no level and no word": { body: '10.0.0.7 "GET /errors HTTP/1.1" 200' },
    "an attribute that looks like a number": { body: "odd", attributes: { severity_number: "many" } },
  };
  const oneLine: Sample = { labels: {}, value: 1 / 300 };
  const noLine: Sample = { labels: {}, value: 0 };

  test.each(Object.entries(errors))("has %s", async (kind, line) => {
    const service = await serviceWith(`error of ${kind}`, [line]);

    expect(await recordedOf(service)).toEqual([[oneLine], [oneLine]]);
  });

  test.each(Object.entries(others))("has not %s", async (kind, line) => {
    const service = await serviceWith(`other of ${kind}`, [line]);

    expect(await recordedOf(service)).toEqual([[oneLine], [noLine]]);
  });
});

describe("recorded of a service", () => {
  test("are its lines per second, and those with errors", async () => {
    const service = await serviceWith("recorded", share(3, 30));

    expect(await recordedOf(service)).toEqual([[{ labels: {}, value: 0.1 }], [{ labels: {}, value: 0.01 }]]);
  });

  test("is no error where there is none", async () => {
    const service = await serviceWith("recorded without errors", share(0, 30));

    expect(await recordedOf(service)).toEqual([[{ labels: {}, value: 0.1 }], [{ labels: {}, value: 0 }]]);
  });

  test("is nothing of what is older than five minutes", async () => {
    const service = await serviceWith("recorded long ago", share(50, 50), NOW - 6 * 60_000);

    expect(await recordedOf(service)).toEqual([[], [{ labels: {}, value: 0 }]]);
  });

  test("is nothing where no line arrives", async () => {
    expect(await recordedOf("nobody")).toEqual([[], [{ labels: {}, value: 0 }]]);
  });
});

test("recorded of the cluster are the lines of all services, or nothing", async () => {
  const [rule] = platformLogRecordings();
  const earlier = NOW - 60 * 60_000;
  const recorded = (time: number): Promise<Sample[]> => loki.query(rule?.expr ?? "", time);

  await serviceWith("some service", share(1, 10), earlier);
  await serviceWith("another service", share(0, 20), earlier);

  expect(await recorded(earlier + 60_000)).toEqual([{ labels: {}, value: 0.1 }]);
  expect(await recorded(earlier - 60_000)).toEqual([]);
});

test("Loki's ruler has every rule of a service with its name in the labels", async () => {
  const own = { namespace: "shop", service: "checkout" };

  const labels = (await loki.rules()).map((rule) => [rule.name, rule.labels]);

  expect(labels).toEqual([
    ["service:log_lines:rate5m", own],
    ["service:log_error_lines:rate5m", own],
    ["ServicePanics", { ...own, severity: "warning" }],
  ]);
});

/** The name of a service that has written these lines, all at once. */
async function serviceWith(description: string, written: readonly Line[], time = BEFORE): Promise<string> {
  const service = description.replaceAll(/\W+/g, "-");
  // Loki takes the same text at the same instant for the same line.
  if (written.length > 0) await loki.push(written.map((line, index) => ({ ...line, service, time: time + index })));
  return service;
}

function lines(bodies: readonly string[]): Line[] {
  return bodies.map((body) => ({ body, severityText: "INFO", severityNumber: 9 }));
}

function share(errors: number, all: number): Line[] {
  const level = (index: number): Partial<Line> =>
    index < errors ? { severityText: "ERROR", severityNumber: 17 } : { severityText: "INFO", severityNumber: 9 };
  return Array.from({ length: all }, (_, index) => ({ body: `line ${index}`, ...level(index) }));
}

/** What `ServicePanics` tells of a service with these options. */
async function ask(service: string, options: ServiceAlerts = {}): Promise<Sample[]> {
  return (await askAll(service, options)).flat();
}

/** The same by severity. */
async function askAll(service: string, options: ServiceAlerts): Promise<Sample[][]> {
  return Promise.all(rulesFor(service, options).map(({ expr }) => loki.query(expr, NOW)));
}

function rulesFor(service: string, options: ServiceAlerts): AlertRule[] {
  const target = aTarget(service);
  return serviceLogAlerts(target, parseServiceAlerts(options, target, new Problems()));
}

/** The rule file of a service, as a stack writes it for Loki. */
function ruleFileOf(service: string): string {
  const target = aTarget(service);
  const monitor = workloadMonitor(target, parseServiceAlerts({}, target, new Problems()));
  const links = { runbooks: "https://runbooks.example.com", grafana: "https://grafana.example.com" };
  return toYaml({
    groups: [logRuleGroup(monitor, { ...links, logs: true, traces: true }, rulesOf(monitor))],
  });
}

async function recordedOf(service: string): Promise<Sample[][]> {
  return Promise.all(serviceLogRecordings(aTarget(service)).map(({ expr }) => loki.query(expr, NOW)));
}

function aTarget(service: string): ServiceTarget {
  return {
    namespace: "shop",
    service,
    workload: { kind: "Deployment", name: service },
    container: service,
    probed: false,
    hasCpuLimit: false,
    startupSeconds: 0,
    hasLivenessProbe: false,
    traces: false,
    urls: [],
  };
}
