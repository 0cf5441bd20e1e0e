import { podJob, selector, type AlertRule, type Matchers } from "../../signals";

/** What goes wrong with the nodes, and with what tells about them. */
export function nodeExporterAlerts(namespace: string): AlertRule[] {
  const job = podJob(namespace, "node-exporter");
  const node = (metric: string, matchers: Matchers = {}): string => selector(metric, { job, ...matchers });
  return [
    exporterDown(job),
    ...filesystemAlerts(node),
    {
      alert: "NodeMemoryLow",
      expr: `max by (node) (${node("node_memory_MemAvailable_bytes")} / ${node("node_memory_MemTotal_bytes")}) < 0.05`,
      for: "10m",
      severity: "warning",
      summary: "Node {{ $labels.node }} has {{ $value | humanizePercentage }} of its memory left",
      description:
        "The kubelet evicts pods when it runs out, and the kernel kills processes before that. " +
        "Look for pods whose memory exceeds what they request.",
    },
    {
      alert: "NodeCpuSaturated",
      expr: `1 - avg by (node) (rate(${node("node_cpu_seconds_total", { mode: "idle" })}[5m])) > 0.95`,
      for: "15m",
      severity: "warning",
      summary: "Node {{ $labels.node }} uses {{ $value | humanizePercentage }} of its CPU",
      description:
        "Pods on it wait for CPU and answer slowly, those without requests first. Look for the pods that use the most.",
    },
  ];
}

function exporterDown(job: string): AlertRule {
  const up = selector("up", { job });
  return {
    alert: "NodeExporterDown",
    expr: `max by (node) (${up}) == 0 or absent(${up})`,
    for: "5m",
    severity: "warning",
    summary:
      "Nothing is known of the disks, memory and load of {{ with $labels.node }}node {{ . }}{{ else }}every node{{ end }}",
    description: "node-exporter does not answer there. Where the node is not ready either, that is the one to look at.",
  };
}

type NodeSelector = (metric: string) => string;

function filesystemAlerts(node: NodeSelector): AlertRule[] {
  // What is mounted read-only never changes, and images of it are full by design.
  const writable = `${node("node_filesystem_readonly")} == 0`;
  const free = perDevice(
    `${node("node_filesystem_avail_bytes")} / ${node("node_filesystem_size_bytes")} and ${writable}`,
  );
  const inFourHours = perDevice(`predict_linear(${node("node_filesystem_avail_bytes")}[1h], 4 * 3600)`);
  const inodes = perDevice(`${node("node_filesystem_files_free")} / ${node("node_filesystem_files")} and ${writable}`);
  const where = "{{ $labels.device }} of node {{ $labels.node }}";
  return [
    {
      alert: "NodeFilesystemFilling",
      expr: `${free} < 0.2 and ${inFourHours} < 0`,
      for: "30m",
      severity: "warning",
      summary: `${where} will be full within four hours`,
      description:
        "{{ $value | humanizePercentage }} is left. Images and logs of containers are the usual reason; the kubelet evicts pods below 10 %.",
    },
    {
      alert: "NodeFilesystemFull",
      expr: `${free} < 0.05`,
      for: "10m",
      severity: "critical",
      summary: `${where} has {{ $value | humanizePercentage }} left`,
      description: "Pods are evicted, or cannot start because their images do not fit. Look for what grows there.",
    },
    {
      alert: "NodeFilesystemInodesExhausted",
      // Some file systems have no fixed number of inodes: 0/0 is not below anything.
      expr: `${inodes} < 0.05`,
      for: "10m",
      severity: "critical",
      summary: `${where} has {{ $value | humanizePercentage }} of its inodes left`,
      description:
        "No new file can be written there although space may be left. Look for a directory with very many small files.",
    },
  ];
}

/** A device may be mounted at many places, which all fill at once. */
function perDevice(expr: string): string {
  return `max by (node, device) (${expr})`;
}
