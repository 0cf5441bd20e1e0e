import { Construct } from "constructs";
import { watchdogAlert } from "../../alerts/watchdog";
import { defaultDashboards } from "../../dashboards";
import { Alertmanager, type AlertingOptions, type AlertmanagerProps } from "../components/alertmanager";
import { BlackboxExporter, type BlackboxExporterProps } from "../components/blackbox";
import { alertmanagerDataSource, Grafana, prometheusDataSource, type GrafanaProps } from "../components/grafana";
import { KubeStateMetrics, type KubeStateMetricsProps } from "../components/kube-state-metrics";
import { NodeExporter, nodeExporterPodSecurity, type NodeExporterProps } from "../components/node-exporter";
import type { ComponentContext, Profile } from "../components/profile";
import { Prometheus, type PrometheusProps } from "../components/prometheus";
import { ManifestChart, Problems } from "../core";
import { MONITORED, type Monitor } from "../monitor";
import { isMonitorName } from "./check-rules";
import { Monitors } from "./monitors";
import { addNetworkPolicies, type NetworkPolicyOptions } from "./network-policies";
import { ruleGroup, type Links } from "./rule-group";

export interface ObservabilityProps {
  /** The cluster's name: the `cluster` label of every alert and of everything that leaves the cluster. */
  readonly cluster: string;
  /**
   * How large the stack is: `dev` keeps little and loses it with the pod, `small` keeps weeks on volumes, `ha` survives the
   * loss of a node.
   * @default "small"
   */
  readonly profile?: Profile;
  /** Where it runs; the node agents run in `<namespace>-node`, which cannot be restricted. @default "observability" */
  readonly namespace?: string;
  /** Who is told about which alert, and when. */
  readonly alerting: AlertingOptions;
  /** Grafana, or false to leave it out, and with it the dashboard links of alerts. */
  readonly grafana: GrafanaOptions | false;
  /** What differs from the profile's Prometheus. @default - nothing */
  readonly prometheus?: PrometheusOptions;
  /** What differs from the profile's Alertmanager. @default - nothing */
  readonly alertmanager?: Omit<AlertmanagerProps, Given | "alerting">;
  /**
   * What tells about pods and autoscalers, which several alerts of each service and its dashboard are made of: what differs
   * from the profile's kube-state-metrics, or where to scrape one that the cluster has already.
   * @default - one of its own
   */
  readonly kubeStateMetrics?: Omit<KubeStateMetricsProps, Given> | ExistingKubeStateMetrics;
  /** False leaves nodes unwatched. @default - on */
  readonly nodeExporter?: Omit<NodeExporterProps, Given> | false;
  /** False leaves services unprobed. @default - on */
  readonly blackboxExporter?: Omit<BlackboxExporterProps, Given> | false;
  /**
   * Who may call the stack's programs. They take each other's calls and those of `accessFrom`; Grafana takes everybody's.
   * A cluster whose network does not enforce NetworkPolicies ignores them. False leaves all of them open.
   * @default - on, with nobody from outside the stack
   */
  readonly networkPolicies?: NetworkPolicyOptions | false;
}

/** A kube-state-metrics that somebody else runs; of the stack's own programs it is the only one that is not watched. */
export interface ExistingKubeStateMetrics {
  /** Its metrics as `host:port`, such as `"kube-state-metrics.kube-system.svc:8080"`. */
  readonly address: string;
}

export type GrafanaOptions = Omit<GrafanaProps, Given | "dataSources">;
export type PrometheusOptions = Omit<
  PrometheusProps,
  Given | "alertmanagers" | "kubeStateMetrics" | "blackboxExporter"
>;
type Given = keyof ComponentContext;

/**
 * A cluster's observability: Prometheus, Alertmanager, Grafana and the exporters, wired to each other and to what they
 * monitor. Every program of the stack is itself scraped and has alerts.
 */
