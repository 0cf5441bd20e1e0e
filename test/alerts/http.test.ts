import { durationText } from "../../alerts/http/duration-text";
import { parseServiceAlerts } from "../../alerts/service";
import type { ServiceAlerts } from "../../alerts/service-alerts";
import { Problems } from "../../lib/core";
import { HttpMetrics, type HttpMetrics as Metrics } from "../../lib/signals";
import { aTarget } from "./a-target";

function problemsOf(options: ServiceAlerts, metrics: Metrics = HttpMetrics.prometheus()): readonly string[] {
  const problems = new Problems();
  parseServiceAlerts(options, aTarget({ metrics }), problems);
  return problems.list();
}

test("refuses a latency that a classic histogram cannot show", () => {
  const problems = problemsOf({ latencyP99: { above: "10s" }, latencyP95: { above: "4ms" } });

  expect(problems).toEqual([
    expect.stringContaining("less than the largest bucket 10s of http_request_duration_seconds"),
    expect.stringContaining("at least the smallest bucket 0.005s of http_request_duration_seconds"),
  ]);
});

test("takes any latency above 0s with a native histogram", () => {
  const native = HttpMetrics.openTelemetry({ histogram: "native" });

  expect(problemsOf({ latencyP99: { above: "60s" }, latencyP95: { above: "1ms" } }, native)).toEqual([]);
  expect(problemsOf({ latencyP99: { above: "0s" } }, native)).toEqual([expect.stringContaining("more than 0s")]);
});

test("refuses limits at which an alert on traffic would never fire, or always", () => {
  expect(problemsOf({ trafficDrop: { above: "100%" } })).toEqual([expect.stringContaining("less than 100%")]);
  expect(problemsOf({ trafficSpike: { above: 1 } })).toEqual([expect.stringContaining("more than 1")]);
});

test.each([
  [0.8, "800ms"],
  [0.9167, "916.7ms"],
  [1, "1s"],
  [1.25, "1.25s"],
  [90, "1m 30s"],
  [3600, "1h 0m 0s"],
])("writes %d seconds in the words of the measured value", (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
