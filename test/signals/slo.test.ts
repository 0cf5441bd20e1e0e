import {
  bucketLabel,
  budgetOf,
  burnRates,
  burnRatio,
  HttpMetrics,
  lastsFor,
  objectiveRecordings,
  recorded,
  series,
  growing,
  sampleValues,
  type Objective,
  type ServiceTarget,
} from "../../lib/signals";

function anObjective(objective: Partial<Objective> = {}): Objective {
  return { slo: "availability", objective: 0.999, budget: 0.001, window: "30d", ...objective };
}

function aTarget(metrics: HttpMetrics, ...objectives: readonly Objective[]): ServiceTarget {
  return {
    namespace: "shop",
    service: "checkout",
    workload: { kind: "Deployment", name: "checkout" },
    container: "checkout",
    metrics,
    objectives,
    probed: false,
    hasCpuLimit: true,
    startupSeconds: 30,
    hasLivenessProbe: true,
    traces: false,
    urls: [],
  };
}

function exprOf(target: ServiceTarget, record: string): string {
  const rule = objectiveRecordings(target).find((recording) => recording.record === record);
  return rule?.expr ?? "";
}

describe("burn rates", () => {
  test("are the workbook's for a window of 30 days", () => {
    const rates = burnRates("30d").map(({ long, short, factor, severity }) => [long, short, factor, severity]);

    expect(rates).toEqual([
      ["1h", "5m", 14.4, "critical"],
      ["6h", "30m", 6, "critical"],
      ["1d", "2h", 3, "warning"],
      ["3d", "6h", 1, "warning"],
    ]);
  });

  test.each([
    ["7d", [3.36, 1.4, 1, 1]],
    ["28d", [13.44, 5.6, 2.8, 1]],
    ["90d", [43.2, 18, 9, 3]],
  ] as const)("follow a window of %s, and are never below 1", (window, factors) => {
    expect(burnRates(window).map(({ factor }) => factor)).toEqual(factors);
  });

  test.each([
    [0.999, 0.001, [0.0144, 0.006, 0.003, 0.001]],
    [0.9995, 0.0005, [0.0072, 0.003, 0.0015, 0.0005]],
    [0.99999, 0.00001, [0.000144, 0.00006, 0.00003, 0.00001]],
    [0.951, 0.049, [0.7056, 0.294, 0.147, 0.049]],
  ])("of an objective of %d are exact in decimal", (objective, budget, limits) => {
    expect(budgetOf(objective)).toBe(budget);
    expect(burnRates("30d").map((rate) => burnRatio(rate, { budget }))).toEqual(limits);
  });

  test("say how long a whole budget lasts", () => {
    expect(lastsFor({ factor: 14.4 }, { window: "30d" })).toBe(50 * 3_600_000);
  });
});

describe("recordings", () => {
  test("weigh requests, and are absent without any", () => {
    const target = aTarget(HttpMetrics.prometheus(), anObjective());

    expect(exprOf(target, recorded.errorRatio("6h"))).toBe(
      'sum(sum_over_time(service:slo_errors:rate5m{namespace="shop",service="checkout",slo="availability"}[6h])) / (sum(sum_over_time(service:slo_requests:rate5m{namespace="shop",service="checkout",slo="availability"}[6h])) > 0)',
    );
    expect(exprOf(target, recorded.errorRatioOfWindow)).toContain("increase5m{");
  });

  test("over a day and more are computed once in five minutes", () => {
    const slow = objectiveRecordings(aTarget(HttpMetrics.prometheus(), anObjective())).filter(
      ({ interval }) => interval === "5m",
    );

    expect(slow.map(({ record }) => record)).toEqual([
      recorded.objectiveRequestCount,
      recorded.objectiveErrorCount,
      recorded.errorRatio("1d"),
      recorded.errorRatio("3d"),
      recorded.errorRatioOfWindow,
      recorded.budgetLeft,
    ]);
  });

  test("find the bucket of a whole number as it is scraped and as it is pushed", () => {
    const metrics = HttpMetrics.prometheus();
    const target = aTarget(metrics, anObjective({ slo: "latency", under: 1 }));
    const [, le = ""] = /le=~"([^"]+)"/.exec(exprOf(target, recorded.objectiveErrors)) ?? [];
    const pattern = new RegExp(`^(?:${le.replace("\\\\", "\\")})$`);

    expect([bucketLabel(1, "scraped"), bucketLabel(1, "pushed")].map((label) => pattern.test(label))).toEqual([
      true,
      true,
    ]);
    expect(["10", "1.5", "1x0"].filter((label) => pattern.test(label))).toEqual([]);
  });

  test("of native histograms need no bucket, and no counter", () => {
    const target = aTarget(
      HttpMetrics.openTelemetry({ histogram: "native" }),
      anObjective({ slo: "latency", under: 0.3 }),
    );

    expect(exprOf(target, recorded.objectiveRequests)).toBe(
      'histogram_count(sum(rate(http_server_request_duration_seconds{namespace="shop",service="checkout"}[5m])))',
    );
    expect(exprOf(target, recorded.objectiveErrors)).toContain("histogram_fraction(0, 0.3, sum(rate(");
  });

  test("are none without objectives", () => {
    expect(objectiveRecordings(aTarget(HttpMetrics.prometheus()))).toEqual([]);
  });
});

test("a case tells a native histogram of equal durations", () => {
  const { phases } = series("x", growing(1, "3m"));

  expect(sampleValues({ phases, observed: 0.3 }, "1m")).toBe(
    "{{schema:0 count:0 sum:0 offset:-1 buckets:[0]}}+{{schema:0 count:60 sum:18 offset:-1 buckets:[60]}}x2",
  );
});
