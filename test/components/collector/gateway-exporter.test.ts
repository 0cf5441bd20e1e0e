import { at } from "../a-stack";
import { metricExporter, traceExporter } from "../../../lib/components/collector/gateway-exporter";

const service = "collector-gateway.observability.svc:4317";
const replicas = { hostname: "collector-gateway-headless.observability.svc", port: 4317 };
const queue = { bytes: 1_000_000 };

test("sends traces straight to a gateway of one replica", () => {
  expect(traceExporter({ service }, queue)).toEqual({
    id: "otlp_grpc/gateway",
    config: expect.objectContaining({ endpoint: `passthrough:///${service}`, tls: { insecure: true } }),
  });
});

test("lets the trace id choose between several replicas, with the queue in front of the choice", () => {
  const { id, config } = traceExporter({ service, replicas }, queue);

  expect(id).toBe("load_balancing/gateway");
  expect(config).toMatchObject({
    routing_key: "traceID",
    resolver: { dns: { hostname: replicas.hostname, port: "4317", interval: "1s" } },
    retry_on_failure: {
      enabled: true,
      initial_interval: "5s",
      multiplier: 1.5,
      max_interval: "30s",
      max_elapsed_time: 0,
    },
    sending_queue: { enabled: true, storage: "file_storage", queue_size: 1_000_000 },
    protocol: { otlp: { sending_queue: { enabled: false } } },
  });
});

test("waits a while for the replica that was chosen, before it sends a batch to all of them again", () => {
  const { config } = traceExporter({ service, replicas }, queue);

  expect(at(config, "protocol", "otlp", "retry_on_failure")).toMatchObject({
    enabled: true,
    initial_interval: "1s",
    max_elapsed_time: "15s",
  });
});

test("sends metrics to any replica", () => {
  expect(metricExporter({ service }, queue)).toEqual({
    id: "otlp_grpc/gateway",
    config: expect.objectContaining({ endpoint: "passthrough:///collector-gateway.observability.svc:4317" }),
  });
});

test("keeps what it cannot send on disk for as long as there is room, in batches that a server takes", () => {
  const { config } = metricExporter({ service }, queue);

  expect(config).toMatchObject({
    retry_on_failure: { enabled: true, max_elapsed_time: 0 },
    sending_queue: { storage: "file_storage", sizer: "bytes", queue_size: 1_000_000, batch: { max_size: 2 ** 21 } },
  });
});
