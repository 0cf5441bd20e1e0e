import { Construct } from "constructs";
import { Problems, Resource, type ParsedResources } from "../core";
import { watchingOf, type Monitor, type UrlProbe } from "../monitor";
import {
  estimateOf,
  type AlertRule,
  type AlertTest,
  type Metric,
  type Objective,
  type RecordingRule,
  type ServiceTarget,
} from "../signals";
import { configMapName } from "./config";
import { deployment } from "./deployment";
import { disruptionBudget } from "../core/disruption-budget";
import { workloadMonitor, type WorkloadMonitor } from "./monitor";
import { parseService, type ParsedService } from "./parse";
import { MAIN_SERVICE_PORT, servicePorts } from "./ports";
import type { WebServiceSpec } from "./spec";
import { isSent } from "./telemetry";

/**
 * A service that answers HTTP, with everything that runs it well: Deployment, Service, ServiceAccount, a
 * HorizontalPodAutoscaler where it scales, a PodDisruptionBudget where it has more than one replica, and a ConfigMap
 * where it has configuration. It is also a {@link Monitor}: give it to `observability.monitor(...)`.
 *
 * ```ts
 * new WebService(shop, "checkout", {
 *   image: "registry.example.com/shop/checkout:1.4.2",
 *   port: 8080,
 *   resources: { cpu: "250m", memory: "256Mi" },
 *   scaling: { min: 2, max: 10, cpu: "70%" },
 *   probes: { ready: "/ready", live: "/live" },
 *   metrics: HttpMetrics.prometheus(),
 *   alerts: { errors5xx: { above: "2%", for: "5m" } },
 * });
 * ```
 *
 * The constructor never throws because of its spec: `render` tells everything that is wrong, at once.
 */
export class WebService extends Construct implements Monitor {
  /** The name of the service and of its objects. */
  readonly serviceName: string;
  /** The namespace of its objects: the chart's. */
  readonly namespace: string;
  /** Where clients inside the cluster reach it, such as `http://checkout.shop.svc:80`. */
  readonly url: string;
  /** Labels that select its pods, for a NetworkPolicy or a Service of another kind. */
  readonly selector: Readonly<Record<string, string>>;
  readonly monitorName: string;
  readonly monitorLabels: Readonly<Record<string, string>>;
  readonly signals: readonly ("logs" | "traces")[];
  readonly serviceTarget: ServiceTarget;
  /** What was given. */
  readonly declared: WebServiceSpec;
  private readonly monitor: WorkloadMonitor;

  constructor(scope: Construct, id: string, spec: WebServiceSpec) {
    super(scope, id);
    this.declared = spec;
    const problems = new Problems();
    const service = parseService(this, spec, problems);
    const { name, namespace, selector } = service.identity;
    this.serviceName = name;
    this.namespace = namespace;
    this.url = `http://${name}.${namespace}.svc:${MAIN_SERVICE_PORT}`;
    this.selector = selector;

    this.monitor = workloadMonitor(service.target, service.alerts, spec.customMetrics);
    this.monitorName = this.monitor.monitorName;
    this.monitorLabels = this.monitor.monitorLabels;
    this.serviceTarget = this.monitor.serviceTarget;
    this.signals = spec.telemetry?.endpoint === false ? ["logs"] : ["logs", "traces"];

    problems.reportOn(this);
    if (service.alerts) this.node.addValidation({ validate: () => this.unmonitored() });
    if (spec.metrics?.scrape === false) {
      const { env } = service.environment;
      this.node.addValidation({ validate: () => this.unsent(isSent(env, spec.telemetry ?? {})) });
    }
    if (!problems.found && service.resources) this.declare(service, service.resources);
  }

  metrics(): readonly Metric[] {
    return this.monitor.metrics();
  }

  recordings(): readonly RecordingRule[] {
    return this.monitor.recordings();
  }

  alerts(): readonly AlertRule[] {
    return this.monitor.alerts();
  }

  objectives(): readonly Objective[] {
    return this.monitor.objectives();
  }

  alertTests(): readonly AlertTest[] {
    return this.monitor.alertTests();
  }

  logRecordings(): readonly RecordingRule[] {
    return this.monitor.logRecordings();
  }

  probes(): readonly UrlProbe[] {
    return this.monitor.probes();
  }

  logAlerts(): readonly AlertRule[] {
    return this.monitor.logAlerts();
  }

  private declare(service: ParsedService, resources: ParsedResources): void {
    const { identity, spec, ports, replicas } = service;
    const { name, labels, selector } = identity;
    const metadata = { name, labels };
    new Resource(this, "service-account", "ServiceAccount", metadata, { automountServiceAccountToken: false });
    if (spec.config) {
      new Resource(this, "config-map", "ConfigMap", { name: configMapName(name), labels }, { data: spec.config.files });
    }
    const discoverable = { ...metadata, annotations: service.serviceAnnotations };
    const serviceSpec = { type: "ClusterIP", selector, ports: servicePorts(ports) };
    new Resource(this, "service", "Service", discoverable, { spec: serviceSpec });
    new Resource(
      this,
      "deployment",
      "Deployment",
      { name, labels: identity.workloadLabels, ...(spec.metrics && { annotations: estimateOf(spec.metrics) }) },
      // The stack that watches it may come later.
      () => deployment(service, resources, watchingOf(this)?.otlpEndpoint),
    );
    if (replicas.autoscaler)
      new Resource(this, "horizontal-pod-autoscaler", "HorizontalPodAutoscaler", metadata, replicas.autoscaler);
    if (replicas.max > 1) {
      new Resource(this, "pod-disruption-budget", "PodDisruptionBudget", metadata, disruptionBudget(selector));
    }
  }

  private unsent(elsewhere: boolean): string[] {
    const watching = watchingOf(this);
    if (elsewhere || !watching || watching.otlpEndpoint !== undefined) return [];
    return [
      "metrics: expected a collector that takes what is pushed, and the stack has none; scrape them, or say where to send them in telemetry.endpoint",
    ];
  }

  private unmonitored(): string[] {
    if (watchingOf(this)) return [];
    return [
      "alerts: expected a stack that evaluates them; give the service to observability.monitor(...), or set alerts: false",
    ];
  }
}
