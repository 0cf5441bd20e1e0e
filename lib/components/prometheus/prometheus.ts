import { Construct } from "constructs";
import { parseMemory, parseResources, Problems, Resource, toYaml, type Duration } from "../../core";
import type { Monitor, UrlProbe } from "../../monitor";
import type { AlertRule, AlertTest } from "../../signals";
import { disruptionBudget } from "../../core/disruption-budget";
import { headlessServiceName, programOf, type Program } from "../program";
import { images } from "../versions";
import { grantDiscovery } from "./access";
import { prometheusAlertTests } from "./alert-tests";
import { prometheusAlerts, type PrometheusAlertsInput } from "./alerts";
import { checkPrometheus } from "./check";
import { CONFIG_KEY, CONFIG_MAP, prometheusConfig } from "./config";
import { ProbeFile } from "./probe-file";
import type { PrometheusConfig } from "./prometheus-config";
import type { PrometheusProps } from "./props";
import { RuleFiles, type RuleFile } from "../rule-files";
import { RETAINED_SHARE, SIZES, type PrometheusSize } from "./size";
import { headlessServiceBody, PORT, serviceBody, statefulSetBody, type Workload } from "./workload";

/** Prometheus: reads metrics, keeps them, and evaluates rules. */
export class Prometheus extends Construct implements Monitor {
  readonly monitorName: string;
  readonly monitorLabels: Readonly<Record<string, string>>;
  /** Its address in the cluster, for Grafana and for people with a port-forward. */
  readonly url: string;
  /** Where to push OTLP, one for each replica: what is sent to one of them alone is missing in the others. */
  readonly otlpEndpoints: readonly string[];
  /** Where to push series with remote write, one for each replica. */
  readonly remoteWriteEndpoints: readonly string[];
  /** How long samples are kept, unless there is no room for them; undefined where they go with the pod, and nobody can tell. */
  readonly retention: Duration | undefined;
  private readonly program: Program;
  private readonly size: PrometheusSize;
  private readonly hasKubeStateMetrics: boolean;
  private readonly ruleFiles: RuleFiles;
  private readonly probeFile: ProbeFile;

  constructor(scope: Construct, id: string, props: PrometheusProps) {
    super(scope, id);
    const image = props.image ?? images.prometheus;
    this.program = programOf(this, "prometheus", "metrics", image);
    this.size = sizeOf(props);
    this.retention = this.size.storage.ephemeral ? undefined : this.size.retention;
    this.hasKubeStateMetrics = props.kubeStateMetrics !== undefined;
    const { name, namespace, labels } = this.program;
    this.monitorName = `${namespace}/${name}`;
    this.monitorLabels = { namespace, service: name };
    this.url = `http://${name}.${namespace}.svc:${PORT}`;
    this.otlpEndpoints = this.replicaUrls().map((url) => `${url}/api/v1/otlp`);
    this.remoteWriteEndpoints = this.replicaUrls().map((url) => `${url}/api/v1/write`);

    const problems = new Problems();
    problems.reportOn(this);
    const ruleShards = props.ruleShards ?? 64;
    this.ruleFiles = new RuleFiles(this, this.program, ruleShards, problems);
    this.probeFile = new ProbeFile(this, labels);
    checkPrometheus(props, this.size, ruleShards, problems);
    const resources = parseResources(this.size.resources, "resources", problems);
    if (problems.found || !resources) return;

    const config = configOf(props, this.size);
    const externalUrl = props.url ?? this.url;
    this.addObjects(config, { program: this.program, image, ...this.size, resources, externalUrl, ruleShards });
  }

  /** Gives Prometheus a file of rules to evaluate; it takes them up within two minutes, without a restart. */
  addRules(rules: RuleFile): void {
    this.ruleFiles.add(rules);
  }

  /** Writes a file of rules that was added, for the rendering that has begun. */
  prepareRules(file: string): void {
    this.ruleFiles.prepare(file);
  }

  /** Gives Prometheus addresses to probe, beside the Services that ask for it. Called when the tree is rendered. */
  addProbes(probes: () => readonly UrlProbe[]): void {
    this.probeFile.add(probes);
  }

  alerts(): readonly AlertRule[] {
    return prometheusAlerts(this.alertsInput());
  }

  alertTests(): readonly AlertTest[] {
    return prometheusAlertTests(this.alertsInput());
  }

  private alertsInput(): PrometheusAlertsInput {
    const { replicas, storage } = this.size;
    return {
      namespace: this.program.namespace,
      replicas,
      hasVolume: storage.ephemeral !== true,
      hasKubeStateMetrics: this.hasKubeStateMetrics,
    };
  }

  private replicaUrls(): string[] {
    const { name, namespace } = this.program;
    const domain = `${headlessServiceName(this.program)}.${namespace}.svc`;
    return Array.from({ length: this.size.replicas }, (_, i) => `http://${name}-${i}.${domain}:${PORT}`);
  }

  private addObjects(config: PrometheusConfig, workload: Workload): void {
    const { name, labels, workloadLabels, selector } = this.program;
    const data = { [CONFIG_KEY]: toYaml(config) };
    new Resource(this, "config-map", "ConfigMap", { name: CONFIG_MAP, labels }, { data });
    grantDiscovery(this, this.program);
    new Resource(this, "service", "Service", { name, labels }, serviceBody(workload));
    const headless = { name: headlessServiceName(this.program), labels };
    new Resource(this, "headless-service", "Service", headless, headlessServiceBody(workload));
    new Resource(this, "stateful-set", "StatefulSet", { name, labels: workloadLabels }, statefulSetBody(workload));
    if (workload.replicas === 1) return;
    new Resource(this, "pod-disruption-budget", "PodDisruptionBudget", { name, labels }, disruptionBudget(selector));
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

function configOf(props: PrometheusProps, size: PrometheusSize): PrometheusConfig {
  return prometheusConfig({
    cluster: props.cluster,
    replicas: size.replicas,
    scrapeInterval: props.scrapeInterval ?? "15s",
    evaluationInterval: props.evaluationInterval ?? "15s",
    retention: { time: size.retention, bytes: parseMemory(size.storage.size) * RETAINED_SHARE },
    alertmanagers: props.alertmanagers,
    kubeStateMetrics: props.kubeStateMetrics,
    blackboxExporter: props.blackboxExporter,
    kubeletCertificates: props.kubeletCertificates ?? "unverified",
    scrapeLimits: props.scrapeLimits ?? { samples: 50_000, labels: 64, body: "64MB" },
  });
}
