import { Construct } from "constructs";
import { parseResources, Problems, Resource, toYaml, type Resources } from "../../core";
import type { Monitor } from "../../monitor";
import type { AlertRule, AlertTest } from "../../signals";
import { disruptionBudget } from "../../core/disruption-budget";
import type { ComponentContext } from "../profile";
import { programOf, type Program } from "../program";
import { images } from "../versions";
import { blackboxAlertTests } from "./alert-tests";
import { blackboxAlerts } from "./alerts";
import { blackboxConfig, CONFIG_KEY, PORT } from "./config";
import { SIZES } from "./size";
import { deploymentBody, serviceBody, type Workload } from "./workload";

export interface BlackboxExporterProps extends ComponentContext {
  /** @default - the version that this package is tested with */
  readonly image?: string;
  /** @default - 1; 2 in `ha` */
  readonly replicas?: number;
  /** @default - by profile */
  readonly resources?: Resources;
}

/** The blackbox exporter: calls services as their clients do, and tells whether they answer. */
export class BlackboxExporter extends Construct implements Monitor {
  readonly monitorName: string;
  readonly monitorLabels: Readonly<Record<string, string>>;
  /** Where Prometheus asks it to probe, as `host:port`. */
  readonly address: string;
  private readonly program: Program;

  constructor(scope: Construct, id: string, props: BlackboxExporterProps) {
    super(scope, id);
    const image = props.image ?? images.blackboxExporter;
    this.program = programOf(this, "blackbox-exporter", "metrics", image);
    const { name, namespace } = this.program;
    this.monitorName = `${namespace}/${name}`;
    this.monitorLabels = { namespace, service: name };
    this.address = `${name}.${namespace}.svc:${PORT}`;

    const size = SIZES[props.profile];
    const replicas = props.replicas ?? size.replicas;
    const problems = new Problems();
    problems.reportOn(this);
    const resources = parseResources(props.resources ?? size.resources, "resources", problems);
    const valid = Number.isInteger(replicas) && replicas >= 1;
    problems.check(valid, "replicas", replicas, "a whole number, 1 or more");
    if (problems.found || !resources) return;
    this.addObjects({ program: this.program, image, replicas, resources, configMap: `${name}-config` });
  }

  alerts(): readonly AlertRule[] {
    return blackboxAlerts(this.program.namespace);
  }

  alertTests(): readonly AlertTest[] {
    return blackboxAlertTests(this.program.namespace);
  }

  private addObjects(workload: Workload): void {
    const { name, labels, workloadLabels, selector } = this.program;
    const data = { [CONFIG_KEY]: toYaml(blackboxConfig()) };
    new Resource(this, "config-map", "ConfigMap", { name: workload.configMap, labels }, { data });
    new Resource(this, "service", "Service", { name, labels }, serviceBody(workload));
    new Resource(this, "deployment", "Deployment", { name, labels: workloadLabels }, deploymentBody(workload));
    if (workload.replicas === 1) return;
    new Resource(this, "pod-disruption-budget", "PodDisruptionBudget", { name, labels }, disruptionBudget(selector));
  }
}
