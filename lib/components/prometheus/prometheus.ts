import { Construct } from "constructs";
import type { Dashboard } from "../../../dashboards/model";
import {
  parseDuration,
  parseMemory,
  parseResources,
  Problems,
  Resource,
  toYaml,
  type Duration,
  type Resources,
} from "../../core";
import type { Monitor, Scrape } from "../../monitor";
import type { AlertRule, RecordingRule } from "../../signals";
import type { ComponentContext } from "../profile";
import { programOf, type Program } from "../program";
import { images } from "../versions";
import { grantDiscovery } from "./access";
import { prometheusAlerts } from "./alerts";
import { CONFIG_KEY, CONFIG_MAP, prometheusConfig } from "./config";
import { ProbeFile } from "./probe-file";
import { RETAINED_SHARE, SIZES, type PrometheusSize, type PrometheusStorage } from "./profile";
import type { PrometheusConfig } from "./prometheus-config";
import { RuleFiles, type RuleFile } from "./rule-files";
import type { KubeletCertificates } from "./scrape-nodes";
import type { ScrapeLimits } from "./scrape-pods";
import {
  headlessServiceBody,
  headlessServiceName,
  PORT,
  serviceBody,
  statefulSetBody,
  type Workload,
} from "./workload";

export interface PrometheusProps extends ComponentContext {
  /** Each Alertmanager as `host:port`; every one of them gets every alert. */
  readonly alertmanagers: readonly string[];
  /** Where kube-state-metrics answers, as `host:port`. @default - nothing is known of the cluster's objects */
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
   * Where the samples are kept, for each replica. Kubernetes does not let a StatefulSet's claims grow: later, resize the
   * claims themselves.
   * @default - a volume of 50Gi; 200Gi in `ha`; in `dev` 4Gi that go with the pod
   */
  readonly storage?: PrometheusStorage;
  /** How long samples are kept. @default - 15d; 30d in `ha`; 2d in `dev` */
  readonly retention?: Duration;
  /** Memory follows the number of series: 4 KiB to 8 KiB for each. @default - by profile */
  readonly resources?: Resources;
  /** @default "15s" */
  readonly scrapeInterval?: Duration;
  /** @default "15s" */
  readonly evaluationInterval?: Duration;
  /** Whether the kubelets' certificates are checked. @default "unverified" */
  readonly kubeletCertificates?: KubeletCertificates;
  /** What one pod may send in one scrape. @default - 50,000 series of 64 labels, 64 MB */
  readonly scrapeLimits?: ScrapeLimits;
  /**
   * How many ConfigMaps the rules of services are spread over, 1 to 100; each holds at most 900 KiB. Another number
   * moves rule files and restarts Prometheus. Beyond 256 KiB, `kubectl apply` needs `--server-side`.
   * @default 32
   */
  readonly ruleShards?: number;
}

/** Prometheus: reads metrics, keeps them, and evaluates rules. */
export class Prometheus extends Construct implements Monitor {
  readonly monitorName: string;
  readonly monitorLabels: Readonly<Record<string, string>>;
  /** Its address in the cluster, for Grafana and for people with a port-forward. */
  readonly url: string;
  /** Where to push OTLP, one for each replica: what is sent to one of them alone is missing in the others. */
  readonly otlpEndpoints: readonly string[];
  private readonly program: Program;
  private readonly size: PrometheusSize;
  private readonly ruleFiles: RuleFiles;
  private readonly probeFile: ProbeFile;

  constructor(scope: Construct, id: string, props: PrometheusProps) {
    super(scope, id);
    const image = props.image ?? images.prometheus;
    this.program = programOf(this, "prometheus", "metrics", image);
    this.size = sizeOf(props);
    const { name, namespace, labels } = this.program;
    this.monitorName = `${namespace}/${name}`;
    this.monitorLabels = { namespace, service: name };
    this.url = `http://${name}.${namespace}.svc:${PORT}`;
    this.otlpEndpoints = this.replicaUrls().map((url) => `${url}/api/v1/otlp`);

    const problems = new Problems();
    problems.reportOn(this);
    const ruleShards = props.ruleShards ?? 32;
    this.ruleFiles = new RuleFiles(this, labels, ruleShards, problems);
    this.probeFile = new ProbeFile(this, labels);
    check(props, this.size, ruleShards, problems);
    const volume = parseVolume(this.size.storage, problems);
    const resources = parseResources(this.size.resources, "resources", problems);
    if (problems.found || !resources) return;

    const config = configOf(props, this.size, volume * RETAINED_SHARE);
    const externalUrl = props.url ?? this.url;
    this.addObjects(config, { program: this.program, image, ...this.size, resources, externalUrl, ruleShards });
  }

