import { Construct } from "constructs";
import { parseResources, Problems, Resource, type Resources } from "../../core";
import type { Monitor } from "../../monitor";
import type { AlertRule, AlertTest } from "../../signals";
import type { ComponentContext } from "../profile";
import { programOf, type Program } from "../program";
import { images } from "../versions";
import { nodeExporterAlertTests } from "./alert-tests";
import { nodeExporterAlerts } from "./alerts";
import { RESOURCES } from "./size";
import { daemonSetBody, type Workload } from "./workload";

export interface NodeExporterProps extends ComponentContext {
  /** @default - the version that this package is tested with */
  readonly image?: string;
  /** @default - by profile */
  readonly resources?: Resources;
  /**
   * Whether it runs in the node's own network, which is the only place to see the node's interfaces, its connection
   * tracking and its TCP retransmissions. It then answers, to anybody, at port 9100 of each address of the node.
   * @default false
   */
  readonly hostNetwork?: boolean;
}

/**
 * node-exporter on every Linux node: disks, memory, load. It is the one program of the stack that Pod Security
 * `restricted` refuses, so it belongs in a namespace of its own; see `nodeExporterPodSecurity`.
 */
export class NodeExporter extends Construct implements Monitor {
  readonly monitorName: string;
  readonly monitorLabels: Readonly<Record<string, string>>;
  private readonly program: Program;

  constructor(scope: Construct, id: string, props: NodeExporterProps) {
    super(scope, id);
    const image = props.image ?? images.nodeExporter;
    this.program = programOf(this, "node-exporter", "metrics", image);
    const { name, namespace } = this.program;
    this.monitorName = `${namespace}/${name}`;
    this.monitorLabels = { namespace, service: name };

    const problems = new Problems();
    problems.reportOn(this);
    const resources = parseResources(props.resources ?? RESOURCES[props.profile], "resources", problems);
    if (problems.found || !resources) return;
    this.addObjects({ program: this.program, image, resources, hostNetwork: props.hostNetwork ?? false });
  }

  alerts(): readonly AlertRule[] {
    return nodeExporterAlerts(this.program.namespace);
  }

  alertTests(): readonly AlertTest[] {
    return nodeExporterAlertTests(this.program.namespace);
  }

  private addObjects(workload: Workload): void {
    const { name, labels, workloadLabels } = this.program;
    new Resource(this, "service-account", "ServiceAccount", { name, labels }, { automountServiceAccountToken: false });
    new Resource(this, "daemon-set", "DaemonSet", { name, labels: workloadLabels }, daemonSetBody(workload));
  }
}
