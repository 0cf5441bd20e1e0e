import type { ComponentConfig } from "./collector-config";

/**
 * How an exporter of OTLP over gRPC reaches `host:port` within the cluster. The name goes to the dialler as it is: gRPC's own
 * resolver would also ask for a record of its configuration (`_grpc_config`), which no Service has, at each of its look-ups.
 */
export function grpcTarget(address: string): ComponentConfig {
  return { endpoint: `passthrough:///${address}`, tls: { insecure: true } };
}
