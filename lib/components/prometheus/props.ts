import type { Duration, Resources } from "../../core";
import type { ComponentContext } from "../profile";
import type { DataStorage } from "../volume-claim";
import type { KubeletCertificates } from "./scrape-nodes";
import type { ScrapeLimits } from "./scrape-pods";

export interface PrometheusProps extends ComponentContext {
  /** Each Alertmanager as `host:port`; every one of them gets every alert. */
  readonly alertmanagers: readonly string[];
  /**
   * Where kube-state-metrics answers, as `host:port`: in any namespace, at a Service with one replica behind it, as two
   * would tell everything twice. @default - nothing is known of the cluster's objects
   */
  readonly kubeStateMetrics?: string;
  /** Where the blackbox exporter answers, as `host:port`. @default - nothing is probed */
  readonly blackboxExporter?: string;
  /**
   * Where people reach it: the base of the links in alerts. A proxy in front strips the path, if there is one.
   * @default - its address in the cluster
   */
  readonly url?: string;
  /** @default - the version that this package is tested with */
  readonly image?: string;
  /** Each of them scrapes and evaluates everything on its own. @default - 1; 2 in `ha` */
  readonly replicas?: number;
  /**
   * Where the samples are kept: at least 1Gi for each replica. The oldest samples go when four fifths of `size` are used.
   * Prometheus takes up a larger size at once, whatever the volume has: resize the claims before you raise it.
   * @default - a volume of 50Gi; 200Gi in `ha`; in `dev` 4Gi that go with the pod
   */
  readonly storage?: DataStorage;
  /** How long samples are kept. @default - 15d; 30d in `ha`; 2d in `dev` */
  readonly retention?: Duration;
  /** Memory follows the number of series: 4 KiB to 8 KiB for each. @default - by profile */
  readonly resources?: Resources;
  /**
   * How often targets are read: 5s to 30s, as the fastest alerts look at rates over one minute, which need two samples.
   * @default "15s"
   */
  readonly scrapeInterval?: Duration;
  /** How often rules are evaluated: 5s to 30s, as each alert comes up to that much later. @default "15s" */
  readonly evaluationInterval?: Duration;
  /** Whether the kubelets' certificates are checked. @default "unverified" */
  readonly kubeletCertificates?: KubeletCertificates;
  /** What one pod may send in one scrape. @default - 50,000 series of 64 labels, 64 MB */
  readonly scrapeLimits?: ScrapeLimits;
  /**
   * How many ConfigMaps the rules of services are spread over, 1 to 250; each holds at most 900 KiB. Another number
   * moves rule files and restarts Prometheus. Beyond 256 KiB, `kubectl apply` needs `--server-side`.
   * @default 64
   */
  readonly ruleShards?: number;
}
