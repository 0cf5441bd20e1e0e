import { asRecord } from "../../lib/core";
import type { Probes } from "../../lib/service";
import { containerOf, objectOf, problemsOf, specOf } from "./a-service";

const BOTH: Probes = { ready: "/ready", live: "/live" };

test("asks paths on the main port", () => {
  expect(containerOf()).toMatchObject({
    readinessProbe: {
      httpGet: { path: "/ready", port: "http" },
      periodSeconds: 5,
      timeoutSeconds: 2,
      failureThreshold: 3,
    },
    livenessProbe: {
      httpGet: { path: "/live", port: "http" },
      periodSeconds: 10,
      timeoutSeconds: 3,
      failureThreshold: 3,
    },
  });
});

test("gives a start two minutes by the check of live", () => {
  expect(containerOf()["startupProbe"]).toEqual({
    httpGet: { path: "/live", port: "http" },
    periodSeconds: 3,
    timeoutSeconds: 3,
    failureThreshold: 40,
  });
});

test.each([
  ["5m", 3, 100],
  ["10s", 3, 4],
] as const)("gives a start %s", (startup, periodSeconds, failureThreshold) => {
  expect(containerOf({ probes: { ...BOTH, startup } })["startupProbe"]).toMatchObject({
    periodSeconds,
    failureThreshold,
  });
});

test("gives a start with a check of its own two minutes, or what its threshold says", () => {
  const own = { http: { path: "/started" }, period: "10s" } as const;

  expect(containerOf({ probes: { ...BOTH, startup: "/started" } })["startupProbe"]).toMatchObject({
    httpGet: { path: "/started", port: "http" },
    failureThreshold: 40,
  });
  expect(containerOf({ probes: { ...BOTH, startup: own } })["startupProbe"]).toMatchObject({
    periodSeconds: 10,
    failureThreshold: 12,
  });
  expect(containerOf({ probes: { ...BOTH, startup: { ...own, failureThreshold: 6 } } })["startupProbe"]).toMatchObject({
    failureThreshold: 6,
  });
});

test("gives the rollout of a slow starter more time than the start", () => {
  expect(specOf("Deployment")["progressDeadlineSeconds"]).toBe(600);
  expect(specOf("Deployment", { probes: { ...BOTH, startup: "20m" } })["progressDeadlineSeconds"]).toBeGreaterThan(
    1_200,
  );
});

test("speaks TCP, gRPC and commands too", () => {
  const ports = [{ name: "grpc", port: 9000 }];
  const probes: Probes = {
    ready: { grpc: { port: "grpc", service: "shop.Checkout" } },
    live: { tcp: {}, timeout: "1s" },
    startup: { exec: { command: ["/checkout", "ping"] } },
  };

  expect(containerOf({ ports, probes })).toMatchObject({
    readinessProbe: { grpc: { port: 9000, service: "shop.Checkout" } },
    livenessProbe: { tcpSocket: { port: "http" }, timeoutSeconds: 1 },
    startupProbe: { exec: { command: ["/checkout", "ping"] } },
  });
});

test("finds a port by its number", () => {
  const probes: Probes = { ready: { http: { path: "/ready", port: 8080 } }, live: "/live" };

  expect(containerOf({ probes })["readinessProbe"]).toMatchObject({ httpGet: { port: "http" } });
});

test("has no probes where they are refused", () => {
  expect(Object.keys(containerOf({ probes: false })).filter((key) => key.endsWith("Probe"))).toEqual([]);
});

test("needs no startup probe without a liveness probe", () => {
  expect(
    Object.keys(containerOf({ probes: { ready: "/ready", live: false } })).filter((key) => key.endsWith("Probe")),
  ).toEqual(["readinessProbe"]);
});

test("refuses a liveness probe that fails sooner than readiness", () => {
  const probes: Probes = { ready: "/ready", live: { http: { path: "/live" }, period: "3s" } };

  expect(problemsOf({ probes })).toEqual([
    expect.stringMatching(
      /^probes.live .*: expected to fail no sooner than probes.ready, which fails after 15s; raise/,
    ),
  ]);
});

test.each<[string, Probes, RegExp]>([
  [
    "a port that does not exist",
    { ...BOTH, ready: { tcp: { port: "admin" } } },
    /^probes.ready.tcp.port "admin": expected one of the TCP ports "http" \(8080\)/,
  ],
  [
    "a port number that does not exist",
    { ...BOTH, live: { grpc: { port: 9 } } },
    /^probes.live.grpc.port 9: expected one of/,
  ],
  [
    "a timeout over the period",
    { ...BOTH, ready: { tcp: {}, timeout: "6s" } },
    /^probes.ready.timeout "6s": expected at most the period 5s/,
  ],
  [
    "a period of nothing",
    { ...BOTH, startup: { tcp: {}, period: "0s" } },
    /^probes.startup.period "0s": expected a duration of 1s/,
  ],
  [
    "a threshold of nothing",
    { ...BOTH, live: { tcp: {}, failureThreshold: 0 } },
    /^probes.live.failureThreshold 0: expected a whole number/,
  ],
  [
    "an empty command",
    { ...BOTH, live: { exec: { command: [] } } },
    /^probes.live.exec.command \[\]: expected a command/,
  ],
  [
    "a path with a space",
    { ...BOTH, ready: "/rea dy" },
    /^probes.ready.http.path "\/rea dy": expected an absolute path/,
  ],
  [
    "a startup that has nothing to ask",
    { ready: "/ready", live: false, startup: "1m" },
    /^probes.startup "1m": expected a check/,
  ],
  [
    "two questions at once",
    { ...BOTH, ready: Object.assign({ tcp: {} }, { http: { path: "/ready" } } as const) },
    /^probes.ready .*: expected exactly one of http, tcp, grpc and exec/,
  ],
])("refuses %s", (_, probes, problem) => {
  expect(problemsOf({ probes })).toEqual([expect.stringMatching(problem)]);
});

test("has Prometheus call the readiness path through the Service", () => {
  const annotations = {
    "prometheus.io/probe": "true",
    "prometheus.io/probe-port": "80",
    "prometheus.io/probe-path": "/ready",
  };

  expect(annotationsOf()).toEqual(annotations);
  expect(annotationsOf({ blackbox: "/health" })).toEqual({ ...annotations, "prometheus.io/probe-path": "/health" });
});

test.each<[string, Parameters<typeof annotationsOf>[0]]>([
  ["it is refused", { blackbox: false }],
  ["there are no probes", { probes: false }],
  [
    "readiness is on another port",
    { ports: [{ name: "admin", port: 9090 }], probes: { ...BOTH, ready: { http: { path: "/", port: "admin" } } } },
  ],
  ["readiness is not HTTP", { probes: { ...BOTH, ready: { tcp: {} } } }],
])("has nothing called through the Service where %s", (_, spec) => {
  expect(annotationsOf(spec)).toEqual({});
});

function annotationsOf(spec: Parameters<typeof specOf>[1] = {}): unknown {
  return asRecord(objectOf("Service", spec)?.metadata.annotations);
}
