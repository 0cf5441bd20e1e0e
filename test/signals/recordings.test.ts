import { HttpMetrics, serviceLogRecordings, serviceRecordings, type ServiceTarget } from "../../lib/signals";

function aTarget(target: Partial<ServiceTarget> = {}): ServiceTarget {
  return {
    namespace: "shop",
    service: "checkout",
    workload: { kind: "Deployment", name: "checkout" },
    container: "checkout",
    metrics: HttpMetrics.prometheus(),
    probed: true,
    hasCpuLimit: true,
    startupSeconds: 0,
    hasLivenessProbe: true,
    traces: true,
    urls: [],
    ...target,
  };
}

function recordings(target: Partial<ServiceTarget> = {}): Record<string, string> {
  return Object.fromEntries(serviceRecordings(aTarget(target)).map(({ record, expr }) => [record, expr]));
}

test("records the same series from both dialects", () => {
  const prometheus = Object.keys(recordings());
  const openTelemetry = Object.keys(recordings({ metrics: HttpMetrics.openTelemetry() }));

  expect(openTelemetry).toEqual(prometheus);
});

test("counts no failure as 0 as long as there is traffic", () => {
  expect(recordings()["service:http_failures:rate5m"]).toBe(
    'sum(rate(http_requests_total{namespace="shop",service="checkout",code=~"5.."}[5m])) or 0 * sum(service:http_requests:rate5m{namespace="shop",service="checkout"})',
  );
});

test("counts a request without any response as a failure in OpenTelemetry", () => {
  expect(recordings({ metrics: HttpMetrics.openTelemetry() })["service:http_failures:rate5m"]).toContain(
    'or rate(http_server_request_duration_seconds_count{namespace="shop",service="checkout",http_response_status_code="",error_type!=""}[5m])',
  );
});

test("renames foreign labels and leaves its own alone", () => {
  expect(recordings()["service_route:http_requests:rate5m"]).toMatch(/^sum by \(route, code, version\) \(rate\(/);
  expect(
    recordings({ metrics: HttpMetrics.prometheus({ status: "status", route: "handler" }) })[
      "service_route:http_requests:rate5m"
    ],
  ).toBe(
    'sum by (route, code, version) (label_replace(label_replace(sum by (handler, status, version) (rate(http_requests_total{namespace="shop",service="checkout"}[5m])), "route", "$1", "handler", "(.*)"), "code", "$1", "status", "(.*)"))',
  );
});

test("names the version alike, whether Prometheus reads it of the pod or the service pushes it", () => {
  const scraped = recordings({ metrics: HttpMetrics.openTelemetry() });
  const pushed = recordings({ metrics: HttpMetrics.openTelemetry({ scrape: false }) });

  const durations = "service_route:http_duration_seconds_bucket:rate5m";
  expect(scraped[durations]).toMatch(/^sum by \(le, route, version\) .*sum by \(le, http_route, version\)/);
  expect(pushed[durations]).toContain('"version", "$1", "service_version", "(.*)")');
});

test("finds pushed series by their job, which has no namespace label", () => {
  expect(recordings({ metrics: HttpMetrics.openTelemetry({ scrape: false }) })["service:http_requests:rate5m"]).toBe(
    'sum(rate(http_server_request_duration_seconds_count{job="shop/checkout"}[5m]))',
  );
});

test("finds the pods of a Deployment and not those of one whose name it begins", () => {
  const memory = recordings({ container: "server" })["service_pod:memory_limit_utilization:ratio"];
  const matchers = /pod=~"(?<regex>[^"]+)"/.exec(memory ?? "");
  const regex = new RegExp(`^(?:${matchers?.groups?.["regex"] ?? ""})$`);

  expect(regex.test("checkout-7d4b9c6f5d-x2x4z")).toBe(true);
  expect(regex.test("checkout-worker-7d4b9c6f5d-x2x4z")).toBe(false);
});

test("records no CPU utilisation without a CPU limit, and no traffic without HTTP metrics", () => {
  const { metrics: _, ...silent } = aTarget({ hasCpuLimit: false, traces: false });

  expect(serviceRecordings(silent).map(({ record }) => record)).toEqual([
    "service:target_info",
    "service_pod:memory_limit_utilization:ratio",
    "service_pod:container_restarts:increase1h",
  ]);
});

test("tells by labels what the service is made of, so that panels find it under other names", () => {
  const target = aTarget({
    workload: { kind: "StatefulSet", name: "postgres-main" },
    container: "postgres",
    scaling: { name: "postgres-hpa", min: 1, max: 3 },
  });

  expect(serviceRecordings(target).find(({ record }) => record === "service:target_info")?.labels).toEqual({
    workload_kind: "StatefulSet",
    workload: "postgres-main",
    container: "postgres",
    pods: "postgres-main-[0-9]+",
    horizontalpodautoscaler: "postgres-hpa",
  });
});

test("records its log lines, and those with errors, which are 0 and not absent", () => {
  const own = '{service_name="checkout",k8s_namespace_name="shop"}';

  expect(serviceLogRecordings(aTarget())).toEqual([
    { record: "service:log_lines:rate5m", expr: `sum(rate(${own}[5m]))` },
    {
      record: "service:log_error_lines:rate5m",
      expr: `sum(rate(${own} | detected_level=~"error|critical|fatal" or severity_number=~"1[7-9]|2[0-4]"[5m])) or vector(0)`,
    },
  ]);
});
