import type { k8s } from "cdk8s-plus-28";
import { Construct } from "constructs";
import type { Dashboard } from "../../../dashboards/model";
import {
  containerResources,
  parseResources,
  Problems,
  Resource,
  restrictedContainer,
  restrictedPod,
  type ParsedResources,
  type Plain,
  type Resources,
} from "../../core";
import type { Monitor, Scrape } from "../../monitor";
import { scrapeAnnotations, type AlertRule, type RecordingRule } from "../../signals";
import type { ComponentContext } from "../profile";
import { programOf, type Program } from "../program";
import { images } from "../versions";
import { nodeExporterAlerts } from "./alerts";
import { HOST_ROOT, nodeExporterArgs, RESOURCES, PORT } from "./config";

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
    this.daemonSet(image, props.hostNetwork ?? false, resources);
  }

  recordings(): readonly RecordingRule[] {
    return [];
  }

  alerts(): readonly AlertRule[] {
    return nodeExporterAlerts(this.program.namespace);
  }

  dashboards(): readonly Dashboard[] {
    return [];
  }

  scrapes(): readonly Scrape[] {
    return [];
  }

  private daemonSet(image: string, hostNetwork: boolean, resources: ParsedResources): void {
    const { name, labels, selector } = this.program;
    new Resource(this, "service-account", "ServiceAccount", { name, labels }, { automountServiceAccountToken: false });
    new Resource(
      this,
      "daemon-set",
      "DaemonSet",
      { name, labels },
      {
        spec: {
          selector: { matchLabels: selector },
          updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
          template: {
            metadata: { labels, annotations: scrapeAnnotations({ port: PORT }) },
            spec: {
              serviceAccountName: name,
              automountServiceAccountToken: false,
              enableServiceLinks: false,
              ...(hostNetwork ? { hostNetwork, dnsPolicy: "ClusterFirstWithHostNet" } : {}),
              securityContext: restrictedPod({ uid: 65534 }),
              nodeSelector: { "kubernetes.io/os": "linux" },
              tolerations: [{ operator: "Exists" }],
              containers: [container(image, hostNetwork, resources)],
              volumes: [{ name: "root", hostPath: { path: "/" } }],
            },
          },
        },
      },
    );
  }
}

function container(image: string, hostNetwork: boolean, resources: ParsedResources): Plain<k8s.Container> {
  return {
    name: "node-exporter",
    image,
    imagePullPolicy: "IfNotPresent",
    args: nodeExporterArgs(hostNetwork),
    ports: [{ name: "metrics", containerPort: PORT, ...(hostNetwork ? { hostPort: PORT } : {}) }],
    livenessProbe: { httpGet: { path: "/", port: "metrics" }, periodSeconds: 10, timeoutSeconds: 5 },
    readinessProbe: { httpGet: { path: "/", port: "metrics" }, periodSeconds: 5, timeoutSeconds: 3 },
    resources: containerResources(resources),
    securityContext: restrictedContainer(),
    volumeMounts: [
      // Follows what the node mounts and unmounts: without it, a disk that the node lets go of would stay busy here.
      { name: "root", mountPath: HOST_ROOT, readOnly: true, mountPropagation: "HostToContainer" },
    ],
  };
}
