import { HttpMetrics } from "../../lib/signals";
import type { ServiceObjectives } from "../../lib/service";
import { aService, problemsOf } from "./a-service";

const METRICS = HttpMetrics.prometheus({ buckets: [0.1, 0.25, 0.5, 1] });

function problemsOfSlo(slo: ServiceObjectives, metrics: HttpMetrics = METRICS): string[] {
  return problemsOf({ metrics, slo });
}

test("objectives are those of the spec, exact in decimal", () => {
  const service = aService({
    metrics: METRICS,
    slo: { objective: "99.95%", window: "4w", latency: { objective: "99%", under: "250ms" } },
  });

  expect(service.objectives()).toEqual([
    { slo: "availability", objective: 0.9995, budget: 0.0005, window: "28d" },
    { slo: "latency", objective: 0.99, budget: 0.01, window: "28d", under: 0.25 },
  ]);
});

test("the window is 30 days unless it says otherwise", () => {
  const service = aService({ metrics: METRICS, slo: { objective: "99.9%" } });

  expect(service.objectives()).toMatchObject([{ window: "30d" }]);
});

test("a service without objectives has none, and no series of them", () => {
  const service = aService({ metrics: METRICS, alerts: {} });

  expect(service.objectives()).toEqual([]);
  expect(service.recordings().filter(({ record }) => record.includes("slo"))).toEqual([]);
  expect(service.alerts().filter(({ alert }) => alert === "ServiceErrorBudgetBurn")).toEqual([]);
});

test("without alerts the budget is recorded all the same", () => {
  const service = aService({ metrics: METRICS, alerts: false, slo: { objective: "99.9%" } });

  expect(service.recordings().map(({ record }) => record)).toContain("service:slo_error_budget:remaining_ratio");
  expect(service.alerts()).toEqual([]);
});

test("objectives need metrics", () => {
  expect(problemsOf({ slo: { objective: "99.9%" } })).toEqual([
    expect.stringMatching(
      /^metrics missing: expected how the service tells the requests that slo is about; say HttpMetrics/,
    ),
  ]);
});

test.each(["0%", "100%"] as const)("refuses %s", (objective) => {
  expect(problemsOfSlo({ objective })).toEqual([
    expect.stringMatching(/^slo.objective "\d+%": expected more than 0% and less than 100%/),
  ]);
});

test("refuses what is no percentage", () => {
  expect(problemsOfSlo({ objective: "1e1%" })).toEqual([
    expect.stringMatching(/^slo.objective "1e1%": expected a percentage from 0% to 100%/),
  ]);
});

test.each(["6d", "91d", "36h", "30m"] as const)("refuses a window of %s", (window) => {
  expect(problemsOfSlo({ objective: "99.9%", window })).toEqual([
    expect.stringMatching(/^slo.window "\w+": expected whole days from 7d to 90d/),
  ]);
});

test("refuses a burn rate that cannot be reached, with the lowest objective and the longest window that can", () => {
  expect(problemsOfSlo({ objective: "93%" })).toEqual([
    'slo.objective "93%": expected at least 93.06% with a window of 30d, as its alert on 1h and 5m comes when the budget burns 14.4 times as fast as it may, and with every request bad it burns 14.29 times as fast; raise it, or set slo.window to at most 29d',
  ]);
});

test("takes what the message of an unreachable burn rate says", () => {
  expect(problemsOfSlo({ objective: "93.06%" })).toEqual([]);
  expect(problemsOfSlo({ objective: "93%", window: "29d" })).toEqual([]);
});

test("refuses a limit that is no bucket, with the nearest ones", () => {
  const slo = { objective: "99.9%", latency: { objective: "99%", under: "300ms" } } as const;

  expect(problemsOfSlo(slo)).toEqual([
    'slo.latency.under "300ms": expected the upper bound of a bucket: "250ms" or "500ms"; or give the histogram such a bucket and say so in metrics.buckets, or use a native histogram',
  ]);
  expect(problemsOfSlo({ ...slo, latency: { objective: "99%", under: "2s" } })).toEqual([
    expect.stringContaining('expected the upper bound of a bucket: "1s";'),
  ]);
});

test("takes any limit with native histograms", () => {
  const slo = { objective: "99.9%", latency: { objective: "99%", under: "300ms" } } as const;

  expect(problemsOfSlo(slo, HttpMetrics.prometheus({ histogram: "native" }))).toEqual([]);
});

test("refuses buckets of native histograms", () => {
  const metrics = HttpMetrics.prometheus({ histogram: "native", buckets: [1] });

  expect(problemsOf({ metrics })).toEqual([expect.stringMatching(/^metrics.buckets \[1\]: expected nothing/)]);
});
