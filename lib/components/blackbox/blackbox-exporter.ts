import { Construct } from "constructs";
import type { Dashboard } from "../../../dashboards/model";
import {
  containerResources,
  parseResources,
  Problems,
  Resource,
  restrictedContainer,
  restrictedPod,
  toYaml,
  type ParsedResources,
  type Resources,
} from "../../core";
import type { Monitor, Scrape } from "../../monitor";
import { scrapeAnnotations, type AlertRule, type RecordingRule } from "../../signals";
import type { ComponentContext } from "../profile";
import { onePerNode, programOf, type Program } from "../program";
import { images } from "../versions";
import { blackboxAlerts } from "./alerts";
import { blackboxConfig, SIZES, CONFIG_DIRECTORY, PORT } from "./config";

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
    this.addObjects(replicas);
    this.deployment(image, replicas, resources);
  }

  recordings(): readonly RecordingRule[] {
    return [];
  }

  alerts(): readonly AlertRule[] {
    return blackboxAlerts(this.program.namespace);
  }

  dashboards(): readonly Dashboard[] {
    return [];
  }

  scrapes(): readonly Scrape[] {
    return [];
  }

  private addObjects(replicas: number): void {
    const { name, labels, selector } = this.program;
    const config = { name: `${name}-config`, labels };
    new Resource(this, "config", "ConfigMap", config, { data: { "config.yml": toYaml(blackboxConfig()) } });
    new Resource(
      this,
      "service",
      "Service",
      { name, labels },
      {
        spec: { selector, ports: [{ name: "http", port: PORT, targetPort: "http" }] },
      },
    );
    if (replicas > 1) {
      new Resource(
        this,
        "pdb",
        "PodDisruptionBudget",
        { name, labels },
        {
          spec: { maxUnavailable: 1, selector: { matchLabels: selector } },
        },
      );
    }
  }

  private deployment(image: string, replicas: number, resources: ParsedResources): void {
    const { name, labels, selector } = this.program;
    new Resource(
      this,
      "deployment",
      "Deployment",
      { name, labels },
      {
        spec: {
          replicas,
          // With one pod to a node there may be no node for one more: the old one goes first where another one answers.
          strategy: {
            type: "RollingUpdate",
            rollingUpdate: replicas > 1 ? { maxSurge: 0, maxUnavailable: 1 } : { maxSurge: 1, maxUnavailable: 0 },
          },
          selector: { matchLabels: selector },
          template: {
            metadata: { labels, annotations: scrapeAnnotations({ port: PORT }) },
            spec: {
              automountServiceAccountToken: false,
              enableServiceLinks: false,
              securityContext: restrictedPod({ uid: 65534 }),
              ...(replicas > 1 ? { affinity: onePerNode(selector) } : {}),
              containers: [
                {
                  name,
                  image,
                  imagePullPolicy: "IfNotPresent",
                  args: [`--config.file=${CONFIG_DIRECTORY}/config.yml`, "--config.enable-auto-reload"],
                  ports: [{ name: "http", containerPort: PORT }],
                  livenessProbe: {
                    httpGet: { path: "/-/healthy", port: "http" },
                    periodSeconds: 10,
                    timeoutSeconds: 5,
                  },
                  readinessProbe: {
                    httpGet: { path: "/-/healthy", port: "http" },
                    periodSeconds: 5,
                    timeoutSeconds: 3,
                  },
                  resources: containerResources(resources),
                  securityContext: restrictedContainer(),
                  volumeMounts: [{ name: "config", mountPath: CONFIG_DIRECTORY, readOnly: true }],
                },
              ],
              volumes: [{ name: "config", configMap: { name: `${name}-config` } }],
            },
          },
        },
      },
    );
  }
}
