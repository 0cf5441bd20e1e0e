import { Construct } from "constructs";
import { parseMemory, parseResources, Problems, Resource, type ParsedResources } from "../../../core";
import type { Monitor } from "../../../monitor";
import type { AlertRule, AlertTest } from "../../../signals";
import { programOf, type Program } from "../../program";
import { images } from "../../versions";
import { agentAlertTests } from "../agent-alert-tests";
import { agentAlerts } from "../agent-alerts";
import { checkCollectorConfig } from "../check";
import type { CollectorConfig } from "../collector-config";
import { memoryLimits } from "../memory";
import { configMapOf, ports } from "../pod";
import { grantLookup } from "./access";
import { checkAgent } from "./check";
import { agentConfig } from "./config";
import type { CollectorAgentProps } from "./props";
import { queueShares, SIZES, type AgentSize } from "./size";
import { daemonSetBody, logDirectories, serviceBody, type Workload } from "./workload";

/**
 * The agent of telemetry, one on every Linux node. It reads the logs of the node's containers, takes OTLP from its pods,
 * says of everything which pod and which service it is of, masks secrets, and hands on: logs to Loki, traces and metrics to
 * the gateway, with queues on the node's disk before each. Like node-exporter it belongs in a namespace of its own; see
 * `collectorAgentPodSecurity`.
 */
export class CollectorAgent extends Construct implements Monitor {
  readonly monitorName: string;
  readonly monitorLabels: Readonly<Record<string, string>>;
  /** It leaves out its own log lines. */
  readonly signals = [];
  /** Where pods send OTLP over HTTP: to the agent of their own node. */
  readonly otlpEndpoint: string;
  private readonly program: Program;

  constructor(scope: Construct, id: string, props: CollectorAgentProps) {
    super(scope, id);
    const image = props.image ?? images.collector;
    this.program = programOf(this, "collector-agent", "telemetry", image);
    const { name, namespace } = this.program;
    this.monitorName = `${namespace}/${name}`;
    this.monitorLabels = { namespace, service: name };
    this.otlpEndpoint = `http://${name}.${namespace}.svc:${ports.otlpHttp}`;

    const problems = new Problems();
    problems.reportOn(this);
    const size = sizeOf(props);
    checkAgent(props, size, problems);
    const resources = parseResources(size.resources, "resources", problems);
    if (problems.found || !resources) return;

    const config = this.configOf(props, size, resources);
    const { gateway } = props;
    checkCollectorConfig(
      config,
      { image, senders: "pods", replicas: "nodes", chosenBy: "connection", ...(gateway && { gateway }) },
      problems,
    );
    const workload: Workload = {
      program: this.program,
      image,
      resources,
      goMemoryLimit: memoryLimits(resources).goMemoryLimit,
      configMap: configMapOf(this.program, config),
      logDirectories: logDirectories(props.loki !== undefined, props.containerRuntime ?? "cri"),
    };
    this.addObjects(workload, gateway !== undefined);
  }

  alerts(): readonly AlertRule[] {
    const { name, namespace } = this.program;
    return agentAlerts(namespace, name);
  }

  alertTests(): readonly AlertTest[] {
    const { name, namespace } = this.program;
    return agentAlertTests(namespace, name);
  }

  private configOf(props: CollectorAgentProps, size: AgentSize, resources: ParsedResources): CollectorConfig {
    const { name, namespace } = this.program;
    const generated = agentConfig({
      cluster: props.cluster,
      own: { name, namespace },
      loki: props.loki,
      gateway: props.gateway,
      containerRuntime: props.containerRuntime ?? "cri",
      kubeletCertificates: props.kubeletCertificates ?? "unverified",
      queues: queueShares(parseMemory(size.queueSize)),
      memoryLimiter: memoryLimits(resources).limiter,
    });
    return props.config?.(generated) ?? generated;
  }

  private addObjects(workload: Workload, asksKubelet: boolean): void {
    const { name, labels, workloadLabels } = this.program;
    const { configMap } = workload;
    new Resource(this, "config-map", "ConfigMap", { name: configMap.name, labels }, { data: configMap.data });
    grantLookup(this, this.program, asksKubelet);
    new Resource(this, "service", "Service", { name, labels }, serviceBody(workload));
    new Resource(this, "daemon-set", "DaemonSet", { name, labels: workloadLabels }, daemonSetBody(workload));
  }
}

function sizeOf({ profile, resources, queueSize }: CollectorAgentProps): AgentSize {
  const size = SIZES[profile];
  return { resources: resources ?? size.resources, queueSize: queueSize ?? size.queueSize };
}
