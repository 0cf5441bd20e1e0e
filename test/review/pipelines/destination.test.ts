import { reviewEnvironment } from "../../../lib/review";
import { destination, hostOf } from "../../../lib/review/findings/pipelines/destination";

const service = { apiVersion: "v1", kind: "Service", metadata: { name: "loki", namespace: "logs" } };
const { changes } = reviewEnvironment({ name: "", objects: [] }, { name: "", objects: [service] });

test.each([
  ["http://loki.logs.svc:3100/otlp", "service"],
  ["passthrough:///loki.logs.svc.cluster.local:4317", "service"],
  ["loki-0.loki.logs.svc:3100", "service"],
  ["loki:3100", "service"],
  ["tempo:4317", "missing"],
  ["http://tempo.logs.svc:4318", "missing"],
  ["http://tempo.traces.svc:4318", "outside"],
  ["https://logs.example.com", "outside"],
  ["${env:HOST}:4317", "outside"],
  ["localhost:4317", "outside"],
  [undefined, "outside"],
])("%j leads to: %s", (address, leads) => {
  expect(destination(address, "logs", changes).leads).toBe(leads);
});

test("the host is told without user and password", () => {
  expect(hostOf("https://me:word@metrics.example.com/api/v1/write")).toBe("metrics.example.com");
});
