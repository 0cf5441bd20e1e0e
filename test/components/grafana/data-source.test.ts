import { prometheusDataSource } from "../../../lib/components/grafana";

test("links exemplars to the traces where there are any", () => {
  const options = { url: "http://p", scrapeInterval: "15s" } as const;

  const linked = prometheusDataSource({ ...options, traces: "jaeger" });

  expect(linked.jsonData).toMatchObject({
    exemplarTraceIdDestinations: [{ name: "trace_id", datasourceUid: "jaeger" }, { name: "trace_id" }],
  });
  expect(prometheusDataSource(options).jsonData).not.toHaveProperty("exemplarTraceIdDestinations");
});
