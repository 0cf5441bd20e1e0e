import type { GatewayEndpoints } from "./endpoints";

/** Where a collector stands: what is right for one that pods send to is wrong behind another collector. */
export interface CollectorRole {
  /** Its image, whose name tells which components it has. */
  readonly image: string;
  /**
   * Who sends to it: pods, which can be told by their address, or other collectors, behind which every address is that of
   * a collector.
   */
  readonly senders: "pods" | "collectors";
  /** How many of it there are; `"nodes"` for one on each node. */
  readonly replicas: number | "nodes";
  /**
   * How those who send choose between them. With `"traceId"` all spans of a trace meet in one replica, which is what
   * sampling by trace and metrics of spans need; with `"connection"` they meet by chance.
   */
  readonly chosenBy: "traceId" | "connection";
  /** The gateway that it sends to. @default - it sends to none */
  readonly gateway?: GatewayEndpoints;
}

/** Whether all spans of a trace meet in one place. */
export function seesWholeTraces({ replicas, chosenBy }: CollectorRole): boolean {
  return replicas === 1 || chosenBy === "traceId";
}
