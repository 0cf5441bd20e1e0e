import type { Memory, Resources } from "../../../core";
import type { ComponentContext } from "../../profile";
import type { KubeletCertificates } from "../../prometheus";
import type { CollectorConfig } from "../collector-config";
import type { GatewayEndpoints } from "../endpoints";
import type { ContainerRuntime } from "./container-logs";

export interface CollectorAgentProps extends ComponentContext {
  /** Where Loki takes OTLP over HTTP, with the path `/otlp`. @default - no logs are read or taken */
  readonly loki?: string;
  /** The gateway to which traces and metrics go: `CollectorGateway.endpoints`. @default - none are taken */
  readonly gateway?: GatewayEndpoints;
  /**
   * What writes the logs of containers on the nodes. With `docker`, the files in `/var/log/pods` are links into
   * `/var/lib/docker/containers`, which is mounted, too; lines longer than 16 KiB then come in parts.
   * @default "cri", which is containerd and CRI-O
   */
  readonly containerRuntime?: ContainerRuntime;
  /** Whether the kubelets' certificates are checked; as Prometheus is told. @default "unverified" */
  readonly kubeletCertificates?: KubeletCertificates;
  /**
   * How much of each node's disk the queues may take, at least 64Mi: three fifths for logs, the rest for traces and
   * metrics. A line in JSON takes about as much there as in its file: at 300 bytes, four million lines in 2Gi. While it
   * starts, it may take as much again. When the queue of logs is full, the agent stops reading, and goes on later from the
   * files that the kubelet still has; an agent that is told to end just then may leave out 100 lines of a file.
   * @default "2Gi"; "4Gi" in `ha`; "256Mi" in `dev`
   */
  readonly queueSize?: Memory;
  /** @default - the version that this package is tested with */
  readonly image?: string;
  /**
   * At least 128Mi. `GOMEMLIMIT` and the limit at which data is refused follow from the memory limit.
   * @default - by profile
   */
  readonly resources?: Resources;
  /**
   * The last word on its configuration: gets the generated one and returns the one to use, such as with a further
   * receiver. What it returns is checked as the generated one is. @default - the generated one
   */
  readonly config?: (config: CollectorConfig) => CollectorConfig;
}
