import type { Duration, Resources } from "../../core";
import type { ComponentContext } from "../profile";
import type { DataStorage } from "../volume-claim";
import type { LokiLimits } from "./limits";
import type { StreamRetention } from "./retention";
import type { ObjectStorage } from "./storage";

export interface LokiProps extends ComponentContext {
  /** Each Alertmanager as `host:port`; every one of them gets every alert on log lines. */
  readonly alertmanagers: readonly string[];
  /**
   * Where each Prometheus takes remote write, such as `http://prometheus-0.prometheus-headless.observability.svc:9090/api/v1/write`:
   * every one of them gets every series that rules record from log lines.
   */
  readonly remoteWrite: readonly string[];
  /**
   * Where people reach Grafana: where the source of an alert on log lines leads, its query in Explore.
   * @default - the address of Loki in the cluster
   */
  readonly grafanaUrl?: string;
  /** Loki 3. Another minor version may refuse keys of the configuration. @default - the version that this package is tested with */
  readonly image?: string;
  /**
   * One, or three and more: each line is then on three of them, and the loss of one is noticed by nobody. With two the loss
   * of one would stop everything. @default - 1; 3 in `ha`
   */
  readonly replicas?: number;
  /**
   * Where lines are kept. Loki deletes by age and never by size: at nine tenths of a volume it takes no more. Several
   * replicas need object storage.
   * @default - a volume of 50Gi; in `dev` 5Gi that go with the pod; in `ha` it has to be said
   */
  readonly storage?: DataStorage | ObjectStorage;
  /** How long lines are kept, 1d or more. @default - 15d; 30d in `ha`; 2d in `dev` */
  readonly retention?: Duration;
  /**
   * How long the lines of some streams are kept instead. The first entry that fits counts. @default - as all others
   */
  readonly retentionByStream?: readonly StreamRetention[];
  /** Memory follows the streams that are written to at the same time: up to 2 MiB for each. @default - by profile */
  readonly resources?: Resources;
  /** What differs from the profile's limits. @default - nothing */
  readonly limits?: Partial<LokiLimits>;
  /**
   * How often rules on log lines are evaluated: 10s to 5m. Each evaluation reads the lines of five minutes, once for each
   * of the three rules of a service: half a core at the default for a thousand services with a line a second each.
   * @default "30s"
   */
  readonly evaluationInterval?: Duration;
  /**
   * How many ConfigMaps the rules of services are spread over, 1 to 100; each holds at most 900 KiB. Another number
   * moves rule files and restarts Loki. @default 32
   */
  readonly ruleShards?: number;
}
