import type { Resources } from "../../../core";
import type { ComponentContext } from "../../profile";
import type { DataStorage } from "../../volume-claim";
import type { CollectorConfig } from "../collector-config";
import type { TailSampling } from "./sampling";

export interface CollectorGatewayProps extends ComponentContext {
  /** Where Prometheus takes OTLP over HTTP, one URL for each replica: each gets everything. */
  readonly prometheus: readonly string[];
  /** Where Jaeger takes OTLP over gRPC, as `host:port`. @default - spans are counted, and no trace is kept */
  readonly jaeger?: string;
  /**
   * With more than one, it is a StatefulSet, and agents choose the replica by trace id, so that each sees whole traces. To
   * go from one to several replaces the Deployment; what waits on its volume is then left there.
   * @default - 1; 2 in `ha`
   */
  readonly replicas?: number;
  /**
   * Where it keeps what it cannot send: at least 256Mi for each replica. Two fifths of it are for traces, which at 1 KiB
   * a span are two million spans in 5Gi; a tenth is for metrics, shared by the replicas of Prometheus. What does not fit
   * into a queue is lost, which an alert tells: traces, and metrics for one of several Prometheus. A single Prometheus'
   * metrics stay with the agents then.
   * @default - a volume of 5Gi; 10Gi in `ha`; in `dev` 1Gi that goes with the pod
   */
  readonly storage?: DataStorage;
  /** Which traces are kept. @default - all that failed or took longer than 500 ms, and 5 % of the others; in `dev` all */
  readonly sampling?: TailSampling;
  /**
   * Another release is checked by the names that components have in this one: `otelcol-k8s validate` of that release tells
   * whether it takes them. @default - the version that this package is tested with
   */
  readonly image?: string;
  /**
   * At least 128Mi. From the memory limit follow `GOMEMLIMIT`, the limit at which data is refused, and how many traces can
   * wait for their judgement: 10,000 in 512Mi. @default - by profile
   */
  readonly resources?: Resources;
  /**
   * The last word on its configuration: gets the generated one and returns the one to use, such as with a second exporter.
   * What it returns is checked as the generated one is. @default - the generated one
   */
  readonly config?: (config: CollectorConfig) => CollectorConfig;
}
