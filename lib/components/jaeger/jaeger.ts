import { Construct } from "constructs";
import { parseResources, Problems, Resource, toYaml, type ParsedResources } from "../../core";
import { disruptionBudget } from "../../core/disruption-budget";
import type { Monitor } from "../../monitor";
import type { AlertRule, AlertTest } from "../../signals";
import { programOf, type Program } from "../program";
import { images } from "../versions";
import { jaegerAlertTests } from "./alert-tests";
import { jaegerAlerts, type JaegerAlertsInput } from "./alerts";
import { checkJaeger, checkMemory, pathOf } from "./check";
import { CONFIG_KEY, CONFIG_MAP, jaegerConfig, ports, UI_KEY } from "./config";
import { INDEX_CLEANER, indexCleanerBody } from "./index-cleaner";
import type { JaegerProps } from "./props";
import { samplingStrategies, STRATEGIES_KEY } from "./sampling";
import { heapMebibytes, SIZES, tracesInMemory, type JaegerSize } from "./size";
import { isElasticsearch, isVolume, type ElasticsearchStorage, type TraceStorage } from "./storage";
import { uiConfig } from "./ui";
import { deploymentBody, serviceBody, statefulSetBody, UID, type Workload } from "./workload";

/**
 * Jaeger: takes traces, keeps them for a time, and shows them, in its own interface (at `url`, with a port-forward) and in
 * Grafana, whose data source reads the same address.
 *
 * It says yes to a sender when the spans are in its database, so that a sender with a queue loses nothing when Jaeger is
 * killed. Elasticsearch and OpenSearch get spans in bulk, up to 200 ms later: a kill loses those, an orderly end does not.
 *
 * Who calls whom is computed from the latest hundred traces that match, where traces are in badger or in memory; with
 * Elasticsearch a Spark job would have to compute it, which is not part of this, and the page is left out. The graph that
 * the collector counts is complete in both cases.
 */
export class Jaeger extends Construct implements Monitor {
  readonly monitorName: string;
  readonly monitorLabels: Readonly<Record<string, string>>;
  /** Its address in the cluster with the base path: for Grafana, and for people with a port-forward. */
  readonly url: string;
  /** Where it takes OTLP over gRPC, as `host:port`. */
  readonly otlpEndpoint: string;
  private readonly program: Program;
  private readonly size: JaegerSize;
  private readonly hasMetrics: boolean;

  constructor(scope: Construct, id: string, props: JaegerProps) {
    super(scope, id);
    const image = props.image ?? images.jaeger;
    this.program = programOf(this, "jaeger", "tracing", image);
    this.size = sizeOf(props);
    this.hasMetrics = props.prometheus !== undefined;
    const { name, namespace } = this.program;
    this.monitorName = `${namespace}/${name}`;
    this.monitorLabels = { namespace, service: name };
    const basePath = props.basePath ?? pathOf(props.url ?? "");
    this.url = `http://${name}.${namespace}.svc:${ports.http}${basePath === "/" ? "" : basePath}`;
    this.otlpEndpoint = `${name}.${namespace}.svc:${ports.otlpGrpc}`;

    const problems = new Problems();
    problems.reportOn(this);
    checkJaeger(props, this.size, basePath, problems);
    const resources = parseResources(this.size.resources, "resources", problems);
    if (resources) checkMemory(resources, this.size, problems);
    const { storage } = this.size;
    if (problems.found || !resources || storage === undefined) return;

    const files = this.files(props, storage, resources, basePath);
    const { replicas } = this.size;
    this.addObjects(files, { program: this.program, image, replicas, storage, resources, config: files[CONFIG_KEY] });
    if (isElasticsearch(storage)) this.addIndexCleaner(storage, props.indexCleanerImage ?? images.jaegerIndexCleaner);
  }

  alerts(): readonly AlertRule[] {
    return jaegerAlerts(this.alertsInput());
  }

  alertTests(): readonly AlertTest[] {
    return jaegerAlertTests(this.alertsInput());
  }

  private alertsInput(): JaegerAlertsInput {
    const { storage, replicas } = this.size;
    const isRemote = storage !== undefined && isElasticsearch(storage);
    return {
      namespace: this.program.namespace,
      replicas,
      hasVolume: storage !== undefined && isVolume(storage) && storage.ephemeral !== true,
      hasIndices: isRemote,
      hasMetrics: this.hasMetrics,
    };
  }

  /** The ConfigMap's data. */
  private files(props: JaegerProps, storage: TraceStorage, resources: ParsedResources, basePath: string) {
    const { prometheus, sampling = { share: "100%" } } = props;
    const config = jaegerConfig({
      storage,
      retention: this.size.retention,
      maxTraces: tracesInMemory(resources),
      heapMebibytes: heapMebibytes(resources),
      basePath,
      sampling,
      prometheus,
    });
    const strategies = samplingStrategies(sampling);
    return {
      [CONFIG_KEY]: toYaml(config),
      [UI_KEY]: uiConfig({ hasMetrics: this.hasMetrics, hasDependencies: !isElasticsearch(storage) }),
      ...(strategies !== undefined && { [STRATEGIES_KEY]: strategies }),
    };
  }

  private addObjects(data: Readonly<Record<string, string>>, workload: Workload): void {
    const { name, labels, workloadLabels, selector } = this.program;
    new Resource(this, "config-map", "ConfigMap", { name: CONFIG_MAP, labels }, { data });
    const account = { automountServiceAccountToken: false };
    new Resource(this, "service-account", "ServiceAccount", { name, labels }, account);
    new Resource(this, "service", "Service", { name, labels }, serviceBody(this.program));
    const metadata = { name, labels: workloadLabels };
    if (isElasticsearch(workload.storage)) {
      new Resource(this, "deployment", "Deployment", metadata, deploymentBody(workload));
    } else {
      new Resource(this, "stateful-set", "StatefulSet", metadata, statefulSetBody(workload));
    }
    if (workload.replicas === 1) return;
    new Resource(this, "pod-disruption-budget", "PodDisruptionBudget", { name, labels }, disruptionBudget(selector));
  }

  private addIndexCleaner(storage: ElasticsearchStorage, image: string): void {
    // Under a name of its own: pods with Jaeger's would be taken for Jaeger.
    const program = programOf(this, INDEX_CLEANER, "tracing", image);
    const body = indexCleanerBody({
      program,
      serviceAccount: this.program.name,
      image,
      storage,
      retention: this.size.retention,
      uid: UID,
    });
    new Resource(this, "cron-job", "CronJob", { name: program.name, labels: program.workloadLabels }, body);
  }
}

function sizeOf({ profile, replicas, storage, retention, resources }: JaegerProps): JaegerSize {
  const size = SIZES[profile];
  return {
    replicas: replicas ?? size.replicas,
    storage: storage ?? size.storage,
    retention: retention ?? size.retention,
    resources: resources ?? size.resources,
  };
}