  /** Gives Prometheus a file of rules to evaluate; it takes them up within two minutes, without a restart. */
  addRules(rules: RuleFile): void {
    this.ruleFiles.add(rules);
  }

  /** Gives Prometheus addresses to probe, beside the Services that ask for it. Called when the tree is rendered. */
  addProbes(probes: () => readonly Scrape[]): void {
    this.probeFile.add(probes);
  }

  recordings(): readonly RecordingRule[] {
    return [];
  }

  alerts(): readonly AlertRule[] {
    const { replicas, storage } = this.size;
    return prometheusAlerts({ namespace: this.program.namespace, replicas, hasVolume: storage.ephemeral !== true });
  }

  dashboards(): readonly Dashboard[] {
    return [];
  }

  scrapes(): readonly Scrape[] {
    return [];
  }

  private replicaUrls(): string[] {
    const { name, namespace } = this.program;
    const domain = `${headlessServiceName(this.program)}.${namespace}.svc`;
    return Array.from({ length: this.size.replicas }, (_, i) => `http://${name}-${i}.${domain}:${PORT}`);
  }

  private addObjects(config: PrometheusConfig, workload: Workload): void {
    const { name, labels, selector } = this.program;
    const data = { [CONFIG_KEY]: toYaml(config) };
    new Resource(this, "config", "ConfigMap", { name: CONFIG_MAP, labels }, { data });
    grantDiscovery(this, this.program);
    new Resource(this, "service", "Service", { name, labels }, serviceBody(workload));
    const headless = { name: headlessServiceName(this.program), labels };
    new Resource(this, "headless-service", "Service", headless, headlessServiceBody(workload));
    new Resource(this, "statefulset", "StatefulSet", { name, labels }, statefulSetBody(workload));
    if (workload.replicas === 1) return;
    const budget = { spec: { maxUnavailable: 1, selector: { matchLabels: selector } } };
    new Resource(this, "disruption-budget", "PodDisruptionBudget", { name, labels }, budget);
  }
}

function sizeOf({ profile, replicas, storage, retention, resources }: PrometheusProps): PrometheusSize {
  const size = SIZES[profile];
  return {
    replicas: replicas ?? size.replicas,
    storage: storage ?? size.storage,
    retention: retention ?? size.retention,
    resources: resources ?? size.resources,
  };
}

function configOf(props: PrometheusProps, size: PrometheusSize, retainedBytes: number): PrometheusConfig {
  return prometheusConfig({
    cluster: props.cluster,
    replicas: size.replicas,
    scrapeInterval: props.scrapeInterval ?? "15s",
    evaluationInterval: props.evaluationInterval ?? "15s",
    retention: { time: size.retention, bytes: retainedBytes },
    alertmanagers: props.alertmanagers,
    kubeStateMetrics: props.kubeStateMetrics,
    blackboxExporter: props.blackboxExporter,
    kubeletCertificates: props.kubeletCertificates ?? "unverified",
    scrapeLimits: props.scrapeLimits ?? { samples: 50_000, labels: 64, body: "64MB" },
  });
}

function check(props: PrometheusProps, size: PrometheusSize, ruleShards: number, problems: Problems): void {
  problems.check(isCount(ruleShards, 100), "ruleShards", ruleShards, "a whole number from 1 to 100");
  problems.check(isCount(size.replicas, 10), "replicas", size.replicas, "a whole number from 1 to 10");
  for (const name of ["scrapeInterval", "evaluationInterval"] as const) {
    const interval = props[name];
    if (interval !== undefined) problems.parse(name, interval, parseDuration);
  }
  problems.parse("retention", size.retention, parseDuration);
  const { url } = props;
  problems.check(url === undefined || isHttpUrl(url), "url", url, 'a URL such as "https://prometheus.example.com"');
}

/** Bytes of the volume. */
function parseVolume({ size }: PrometheusStorage, problems: Problems): number {
  const bytes = problems.parse("storage.size", size, parseMemory);
  problems.check(bytes === undefined || bytes >= 2 ** 30, "storage.size", size, "at least 1Gi");
  return bytes ?? 0;
}

function isCount(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\//.test(text);
}
