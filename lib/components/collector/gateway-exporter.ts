import type { ComponentConfig } from "./collector-config";
import type { GatewayEndpoints } from "./endpoints";
import { diskQueue, type QueueOptions } from "./queue";

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
          retry_on_failure: { enabled: false },
        },
      },
      resolver: { dns: { hostname: replicas.hostname, port: String(replicas.port) } },
    },
  };
}

/** How metrics get to the gateway: to whichever replica, as each point stands for itself. */
export function metricExporter({ service }: Pick<GatewayEndpoints, "service">, queue: QueueOptions): Exporter {
  return {
    id: "otlp_grpc/gateway",
    config: { endpoint: service, tls: { insecure: true }, ...diskQueue(queue) },
  };
}
