import { estimateOf, HttpMetrics, seriesPerPod } from "../../lib/signals";

test.each([
  ["a counter by status, and a histogram", HttpMetrics.prometheus({ routes: 2 }), 2 * (17 + 2) + 46],
  ["its own buckets", HttpMetrics.prometheus({ routes: 1, buckets: [0.1, 1] }), 2 + 3 + 2 + 46],
  ["a histogram by status", HttpMetrics.openTelemetry({ routes: 2 }), 2 * 2 * 17 + 46],
  ["no runtime of what is pushed", HttpMetrics.openTelemetry({ routes: 1, scrape: false }), 2 * 17 + 1],
  ["one series of a native histogram", HttpMetrics.prometheus({ routes: 2, histogram: "native" }), 2 * (1 + 2) + 46],
  ["ten routes where nobody says", HttpMetrics.prometheus(), 10 * (17 + 2) + 46],
])("counts %s", (_, metrics, series) => {
  expect(seriesPerPod(metrics)).toBe(series);
});

test("is what a workload says of itself, as text", () => {
  expect(estimateOf(HttpMetrics.openTelemetry({ routes: 3, scrape: false }))).toEqual({
    "cdk8s-observability/series-per-pod": "103",
    "cdk8s-observability/routes": "3",
  });
});

test("says nothing of a workload without metrics", () => {
  expect(estimateOf(undefined)).toEqual({});
});
