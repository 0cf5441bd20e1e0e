import type { KubeletCertificates } from "../../prometheus";
import type { CollectorConfig, ComponentConfig, Components } from "../collector-config";
import type { GatewayEndpoints } from "../endpoints";
import { extensions, serviceBasics } from "../extensions";
import { metricExporter, traceExporter } from "../gateway-exporter";
import { ports } from "../pod";
import { diskQueue } from "../queue";
import { containerLogs, type ContainerRuntime, type OwnPods } from "./container-logs";
import { serviceIdentity, podLookup } from "./identity";
import { containerLines } from "./container-lines";
import { kubeletIdentity, kubeletStats } from "./kubelet";
import type { StatementGroup } from "./ottl";
import { logLimits, otlpLogs } from "./otlp-logs";
import { redaction, statusRedaction } from "./redaction";
import { setClaimsAside } from "./sender";
import type { QueueShares } from "./size";

/** Where the pod keeps its checkpoints and queues: a directory of the node, so that they outlive it. */
export const DATA_DIRECTORY = "/var/lib/collector";

/** What the configuration depends on. */
export interface AgentConfigInput {
  readonly cluster: string;
  readonly own: OwnPods;
  /** Where Loki takes OTLP over HTTP, or undefined for no logs. */
  readonly loki: string | undefined;
  /** The gateway, or undefined for no traces and metrics. */
  readonly gateway: GatewayEndpoints | undefined;
  readonly containerRuntime: ContainerRuntime;
  readonly kubeletCertificates: KubeletCertificates;
  readonly queues: QueueShares;
  /** The configuration of the processor `memory_limiter`. */
  readonly memoryLimiter: ComponentConfig;
}

/** `collector.yaml` of the agent. */
export function agentConfig(input: AgentConfigInput): CollectorConfig {
  const logs = input.loki === undefined ? undefined : logParts(input, input.loki);
  const traces = input.gateway === undefined ? undefined : gatewayParts(input, input.gateway);
  return {
    receivers: { otlp: otlpReceiver(), ...logs?.receivers, ...traces?.receivers },
    processors: {
      memory_limiter: input.memoryLimiter,
      "transform/claims": setClaimsAside(),
      k8s_attributes: podLookup(),
      redaction: redaction(),
      ...logs?.processors,
      ...traces?.processors,
    },
    exporters: { ...logs?.exporters, ...traces?.exporters },
    ...(logs && { connectors: logs.connectors }),
    extensions: extensions(DATA_DIRECTORY),
    service: { ...serviceBasics(), pipelines: { ...logs?.pipelines, ...traces?.pipelines } },
  };
}

/** What one half of the agent adds to the configuration. */
interface Parts {
  readonly receivers: Components;
  readonly processors: Components;
  readonly exporters: Components;
  readonly connectors: Components;
  readonly pipelines: CollectorConfig["service"]["pipelines"];
}

const LOKI = "otlp_http/loki";

/**
 * Logs go to Loki directly. Those of SDKs join those of containers once their secrets are masked, which those of
 * containers have behind them: masking is the dearest of all, and cheaper for a whole line than for each of its fields.
 */
function logParts({ cluster, own, containerRuntime, queues }: AgentConfigInput, loki: string): Parts {
  return {
    receivers: { file_log: containerLogs(own, containerRuntime) },
    processors: {
      "transform/container-lines": containerLines(),
      "transform/otlp-logs": otlpLogs(),
      "transform/logs": transformOf("log_statements", [...serviceIdentity(cluster), ...logLimits()]),
    },
    exporters: {
      [LOKI]: {
        endpoint: loki,
        // A fourth of the CPU that gzip takes, which was a fifth of all.
        compression: "zstd",
        compression_params: { level: 1 },
        ...diskQueue({ bytes: queues.logs }),
      },
    },
    connectors: { "forward/otlp-logs": {} },
    pipelines: {
      "logs/otlp": {
        receivers: ["otlp"],
        processors: ["memory_limiter", "transform/claims", "redaction", "transform/otlp-logs"],
        exporters: ["forward/otlp-logs"],
      },
      logs: {
        receivers: ["file_log", "forward/otlp-logs"],
        processors: ["memory_limiter", "transform/container-lines", "k8s_attributes", "transform/logs"],
        exporters: [LOKI],
      },
    },
  };
}

function gatewayParts(input: AgentConfigInput, gateway: GatewayEndpoints): Omit<Parts, "connectors"> {
  const { cluster, own, kubeletCertificates, queues } = input;
  const traces = traceExporter(gateway, { bytes: queues.traces });
  const metrics = metricExporter(gateway, { bytes: queues.metrics });
  return {
    receivers: { kubelet_stats: kubeletStats(kubeletCertificates) },
    processors: {
      "transform/traces": transformOf("trace_statements", serviceIdentity(cluster), {
        context: "span",
        statements: statusRedaction(),
      }),
      "transform/metrics": transformOf("metric_statements", serviceIdentity(cluster)),
      "transform/kubelet": kubeletIdentity(own),
    },
    exporters: { [traces.id]: traces.config, [metrics.id]: metrics.config },
    pipelines: {
      traces: {
        receivers: ["otlp"],
        processors: ["memory_limiter", "transform/claims", "k8s_attributes", "redaction", "transform/traces"],
        exporters: [traces.id],
      },
      metrics: {
        receivers: ["otlp"],
        processors: ["memory_limiter", "transform/claims", "k8s_attributes", "transform/metrics"],
        exporters: [metrics.id],
      },
      "metrics/kubelet": {
        receivers: ["kubelet_stats"],
        processors: ["memory_limiter", "transform/kubelet"],
        exporters: [metrics.id],
      },
    },
  };
}

function otlpReceiver(): ComponentConfig {
  return {
    protocols: {
      // Some SDKs send batches that are larger than the 4 MiB that gRPC takes by default.
      grpc: { endpoint: `0.0.0.0:${ports.otlpGrpc}`, max_recv_msg_size_mib: 16 },
      http: { endpoint: `0.0.0.0:${ports.otlpHttp}` },
    },
  };
}

/** A transform processor with these statements about resources, and further groups. */
function transformOf(
  signal: "log_statements" | "trace_statements" | "metric_statements",
  resource: readonly string[],
  ...groups: readonly StatementGroup[]
): ComponentConfig {
  return { error_mode: "silent", [signal]: [{ context: "resource", statements: resource }, ...groups] };
}
