import { Construct } from "constructs";
import { parseResources, Problems, Resource, type Resources } from "../../core";
import type { Monitor } from "../../monitor";
import type { AlertRule, AlertTest } from "../../signals";
import type { ComponentContext } from "../profile";
import { programOf, type Program } from "../program";
import { images } from "../versions";
import { grantListing } from "./access";
import { kubeStateMetricsAlertTests } from "./alert-tests";
import { kubeStateMetricsAlerts } from "./alerts";
import { ports } from "./config";
import { RESOURCES } from "./size";
import { deploymentBody, serviceBody, type Workload } from "./workload";

export interface KubeStateMetricsProps extends ComponentContext {
  /** @default - the version that this package is tested with */
  readonly image?: string;
  /** @default - by profile */
  readonly resources?: Resources;
}

/**
 * kube-state-metrics: what the API server knows about objects, as metrics. One replica in every profile, because a second
 * one would tell everything twice; it keeps nothing, and is elsewhere within a minute when its node is lost.
 */
export class KubeStateMetrics extends Construct implements Monitor {
  readonly monitorName: string;
  readonly monitorLabels: Readonly<Record<string, string>>;
  /** Where it tells about the cluster, as `host:port`. */
  readonly address: string;
  private readonly program: Program;

  constructor(scope: Construct, id: string, props: KubeStateMetricsProps) {
    super(scope, id);
    const image = props.image ?? images.kubeStateMetrics;
    this.program = programOf(this, "kube-state-metrics", "metrics", image);
    const { name, namespace } = this.program;
    this.monitorName = `${namespace}/${name}`;
    this.monitorLabels = { namespace, service: name };
    this.address = `${name}.${namespace}.svc:${ports.metrics}`;

    const problems = new Problems();
    problems.reportOn(this);
    const resources = parseResources(props.resources ?? RESOURCES[props.profile], "resources", problems);
    if (problems.found || !resources) return;
    this.addObjects({ program: this.program, image, resources });
  }

  alerts(): readonly AlertRule[] {
    return kubeStateMetricsAlerts(this.program.namespace);
  }

  alertTests(): readonly AlertTest[] {
    return kubeStateMetricsAlertTests(this.program.namespace);
  }

  private addObjects(workload: Workload): void {
    const { name, labels, workloadLabels } = this.program;
    grantListing(this, this.program);
    new Resource(this, "service", "Service", { name, labels }, serviceBody(workload));
    new Resource(this, "deployment", "Deployment", { name, labels: workloadLabels }, deploymentBody(workload));
  }
}
