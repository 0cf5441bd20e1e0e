import { Construct } from "constructs";
import { platformLogRecordings } from "../../alerts/logs/platform";
import { watchdogAlert, watchdogTest } from "../../alerts/watchdog";
import { defaultDashboards } from "../../dashboards";
import { Alertmanager } from "../components/alertmanager";
import { BlackboxExporter } from "../components/blackbox";
import { CollectorAgent, collectorAgentPodSecurity, CollectorGateway } from "../components/collector";
import { Grafana } from "../components/grafana";
import { Jaeger } from "../components/jaeger";
import { KubeStateMetrics } from "../components/kube-state-metrics";
import { Loki } from "../components/loki";
import { NodeExporter, nodeExporterPodSecurity } from "../components/node-exporter";
import type { ComponentContext } from "../components/profile";
import { Prometheus } from "../components/prometheus";
import type { RuleShard } from "../components/rule-files";
import type { PrometheusRuleGroup } from "../components/rules";
import { ManifestChart, Problems } from "../core";
import { markWatched, type Monitor } from "../monitor";
import { isMonitorName } from "./check-rules";
import { objectiveProblems } from "./check-objectives";
import { dataSources } from "./data-sources";
import { Monitors } from "./monitors";
import { addNetworkPolicies } from "./network-policies";
import type { ExistingKubeStateMetrics, ObservabilityProps } from "./props";
import { ruleTests, type MonitorTests } from "./rule-tests";
import { logRuleGroup, ruleGroups, type Links } from "./rule-group";

/**
 * A cluster's observability: metrics, logs and traces, what keeps them, what alerts on them and what shows them, wired to
 * each other and to what they watch. Every program of the stack is itself scraped and has alerts.
 */
