import { Construct } from "constructs";
import { parseMemory, parseResources, Problems, Resource, type ParsedResources } from "../../../core";
import { disruptionBudget } from "../../../core/disruption-budget";
import type { Monitor } from "../../../monitor";
import type { AlertRule, AlertTest } from "../../../signals";
import { headlessServiceName, programOf, type Program } from "../../program";
import { images } from "../../versions";
import { checkCollectorConfig } from "../check";
import type { CollectorConfig } from "../collector-config";
import type { GatewayEndpoints } from "../endpoints";
import { memoryLimits } from "../memory";
import { configMapOf, ports } from "../pod";
import { gatewayAlertTests } from "./alert-tests";
import { gatewayAlerts, type GatewayAlertsInput } from "./alerts";
import { checkGateway } from "./check";
import { gatewayConfig } from "./config";
import type { CollectorGatewayProps } from "./props";
import { tracesInMemory } from "./sampling";
import { queueShares, SIZES, type GatewaySize } from "./size";
import {
  claimBody,
  claimName,
  deploymentBody,
  headlessServiceBody,
  serviceBody,
  statefulSetBody,
  type Workload,
} from "./workload";

/**
 * The gateway of telemetry: counts all spans and draws the service graph from them, keeps the traces that matter, and hands
 * on metrics and traces to Prometheus and Jaeger, with queues on disk before each.
 *
 * What an agent has handed over is on disk, or within the seconds in which a trace waits for its judgement: those traces go
 * with a pod that is killed; one that is told to end judges them first.
 */
export class CollectorGateway extends Construct implements Monitor {
  readonly monitorName: string;
  readonly monitorLabels: Readonly<Record<string, string>>;
  /** Where agents send to. */
  readonly endpoints: GatewayEndpoints;
  private readonly program: Program;
  private readonly size: GatewaySize;
  private readonly hasTraces: boolean;

  constructor(scope: Construct, id: string, props: CollectorGatewayProps) {
    super(scope, id);
    const image = props.image ?? images.collector;
    this.program = programOf(this, "collector-gateway", "telemetry", image);
    this.size = sizeOf(props);
    this.hasTraces = props.jaeger !== undefined;
    const { name, namespace } = this.program;
    this.monitorName = `${namespace}/${name}`;
    this.monitorLabels = { namespace, service: name };
    this.endpoints = endpointsOf(this.program, this.size.replicas);

    const problems = new Problems();
    problems.reportOn(this);
    checkGateway(props, this.size, problems);
    const resources = parseResources(this.size.resources, "resources", problems);
    if (problems.found || !resources) return;

    const config = this.configOf(props, resources);
    // Only what can be told by its shape: the collector itself validates what is in a component.
    const { replicas } = this.size;
    checkCollectorConfig(config, { image, senders: "collectors", replicas, chosenBy: "traceId" }, problems);
    this.addObjects({
      program: this.program,
      image,
      ...this.size,
      resources,
      goMemoryLimit: memoryLimits(resources).goMemoryLimit,
      configMap: configMapOf(this.program, config),
    });
  }

  alerts(): readonly AlertRule[] {
    return gatewayAlerts(this.alertsInput());
  }

  alertTests(): readonly AlertTest[] {
    return gatewayAlertTests(this.alertsInput());
  }

  private alertsInput(): GatewayAlertsInput {
    const { namespace, name } = this.program;
    return { namespace, name, replicas: this.size.replicas, hasTraces: this.hasTraces };
  }

  private configOf(props: CollectorGatewayProps, resources: ParsedResources): CollectorConfig {
    const { name, namespace } = this.program;
    const { storage, sampling } = this.size;
    const generated = gatewayConfig({
      name,
      namespace,
      prometheus: props.prometheus,
      jaeger: props.jaeger,
      sampling,
      traces: tracesInMemory(resources.memory.limit),
      queues: queueShares(parseMemory(storage.size), props.prometheus.length),
      memoryLimiter: memoryLimits(resources).limiter,
    });
    return props.config?.(generated) ?? generated;
  }

  private addObjects(workload: Workload): void {
    const { name, labels, workloadLabels, selector } = this.program;
    const { configMap, replicas, storage } = workload;
    new Resource(this, "config-map", "ConfigMap", { name: configMap.name, labels }, { data: configMap.data });
    new Resource(this, "service-account", "ServiceAccount", { name, labels }, { automountServiceAccountToken: false });
    new Resource(this, "service", "Service", { name, labels }, serviceBody(workload));
    if (replicas === 1) {
      if (storage.ephemeral !== true) {
        const claim = { name: claimName(this.program), labels };
        new Resource(this, "persistent-volume-claim", "PersistentVolumeClaim", claim, claimBody(workload));
      }
      new Resource(this, "deployment", "Deployment", { name, labels: workloadLabels }, deploymentBody(workload));
      return;
    }
    const headless = { name: headlessServiceName(this.program), labels };
    new Resource(this, "headless-service", "Service", headless, headlessServiceBody(workload));
    new Resource(this, "stateful-set", "StatefulSet", { name, labels: workloadLabels }, statefulSetBody(workload));
    new Resource(this, "pod-disruption-budget", "PodDisruptionBudget", { name, labels }, disruptionBudget(selector));
  }
}

function sizeOf({ profile, replicas, storage, resources, sampling }: CollectorGatewayProps): GatewaySize {
  const size = SIZES[profile];
  return {
    replicas: replicas ?? size.replicas,
    storage: storage ?? size.storage,
    resources: resources ?? size.resources,
    sampling: { ...size.sampling, ...sampling },
  };
}

function endpointsOf(program: Program, replicas: number): GatewayEndpoints {
  const { name, namespace } = program;
  const service = `${name}.${namespace}.svc:${ports.otlpGrpc}`;
  if (replicas === 1) return { service };
  const hostname = `${headlessServiceName(program)}.${namespace}.svc`;
  return { service, replicas: { hostname, port: ports.otlpGrpc } };
}
