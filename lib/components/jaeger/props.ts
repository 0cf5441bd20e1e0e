import type { Duration, Resources } from "../../core";
import type { ComponentContext } from "../profile";
import type { RemoteSampling } from "./sampling";
import type { TraceStorage } from "./storage";

export interface JaegerProps extends ComponentContext {
  /**
   * The URL of the Prometheus that has the metrics of spans, such as `http://prometheus.observability.svc:9090`: rates,
   * errors and durations on the Monitor page. They are told apart by `service.name` alone: services of one name in two
   * namespaces are added up. Durations are in milliseconds, which the page takes any number for. @default - no Monitor page
   */
  readonly prometheus?: string;
  /** Required in `ha`: Elasticsearch or OpenSearch. @default - a volume of 20Gi; in `dev` 2Gi that go with the pod */
  readonly storage?: TraceStorage;
  /**
   * How long traces can be found. Elasticsearch takes whole days, as it holds one index a day; with it, traces stay up
   * to a day longer. Nothing in memory is kept for a time. @default - 7d; 14d in `ha`; 24h in `dev`
   */
  readonly retention?: Duration;
  /** How many there are: more than one only with Elasticsearch or OpenSearch. @default - 1; 2 in `ha` */
  readonly replicas?: number;
  /**
   * The path at which its interface and its API are, such as `/jaeger`: for a proxy that passes the path on.
   * @default - the path of `url`, or `/`
   */
  readonly basePath?: string;
  /** Where people reach it, such as `https://ops.example.com/jaeger`. @default - with a port-forward */
  readonly url?: string;
  /** What services are told that ask which requests to trace. @default - all of them: the gateway has the choice */
  readonly sampling?: RemoteSampling;
  /** Jaeger 2. @default - the version that this package is tested with */
  readonly image?: string;
  /** What deletes old indices of Elasticsearch or OpenSearch. @default - the version that this package is tested with */
  readonly indexCleanerImage?: string;
  /** At least 512Mi of memory where traces are on a volume. @default - by profile */
  readonly resources?: Resources;
}