export class Observability extends Construct {
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  readonly grafana: Grafana | undefined;
  private readonly links: Links;
  private readonly monitors = new Monitors();

  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id);
    const { cluster, profile = "small", namespace: name = "observability" } = props;
    this.check(cluster, name);
    this.node.addValidation({
      validate: () => this.monitors.problems((monitor) => this.prometheus.prepareRules(ruleFile(monitor))),
    });
    const context: ComponentContext = { cluster, profile };
    this.links = {
      runbooks: props.alerting.runbooks !== false && withoutSlash(props.alerting.runbooks),
      grafana: props.grafana === false || props.grafana.url === undefined ? undefined : withoutSlash(props.grafana.url),
    };

    const stack = new ManifestChart(this, "stack", { namespace: name, podSecurity: "restricted" });
    const existing = existingKubeStateMetrics(props);
    const kubeStateMetrics = existing
      ? undefined
      : new KubeStateMetrics(stack, "kube-state-metrics", { ...props.kubeStateMetrics, ...context });
    const kubeStateMetricsAddress = existing?.address ?? kubeStateMetrics?.address;
    const blackbox =
      props.blackboxExporter === false
        ? undefined
        : new BlackboxExporter(stack, "blackbox-exporter", { ...props.blackboxExporter, ...context });
    const nodeExporter =
      props.nodeExporter === false ? undefined : this.nodeExporter(name, { ...props.nodeExporter, ...context });
    this.alertmanager = new Alertmanager(stack, "alertmanager", {
      ...props.alertmanager,
      ...context,
      alerting: props.alerting,
    });
    this.prometheus = new Prometheus(stack, "prometheus", {
      ...props.prometheus,
      ...context,
      alertmanagers: this.alertmanager.targets,
      ...(kubeStateMetricsAddress === undefined ? {} : { kubeStateMetrics: kubeStateMetricsAddress }),
      ...(blackbox ? { blackboxExporter: blackbox.address } : {}),
    });
    this.grafana =
      props.grafana === false
        ? undefined
        : new Grafana(stack, "grafana", {
            ...props.grafana,
            ...context,
            dataSources: [
              prometheusDataSource({
                url: this.prometheus.url,
                scrapeInterval: props.prometheus?.scrapeInterval ?? "15s",
              }),
              alertmanagerDataSource({ url: this.alertmanager.url }),
            ],
            homeDashboard: props.grafana.homeDashboard ?? "services",
          });

    addNetworkPolicies(this, props.networkPolicies, {
      prometheus: this.prometheus,
      alertmanager: this.alertmanager,
      grafana: this.grafana,
      "kube-state-metrics": kubeStateMetrics,
      // In the node's own network no policy applies.
      "node-exporter": props.nodeExporter !== false && props.nodeExporter?.hostNetwork ? undefined : nodeExporter,
      "blackbox-exporter": blackbox,
    });

    for (const dashboard of defaultDashboards()) this.grafana?.addDashboard(dashboard);
    this.watch(watchdog(name), "platform");
    for (const program of [
      this.prometheus,
      this.alertmanager,
      this.grafana,
      kubeStateMetrics,
      nodeExporter,
      blackbox,
    ]) {
      if (program) this.watch(program, "platform");
    }
  }

  /**
   * Watches a service, or anything else that is a monitor: evaluates its rules, probes it and shows its dashboards. What is
   * wrong with it or with its rules is told when the tree is rendered.
   */
  monitor(monitor: Monitor): void {
    if (Construct.isConstruct(monitor)) monitor.node.addMetadata(MONITORED, this.node.path);
    this.watch(monitor, "services");
  }

  private watch(monitor: Monitor, shard: "platform" | "services"): void {
    if (!this.monitors.add(monitor)) return;
    if (isMonitorName(monitor.monitorName)) {
      this.prometheus.addRules({
        file: ruleFile(monitor),
        shard,
        groups: () => [ruleGroup(monitor, this.links, this.monitors.rules(monitor))],
      });
    }
    if (monitor.probes?.().length) this.prometheus.addProbes(() => monitor.probes?.() ?? []);
    for (const dashboard of monitor.dashboards?.() ?? []) this.grafana?.addDashboard(dashboard);
  }

  private nodeExporter(stackNamespace: string, props: NodeExporterProps): NodeExporter {
    const name = `${stackNamespace}-node`;
    const chart = new ManifestChart(this, "node", { namespace: name, podSecurity: nodeExporterPodSecurity });
    return new NodeExporter(chart, "node-exporter", props);
  }

  private check(cluster: string, namespace: string): void {
    const problems = new Problems();
    problems.reportOn(this);
    problems.check(cluster !== "", "cluster", cluster, "the cluster's name");
    problems.check(namespace.length <= 58, "namespace", namespace, 'at most 58 characters, with room for "-node"');
  }
}

/** Not about any program, but about alerting as a whole. */
function watchdog(stackNamespace: string): Monitor {
  return {
    monitorName: `${stackNamespace}/alerting`,
    monitorLabels: { namespace: stackNamespace, service: "alerting" },
    alerts: () => [watchdogAlert()],
  };
}

function existingKubeStateMetrics({ kubeStateMetrics }: ObservabilityProps): ExistingKubeStateMetrics | undefined {
  return kubeStateMetrics && "address" in kubeStateMetrics ? kubeStateMetrics : undefined;
}

function ruleFile({ monitorName }: Monitor): string {
  return monitorName.replace("/", ".");
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
