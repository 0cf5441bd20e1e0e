import { createHash } from "node:crypto";
import { Construct } from "constructs";
import { parseMemory, parseResources, Problems, Resource, toYaml, type Duration, type Resources } from "../../core";
import type { Monitor } from "../../monitor";
import type { AlertRule, AlertTest } from "../../signals";
import { disruptionBudget } from "../../core/disruption-budget";
import type { ComponentContext } from "../profile";
import { programOf, type Program } from "../program";
import { images } from "../versions";
import type { DataStorage } from "../volume-claim";
import { alertmanagerAlertTests } from "./alert-tests";
import { alertmanagerAlerts, type AlertmanagerTarget } from "./alerts";
import { alertmanagerConfig } from "./config";
import { NOTIFICATION_TEMPLATE } from "./notification-template";
import type { AlertingOptions } from "./options";
import { checkUrl } from "./receivers/integration";
import { projectedSecrets } from "./secrets";
import { SIZES } from "./size";
import {
  headlessServiceBody,
  headlessServiceName,
  CONFIG_KEY,
  HTTP_PORT,
  replicaHosts,
  serviceBody,
  statefulSetBody,
  TEMPLATE_FILE,
  TEMPLATE_KEY,
  type Workload,
} from "./workload";

export interface AlertmanagerProps extends ComponentContext {
  /** Who is told about which alert, and when. */
  readonly alerting: AlertingOptions;
  /**
   * Where people reach its pages, such as `https://alertmanager.example.com`: where links in messages lead.
   * @default - its address in the cluster
   */
  readonly url?: string;
  /** @default - the version that this package is tested with */
  readonly image?: string;
  /** More than one form a cluster that sends each notification once, each on a node of its own. @default - 1; 3 in `ha` */
  readonly replicas?: number;
  /**
   * Where silences and the memory of what was sent are kept: with a pod that loses them, what was silenced speaks again,
   * and what was sent is sent again. @default - a volume of 1Gi; in `dev` it goes with the pod
   */
  readonly storage?: DataStorage;
  /** How long it remembers what it has sent: the longest repeat interval. @default "120h" */
  readonly retention?: Duration;
  /** @default - by profile */
  readonly resources?: Resources;
}

/**
 * Alertmanager: groups alerts, silences those that others explain, and tells whoever has to know.
 *
 * A changed configuration replaces the pods, one at a time, as Alertmanager does not read it again by itself: its
 * checksum is an annotation of theirs. A pod that refuses it does not become ready, and the rollout stops there. Prometheus
 * repeats what a lone replica misses meanwhile. Secrets are read for each message: rotate them freely.
 */
export class Alertmanager extends Construct implements Monitor {
  readonly monitorName: string;
  readonly monitorLabels: Readonly<Record<string, string>>;
  /** Its address in the cluster, for Grafana and for people with a port-forward. */
  readonly url: string;
  /**
   * `host:port` of every replica. Prometheus sends to all of them: behind one address, a single replica would know an
   * alert, and its failure would be the alert's.
   */
  readonly targets: readonly string[];
  private readonly program: Program;
  private readonly replicas: number;

  constructor(scope: Construct, id: string, props: AlertmanagerProps) {
    super(scope, id);
    const size = SIZES[props.profile];
    const image = props.image ?? images.alertmanager;
    this.program = programOf(this, "alertmanager", "alerting", image);
    this.replicas = props.replicas ?? size.replicas;
    const { name, namespace } = this.program;
    this.monitorName = `${namespace}/${name}`;
    this.monitorLabels = { namespace, service: name };
    this.url = `http://${name}.${namespace}.svc:${HTTP_PORT}`;
    const isCount = Number.isInteger(this.replicas) && this.replicas > 0;
    this.targets = isCount
      ? replicaHosts({ program: this.program, replicas: this.replicas }).map((host) => `${host}:${HTTP_PORT}`)
      : [];

    const problems = new Problems();
    problems.reportOn(this);
    const { url, storage = size.storage, retention = "120h" } = props;
    if (url !== undefined) checkUrl(url, "url", problems);
    problems.check(isCount, "replicas", this.replicas, "a whole number, 1 or more");
    problems.parse("storage.size", storage.size, parseMemory);
    const resources = parseResources(props.resources ?? size.resources, "resources", problems);
    const generated = alertmanagerConfig(props.alerting, { templates: TEMPLATE_FILE, retention, problems });
    if (!generated || !resources) return;

    const data = { [CONFIG_KEY]: toYaml(generated.config), [TEMPLATE_KEY]: NOTIFICATION_TEMPLATE };
    this.addObjects(data, {
      program: this.program,
      image,
      replicas: this.replicas,
      storage,
      resources,
      retention,
      externalUrl: url ?? this.url,
      configMap: `${name}-config`,
      configChecksum: checksum(data),
      secrets: projectedSecrets(generated.secrets),
    });
  }

  alerts(): readonly AlertRule[] {
    return alertmanagerAlerts(this.target());
  }

  alertTests(): readonly AlertTest[] {
    return alertmanagerAlertTests(this.target());
  }

  private target(): AlertmanagerTarget {
    const { namespace, name } = this.program;
    return { namespace, service: name, replicas: this.replicas };
  }

  private addObjects(data: Readonly<Record<string, string>>, workload: Workload): void {
    const { name, labels, workloadLabels, selector } = this.program;
    new Resource(this, "config-map", "ConfigMap", { name: workload.configMap, labels }, { data });
    new Resource(this, "service", "Service", { name, labels }, serviceBody(workload));
    new Resource(this, "stateful-set", "StatefulSet", { name, labels: workloadLabels }, statefulSetBody(workload));
    const headless = { name: headlessServiceName(this.program), labels };
    new Resource(this, "headless-service", "Service", headless, headlessServiceBody(workload));
    if (workload.replicas === 1) return;
    new Resource(this, "pod-disruption-budget", "PodDisruptionBudget", { name, labels }, disruptionBudget(selector));
  }
}

function checksum(data: Readonly<Record<string, string>>): string {
  return createHash("sha256").update(JSON.stringify(data)).digest("hex");
}