export class Observability extends Construct {
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  readonly loki: Loki | undefined;
  readonly jaeger: Jaeger | undefined;
  readonly grafana: Grafana | undefined;
  /** Where programs in the cluster send OTLP over HTTP; undefined without a collector. Services that are monitored know it. */
  readonly otlpEndpoint: string | undefined;
  /** What was given. */
  readonly declared: ObservabilityProps;
  private readonly links: Links;
  private readonly monitors = new Monitors();

  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id);
    this.declared = props;
    const { cluster, profile = "small", namespace: name = "observability" } = props;
    this.check(cluster, name);
    const delivery = { alerting: props.alerting, cluster, logs: props.loki !== false };
    this.node.addValidation({
      validate: () => this.monitors.problems(delivery, (monitor) => this.prepareRules(monitor)),
    });
    this.node.addValidation({
      validate: () => [...objectiveProblems(this.monitors.all(), this.prometheus.retention)],
    });
    const context: ComponentContext = { cluster, profile };
    const url = props.grafana === false ? undefined : props.grafana.url;
    this.links = {
      runbooks: props.alerting.runbooks !== false && withoutSlash(props.alerting.runbooks),
      grafana: url === undefined ? undefined : withoutSlash(url),
      logs: props.loki !== false,
      traces: props.jaeger !== false,
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
    this.loki =
      props.loki === false
        ? undefined
        : new Loki(stack, "loki", {
            ...props.loki,
            ...context,
            alertmanagers: this.alertmanager.targets,
            remoteWrite: this.prometheus.remoteWriteEndpoints,
            ...(this.links.grafana === undefined ? {} : { grafanaUrl: this.links.grafana }),
          });
    this.jaeger =
      props.jaeger === false
        ? undefined
        : new Jaeger(stack, "jaeger", { ...props.jaeger, ...context, prometheus: this.prometheus.url });
    const gateway =
      props.collector === false
        ? undefined
        : new CollectorGateway(stack, "collector-gateway", {
            ...props.collector?.gateway,
            ...context,
            prometheus: this.prometheus.otlpEndpoints,
            ...(this.jaeger ? { jaeger: this.jaeger.otlpEndpoint } : {}),
          });
    const { nodeExporter, agent } = this.nodePrograms(props, context, name, gateway);
    this.otlpEndpoint = agent?.otlpEndpoint;
    this.grafana =
      props.grafana === false
        ? undefined
        : new Grafana(stack, "grafana", {
            ...props.grafana,
            ...context,
            dataSources: dataSources(this, props.prometheus?.scrapeInterval ?? "15s"),
            homeDashboard: props.grafana.homeDashboard ?? "services",
          });

    addNetworkPolicies(this, props.networkPolicies, {
      prometheus: this.prometheus,
      alertmanager: this.alertmanager,
      loki: this.loki,
      jaeger: this.jaeger,
      grafana: this.grafana,
      "collector-agent": agent,
      "collector-gateway": gateway,
      "kube-state-metrics": kubeStateMetrics,
      // In the node's own network no policy applies.
      "node-exporter": props.nodeExporter !== false && props.nodeExporter?.hostNetwork ? undefined : nodeExporter,
      "blackbox-exporter": blackbox,
    });

    const shown = {
      logs: this.loki !== undefined,
      traces: this.jaeger !== undefined,
      collector: gateway !== undefined,
      nodeNetwork: props.nodeExporter !== false && props.nodeExporter?.hostNetwork === true,
      ...(this.links.runbooks === false ? {} : { runbooks: this.links.runbooks }),
    };
    for (const dashboard of defaultDashboards(shown)) this.grafana?.addDashboard(dashboard);
    this.watch(alerting(name), "platform");
    for (const program of [
      this.prometheus,
      this.alertmanager,
      this.loki,
      this.jaeger,
      this.grafana,
      agent,
      gateway,
      kubeStateMetrics,
      nodeExporter,
      blackbox,
    ]) {
      if (program) this.watch(program, "platform");
    }
  }

  /**
   * Watches a service, or anything else that is a monitor: evaluates its rules, probes it and shows its dashboards. A
   * service is told where to send its telemetry. What is wrong with it or with its rules is told when the tree is rendered.
   */
  monitor(monitor: Monitor): void {
    if (Construct.isConstruct(monitor)) markWatched(monitor, { otlpEndpoint: this.otlpEndpoint });
    this.watch(monitor, "services");
  }

  /** The proof of each alert that Prometheus evaluates, by monitor. See `cdk8s-observability test-alerts`. */
  alertTests(): MonitorTests[] {
    return this.monitors.all().map((monitor) => ruleTests(monitor, this.links));
  }

  /** All rules: those that Prometheus evaluates, and those that Loki does. */
  ruleGroups(): { readonly metrics: readonly PrometheusRuleGroup[]; readonly logs: readonly PrometheusRuleGroup[] } {
    const all = this.monitors.all().map((monitor) => ({ monitor, rules: this.monitors.rules(monitor) }));
    return {
      metrics: all.flatMap(({ monitor, rules }) => ruleGroups(monitor, this.links, rules)),
      logs: this.loki ? all.map(({ monitor, rules }) => logRuleGroup(monitor, this.links, rules)) : [],
    };
  }

  /** All that it watches: services, its own programs, and what else it was given. */
  watched(): readonly Monitor[] {
    return this.monitors.all();
  }

  private watch(monitor: Monitor, shard: RuleShard): void {
    if (!this.monitors.add(monitor)) return;
    if (isMonitorName(monitor.monitorName)) {
      const { links } = this;
      const file = ruleFile(monitor);
      const rules = () => this.monitors.rules(monitor);
      this.prometheus.addRules({ file, shard, groups: () => ruleGroups(monitor, links, rules()) });
      if (monitor.logAlerts || monitor.logRecordings) {
        this.loki?.addRules({ file, shard, groups: () => [logRuleGroup(monitor, links, rules())] });
      }
    }
    if (monitor.probes?.().length) this.prometheus.addProbes(() => monitor.probes?.() ?? []);
    for (const dashboard of monitor.dashboards?.() ?? []) this.grafana?.addDashboard(dashboard);
  }

  private prepareRules(monitor: Monitor): void {
    this.prometheus.prepareRules(ruleFile(monitor));
    this.loki?.prepareRules(ruleFile(monitor));
  }

  /** What runs on each node, in a namespace that cannot be restricted. */
  private nodePrograms(
    { nodeExporter, collector, prometheus }: ObservabilityProps,
    context: ComponentContext,
    stackNamespace: string,
    gateway: CollectorGateway | undefined,
  ): { readonly nodeExporter?: NodeExporter; readonly agent?: CollectorAgent } {
    const reasons = [
      ...(nodeExporter === false ? [] : [nodeExporterPodSecurity.reason]),
      ...(collector === false ? [] : [collectorAgentPodSecurity.reason]),
    ];
    if (reasons.length === 0) return {};
    const chart = new ManifestChart(this, "node", {
      namespace: `${stackNamespace}-node`,
      podSecurity: { level: "privileged", reason: reasons.join("; ") },
    });
    return {
      ...(nodeExporter !== false && {
        nodeExporter: new NodeExporter(chart, "node-exporter", { ...nodeExporter, ...context }),
      }),
      ...(collector !== false && {
        agent: new CollectorAgent(chart, "collector-agent", {
          ...(prometheus?.kubeletCertificates && { kubeletCertificates: prometheus.kubeletCertificates }),
          ...collector?.agent,
          ...context,
          ...(gateway ? { gateway: gateway.endpoints } : {}),
          ...(this.loki ? { loki: this.loki.otlpEndpoint } : {}),
        }),
      }),
    };
  }

  private check(cluster: string, namespace: string): void {
    const problems = new Problems();
    problems.reportOn(this);
    problems.check(cluster !== "", "cluster", cluster, "the cluster's name");
    problems.check(namespace.length <= 58, "namespace", namespace, 'at most 58 characters, with room for "-node"');
  }
}

/** Not about any program, but about alerting as a whole. */
function alerting(stackNamespace: string): Monitor {
  return {
    monitorName: `${stackNamespace}/alerting`,
    monitorLabels: { namespace: stackNamespace, service: "alerting" },
    signals: [],
    alerts: () => [watchdogAlert()],
    alertTests: () => [watchdogTest()],
    logRecordings: () => platformLogRecordings(),
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
