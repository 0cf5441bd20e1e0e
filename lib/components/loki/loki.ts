import { Construct } from "constructs";
import { parseResources, Problems, Resource } from "../../core";
import { disruptionBudget } from "../../core/disruption-budget";
import type { Monitor } from "../../monitor";
import type { AlertRule, AlertTest } from "../../signals";
import { headlessServiceName, programOf, type Program } from "../program";
import { RuleFiles, type RuleFile } from "../rule-files";
import { images } from "../versions";
import { lokiAlertTests } from "./alert-tests";
import { lokiAlerts, lokiLogAlerts } from "./alerts";
import { checkLoki } from "./check";
import { CONFIG_KEY, CONFIG_MAP, lokiConfig, lokiYaml, ports, type ConfigInput } from "./config";
import type { LokiAlertsInput } from "./intake-alerts";
import type { LokiProps } from "./props";
import type { Retention } from "./retention";
import { SIZES, type LokiSize } from "./size";
import { credentialVariables, isObjectStorage, volumeOf, type LokiStorage } from "./storage";
import { headlessServiceBody, serviceBody, statefulSetBody, type Workload } from "./workload";

/**
 * Loki: keeps log lines, answers queries about them, and evaluates rules on them.
 *
 * A changed configuration replaces the pods, one at a time. Rules are taken up without that.
 */
export class Loki extends Construct implements Monitor {
  readonly monitorName: string;
  readonly monitorLabels: Readonly<Record<string, string>>;
  /** Its address in the cluster, for Grafana and for people with a port-forward. */
  readonly url: string;
  /** Where to push lines with OTLP over HTTP: clients add `/v1/logs`. */
  readonly otlpEndpoint: string;
  /** How many there are; several talk with each other. */
  readonly replicas: number;
  private readonly program: Program;
  private readonly size: LokiSize;
  private readonly ruleFiles: RuleFiles;
  private readonly isSound: boolean;

  constructor(scope: Construct, id: string, props: LokiProps) {
    super(scope, id);
    const image = props.image ?? images.loki;
    this.program = programOf(this, "loki", "logs", image);
    this.size = sizeOf(props);
    this.replicas = this.size.replicas;
    const { name, namespace } = this.program;
    this.monitorName = `${namespace}/${name}`;
    this.monitorLabels = { namespace, service: name };
    this.url = `http://${name}.${namespace}.svc:${ports.http}`;
    this.otlpEndpoint = `${this.url}/otlp`;

    const problems = new Problems();
    problems.reportOn(this);
    const { ruleShards = 32, evaluationInterval = "30s" } = props;
    const storage = props.storage ?? this.size.storage;
    this.ruleFiles = new RuleFiles(this, this.program, ruleShards, problems);
    const retention: Retention = { keep: this.size.retention, byStream: props.retentionByStream ?? [] };
    checkLoki({ props, size: this.size, storage, retention, ruleShards, evaluationInterval }, problems);
    const resources = parseResources(this.size.resources, "resources", problems);
    this.isSound = !problems.found;
    if (problems.found || !resources || !storage) return;

    const config = lokiYaml(
      lokiConfig({
        ...this.size,
        ...this.peers(),
        cluster: props.cluster,
        storage,
        retention,
        memory: resources.memory.limit,
        evaluationInterval,
        externalUrl: (props.grafanaUrl ?? this.url).replace(/\/+$/, ""),
        alertmanagers: props.alertmanagers,
        remoteWrite: props.remoteWrite,
      }),
    );
    this.addObjects(storage, {
      program: this.program,
      image,
      replicas: this.replicas,
      volume: volumeOf(storage, this.size.volume),
      hasServiceAccount: isObjectStorage(storage),
      credentials: credentialVariables(storage),
      resources,
      ruleShards,
      config,
    });
  }

  /** Gives Loki a file of rules on log lines to evaluate; it takes them up within two minutes, without a restart. */
  addRules(rules: RuleFile): void {
    this.ruleFiles.add(rules);
  }

  /** Writes a file of rules that was added, for the rendering that has begun. */
  prepareRules(file: string): void {
    this.ruleFiles.prepare(file);
  }

  alerts(): readonly AlertRule[] {
    // Without limits that can be read there is nothing to compare with, and the problem is told already.
    return this.isSound ? lokiAlerts(this.alertsInput()) : [];
  }

  logAlerts(): readonly AlertRule[] {
    return lokiLogAlerts(this.alertsInput());
  }

  alertTests(): readonly AlertTest[] {
    return this.isSound ? lokiAlertTests(this.alertsInput()) : [];
  }

  private alertsInput(): LokiAlertsInput {
    return {
      namespace: this.program.namespace,
      replicas: this.replicas,
      limits: this.size.limits,
    };
  }

  private peers(): Pick<ConfigInput, "clusterLabel" | "peers"> {
    const { name, namespace } = this.program;
    return {
      clusterLabel: `${namespace}/${name}`,
      peers: `${headlessServiceName(this.program)}.${namespace}.svc:${ports.memberlist}`,
    };
  }

  private addObjects(storage: LokiStorage, workload: Workload): void {
    const { name, labels, workloadLabels, selector } = this.program;
    const data = { [CONFIG_KEY]: workload.config };
    new Resource(this, "config-map", "ConfigMap", { name: CONFIG_MAP, labels }, { data });
    if (isObjectStorage(storage)) {
      const annotations = storage.serviceAccountAnnotations;
      const metadata = { name, labels, ...(annotations && { annotations }) };
      new Resource(this, "service-account", "ServiceAccount", metadata, { automountServiceAccountToken: false });
    }
    new Resource(this, "service", "Service", { name, labels }, serviceBody(workload));
    const headless = { name: headlessServiceName(this.program), labels };
    new Resource(this, "headless-service", "Service", headless, headlessServiceBody(workload));
    new Resource(this, "stateful-set", "StatefulSet", { name, labels: workloadLabels }, statefulSetBody(workload));
    if (workload.replicas === 1) return;
    new Resource(this, "pod-disruption-budget", "PodDisruptionBudget", { name, labels }, disruptionBudget(selector));
  }
}

function sizeOf({ profile, replicas, retention, resources, limits }: LokiProps): LokiSize {
  const size = SIZES[profile];
  return {
    ...size,
    replicas: replicas ?? size.replicas,
    retention: retention ?? size.retention,
    resources: resources ?? size.resources,
    limits: { ...size.limits, ...limits },
  };
}
