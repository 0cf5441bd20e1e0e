import { App } from "cdk8s";
import { asRecord, ManifestChart, render } from "../../lib/core";
import { markWatched } from "../../lib/monitor";
import { WebService } from "../../lib/service";
import { HttpMetrics, recorded } from "../../lib/signals";
import { aService, problemsIn, problemsOf, templateOf } from "./a-service";

const METRICS = HttpMetrics.prometheus();

function scrapeAnnotations(spec: Parameters<typeof templateOf>[0]): unknown {
  return asRecord(templateOf(spec)["metadata"])["annotations"];
}

describe("scraping", () => {
  test("is asked for by annotations of the pods", () => {
    expect(scrapeAnnotations({ metrics: METRICS })).toEqual({
      "prometheus.io/scrape": "true",
      "prometheus.io/port": "8080",
      "prometheus.io/path": "/metrics",
    });
  });

  test("may have a port of its own, by name or number", () => {
    const ports = [{ name: "metrics", port: 9090 }];

    for (const port of ["metrics", 9090]) {
      expect(scrapeAnnotations({ ports, metrics: HttpMetrics.prometheus({ port }) })).toMatchObject({
        "prometheus.io/port": "9090",
      });
    }
  });

  test("is not asked for where metrics are pushed or absent", () => {
    expect(scrapeAnnotations({ metrics: HttpMetrics.openTelemetry({ scrape: false }) })).toBeUndefined();
    expect(scrapeAnnotations({})).toBeUndefined();
  });

  test("refuses a port that does not exist, and names that PromQL cannot say", () => {
    const metrics = HttpMetrics.prometheus({
      port: "admin",
      path: "metrics",
      status: "http.status",
      buckets: [1, 0.5],
    });

    expect(problemsOf({ metrics })).toEqual([
      expect.stringMatching(/^metrics.status "http.status": expected the name of a Prometheus label/),
      expect.stringMatching(/^metrics.buckets \[1,0.5\]: expected positive seconds in ascending order/),
      expect.stringMatching(/^metrics.path "metrics": expected an absolute path/),
      expect.stringMatching(/^metrics.port "admin": expected one of the TCP ports "http" \(8080\)/),
    ]);
  });
});

describe("monitor", () => {
  test("is named and labelled by namespace and service", () => {
    const service = aService();

    expect(service.monitorName).toBe("shop/checkout");
    expect(service.monitorLabels).toEqual({ namespace: "shop", service: "checkout" });
  });

  test("alerts on what the service has", () => {
    expect(alertNames({ metrics: METRICS })).toContain("ServiceErrors5xx");
    expect(alertNames({})).not.toContain("ServiceErrors5xx");
    expect(alertNames({})).toContain("ServiceCpuNearLimit");
    expect(alertNames({ resources: { cpu: { request: "1", limit: false }, memory: "1Gi" } })).not.toContain(
      "ServiceCpuNearLimit",
    );
    expect(alertNames({ scaling: { min: 1, max: 2, cpu: "70%" } })).toContain("ServiceAutoscalerAtMaximum");
    expect(alertNames({})).not.toContain("ServiceAutoscalerAtMaximum");
  });

  test("records series and thresholds for alerts and dashboards", () => {
    expect(recordNames({ alerts: {}, metrics: METRICS })).toContain(recorded.failureRatio);
    expect(recordNames({ alerts: {}, metrics: METRICS })).toContain(recorded.alertThreshold);
    expect(recordNames({ alerts: false, metrics: METRICS })).toContain(recorded.failureRatio);
    expect(recordNames({ alerts: false, metrics: METRICS })).not.toContain(recorded.alertThreshold);
  });

  test("finds the container by its name, which is the service's own", () => {
    const memory = aService()
      .recordings()
      .find(({ record }) => record === recorded.memoryUtilization);

    expect(memory?.expr).toContain('{namespace="shop",container="checkout"}');
  });

  test("has no alerts where they are refused", () => {
    expect(aService({ alerts: false }).alerts()).toEqual([]);
  });

  test("refuses thresholds that cannot be met", () => {
    expect(problemsOf({ metrics: METRICS, alerts: { latencyP99: { above: "30s" } } })).toEqual([
      expect.stringMatching(/^alerts.latencyP99 "30s": expected less than the largest bucket 10s/),
    ]);
  });

  test("answers without a crash where the spec is wrong", () => {
    const service = aService({
      name: "",
      port: NaN,
      resources: { cpu: "0", memory: "0Mi" },
      alerts: {},
      metrics: METRICS,
    });

    expect(service.alerts().length).toBeGreaterThan(0);
    expect(problemsIn(service).length).toBeGreaterThan(0);
  });
});

describe("a service that pushes its metrics", () => {
  const metrics = HttpMetrics.openTelemetry({ scrape: false });
  const expected = expect.stringMatching(/^metrics: expected a collector that takes what is pushed/);
  const withoutCollector = (spec: Parameters<typeof aService>[0]): string[] => {
    return problemsIn(aService(spec, "checkout", { otlpEndpoint: undefined }));
  };

  test("is an error in a stack without a collector", () => {
    expect(withoutCollector({ metrics, alerts: {} })).toEqual([expected]);
  });

  test("is none where it says itself where to send them, or has them scraped", () => {
    const telemetry = { endpoint: "http://collector.example.com:4318" } as const;

    expect(withoutCollector({ metrics, telemetry })).toEqual([]);
    expect(withoutCollector({ metrics: HttpMetrics.openTelemetry() })).toEqual([]);
  });
});

describe("a service that nobody monitors", () => {
  test("is an error where it has alerts", () => {
    expect(() => render(unmonitored({}))).toThrow(
      /shop\/checkout: alerts: expected .* observability.monitor\(\.\.\.\), or set alerts: false/,
    );
  });

  test("is none where it has no alerts", () => {
    expect(() => render(unmonitored(false))).not.toThrow();
  });

  test("is none once a stack watches it, however late", () => {
    const app = unmonitored({});

    markWatched(app.node.findChild("shop").node.findChild("checkout"), { otlpEndpoint: undefined });

    expect(() => render(app)).not.toThrow();
  });
});

function alertNames(spec: Parameters<typeof aService>[0]): Set<string> {
  const rules = aService({ alerts: {}, ...spec }).alerts();
  return new Set(rules.map(({ alert }) => alert));
}

function recordNames(spec: Parameters<typeof aService>[0]): Set<string> {
  const rules = aService(spec).recordings();
  return new Set(rules.map(({ record }) => record));
}

function unmonitored(alerts: false | object): App {
  const app = new App();
  new WebService(new ManifestChart(app, "shop", { namespace: "shop" }), "checkout", {
    image: "checkout:1",
    port: 8080,
    resources: { cpu: "1", memory: "1Gi" },
    probes: false,
    alerts,
  });
  return app;
}
