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
  type Resources,
} from "../../core";
import type { Monitor, Scrape } from "../../monitor";
import { scrapeAnnotations, type AlertRule, type RecordingRule } from "../../signals";
import type { ComponentContext } from "../profile";
import { programOf, type Program } from "../program";
import { images } from "../versions";
import { kubeStateMetricsAlerts } from "./alerts";
import { kubeStateMetricsArgs, RESOURCES, ports, watchedResources } from "./config";

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
    this.access();
    this.service();
    this.deployment(image, resources);
  }

  recordings(): readonly RecordingRule[] {
    return [];
  }

  alerts(): readonly AlertRule[] {
    return kubeStateMetricsAlerts(this.program.namespace);
  }

  dashboards(): readonly Dashboard[] {
    return [];
  }

  scrapes(): readonly Scrape[] {
    return [];
  }

  private access(): void {
    const { name, namespace, labels } = this.program;
    // Cluster-wide names: two stacks in one cluster must not share them.
    const metadata = { name: `${namespace}-${name}`, labels };
    const groups = [...new Set(watchedResources.map(({ apiGroup }) => apiGroup))];
    new Resource(this, "service-account", "ServiceAccount", { name, labels }, { automountServiceAccountToken: false });
    new Resource(this, "cluster-role", "ClusterRole", metadata, {
      rules: groups.map((apiGroup) => ({
        apiGroups: [apiGroup],
        resources: watchedResources.filter((watched) => watched.apiGroup === apiGroup).map(({ resource }) => resource),
        verbs: ["list", "watch"],
      })),
    });
    new Resource(this, "cluster-role-binding", "ClusterRoleBinding", metadata, {
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: metadata.name },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    });
  }

  private service(): void {
    const { name, labels, selector } = this.program;
    new Resource(
      this,
      "service",
      "Service",
      { name, labels },
      {
        spec: { selector, ports: [{ name: "metrics", port: ports.metrics, targetPort: "metrics" }] },
      },
    );
  }

  private deployment(image: string, resources: ParsedResources): void {
    const { name, labels, selector } = this.program;
    new Resource(
      this,
      "deployment",
      "Deployment",
      { name, labels },
      {
        spec: {
          replicas: 1,
          // The new one knows everything before the old one goes.
          strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          selector: { matchLabels: selector },
          template: {
            // Its own metrics. Those about the cluster have a job of their own, which honours their labels.
            metadata: { labels, annotations: scrapeAnnotations({ port: ports.telemetry }) },
            spec: {
              serviceAccountName: name,
              automountServiceAccountToken: true,
              enableServiceLinks: false,
              securityContext: restrictedPod({ uid: 65534 }),
              tolerations: ["not-ready", "unreachable"].map((reason) => ({
                key: `node.kubernetes.io/${reason}`,
                operator: "Exists",
                effect: "NoExecute",
                tolerationSeconds: 30,
              })),
              containers: [
                {
                  name,
                  image,
                  imagePullPolicy: "IfNotPresent",
                  args: kubeStateMetricsArgs(),
                  ports: [
                    { name: "metrics", containerPort: ports.metrics },
                    { name: "telemetry", containerPort: ports.telemetry },
                  ],
                  // Not /livez: that one asks the API server, whose absence a restart does not mend.
                  livenessProbe: {
                    httpGet: { path: "/healthz", port: "metrics" },
                    periodSeconds: 10,
                    timeoutSeconds: 5,
                  },
                  readinessProbe: {
                    httpGet: { path: "/readyz", port: "telemetry" },
                    periodSeconds: 5,
                    timeoutSeconds: 5,
                  },
                  resources: containerResources(resources),
                  securityContext: restrictedContainer(),
                },
              ],
            },
          },
        },
      },
    );
  }
}
