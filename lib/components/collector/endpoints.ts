/** Where the gateway takes OTLP over gRPC. */
export interface GatewayEndpoints {
  /** `host:port` of whichever replica: right for metrics, and for traces where there is one replica. */
  readonly service: string;
  /**
   * Present where there are several replicas: all spans of a trace must reach the same one, as sampling and span metrics
   * look at whole traces. Whoever sends picks the replica by trace id, among the addresses of this name.
   */
  readonly replicas?: { readonly hostname: string; readonly port: number };
}
