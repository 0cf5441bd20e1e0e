import type { ComponentConfig } from "./collector-config";
import type { GatewayEndpoints } from "./endpoints";
import { grpcTarget } from "./grpc-target";
import { diskQueue, RETRY, type QueueOptions } from "./queue";

/** An exporter: its id, and what it is told. */
export interface Exporter {
  readonly id: string;
  readonly config: ComponentConfig;
}

/**
 * How traces get to the gateway. Several replicas are chosen by trace id, so that each sees whole traces: whoever sends is
 * the front of the load balancing, and there is no program for it.
 */
export function traceExporter({ service, replicas }: GatewayEndpoints, queue: QueueOptions): Exporter {
  if (replicas === undefined) return metricExporter({ service }, queue);
  return {
    id: "load_balancing/gateway",
    config: {
      routing_key: "traceID",
      // The queue is in front of the choice: what waited for a replica that is gone goes to another.
      ...diskQueue(queue),
      protocol: {
        otlp: {
          tls: { insecure: true },
          timeout: "5s",
          sending_queue: { enabled: false },
          // What one replica does not take is first tried again there, where the others do not get their part once more.
          // Then with all of the batch: a replica that is gone has left the addresses, and another is chosen. One whose
          // container starts anew is back by then: gRPC dials again after 1, 3, 5 and 9 seconds.
          retry_on_failure: { ...RETRY, initial_interval: "1s", max_interval: "2s", max_elapsed_time: "15s" },
        },
      },
      // Those of a pod that ends are gone before it is; see the delay of its end.
      resolver: { dns: { hostname: replicas.hostname, port: String(replicas.port), interval: "1s" } },
    },
  };
}

/** How metrics get to the gateway: to whichever replica, as each point stands for itself. */
export function metricExporter({ service }: Pick<GatewayEndpoints, "service">, queue: QueueOptions): Exporter {
  return {
    id: "otlp_grpc/gateway",
    config: { ...grpcTarget(service), ...diskQueue(queue) },
  };
}
