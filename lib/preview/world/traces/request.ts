import type { ServiceTarget } from "../../../signals";
import type { Pod, Workload } from "../cluster";

/** A request that a service has answered. */
export interface Request {
  readonly service: ServiceTarget;
  readonly workload: Workload;
  readonly pod: Pod;
  readonly method: string;
  readonly route: string;
  readonly code: number;
  /** What is told of a failure, with its cause. @default - it went well */
  readonly error?: string;
  /** What the handler panicked with. @default - it did not */
  readonly panic?: string;
  /** Seconds since 1970. */
  readonly start: number;
  /** In seconds. */
  readonly duration: number;
  /** The same for all requests that one led to. */
  readonly traceID: string;
  readonly spanID: string;
  readonly calls: readonly Call[];
}

/** What a service asked of another one, or of a database, meanwhile. */
export interface Call {
  readonly spanID: string;
  readonly start: number;
  /** In seconds. */
  readonly duration: number;
  readonly failed: boolean;
  /** Who was called, as `namespace/name`. */
  readonly to: string;
  /** What became of it there. @default - a database, which has no spans of its own */
  readonly request?: Request;
}
