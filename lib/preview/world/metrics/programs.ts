import type { Monitor } from "../../../monitor";
import type { Metric } from "../../../signals";
import { sources } from "../../../signals/catalogue";
import type { Cluster, Workload } from "../cluster";
import { counter } from "./curves";
import { genericMetrics } from "./generic";
import { nodeMetrics } from "./nodes";
import { apiServerTarget, nodeTarget, scrapedPod } from "./scraped";
import { preferring, type RawSeries, type Told } from "./series";
import type { Teller } from "./teller";
import type { Usage } from "./usage";

/** What the programs of the stack, the kubelets and the API server tell of themselves. */
export function programMetrics(cluster: Cluster, monitors: readonly Monitor[], usage: Usage): Told[] {
  const ruleGroups = monitors
    .slice(0, 8)
    .map(({ monitorName }) => `/etc/prometheus/rules/rules.yaml;${monitorName}/1m`);
  const stack = cluster.workloads.flatMap((workload) => {
    const metrics = PROGRAMS[workload.labels["app.kubernetes.io/name"] ?? ""];
    if (!metrics || workload.labels["app.kubernetes.io/part-of"] !== "observability") return [];
    return [programOf(cluster, workload, metrics, ruleGroups, usage)];
  });
  return [
    ...stack,
    ...cluster.workloads.flatMap((workload) => serviceOf(workload, monitors, usage)),
    genericMetrics(sources.apiServer.metrics, [{ ...apiServerTarget, program: "apiserver" }]),
    genericMetrics(
      sources.kubelet.metrics.filter(({ name, labels }) => !labels.includes("namespace") && !OF_KUBELET.has(name)),
      cluster.nodes.map((node) => ({ ...nodeTarget(node, "kubelet"), program: "kubelet" })),
    ),
  ];
}

/** Of what the runtime tells, that which somebody draws or alerts on: all of it would be half of all series. */
const GO = sources.runtime.metrics.filter(
  ({ name, type }) =>
    type !== "histogram" &&
    /^(process_|go_(goroutines|threads|info|memstats_(alloc|heap|stack)|gc_duration))/.test(name),
);

/** What `kubelet.ts` knows better. */
const OF_KUBELET = new Set(["kubelet_evictions", "kubelet_running_containers", "kubelet_running_pods"]);

/** What each program tells, by the name of its workload. */
const PROGRAMS: Readonly<Record<string, readonly Metric[]>> = {
  alertmanager: [...sources.alertmanager.metrics, ...GO],
  "blackbox-exporter": [...sources.blackbox.metrics, ...GO],
  "collector-agent": sources.collector.metrics,
  "collector-gateway": sources.collector.metrics,
  grafana: [...sources.grafana.metrics, ...GO],
  jaeger: sources.jaeger.metrics,
  "kube-state-metrics": [...sources.kubeStateMetricsTelemetry.metrics, ...GO],
  loki: [...sources.loki.metrics, ...GO],
  "node-exporter": [...sources.nodeExporter.metrics, ...GO],
  prometheus: [...sources.prometheus.metrics, ...GO],
};

function programOf(
  cluster: Cluster,
  workload: Workload,
  metrics: readonly Metric[],
  ruleGroups: readonly string[],
  usage: Usage,
): Told {
  const generic = genericMetrics(metrics, tellersOf(workload, ruleGroups));
  const own = preferring(processOf(workload, metrics, usage), generic);
  return metrics === PROGRAMS["node-exporter"] ? preferring(nodeMetrics(cluster, workload), own) : own;
}

/** What a service tells beside its requests: its runtime, if it is read, and what its own declaration names. */
function serviceOf(workload: Workload, monitors: readonly Monitor[], usage: Usage): Told[] {
  const monitor = monitors.find(
    ({ serviceTarget: target }) => target?.namespace === workload.namespace && target.workload.name === workload.name,
  );
  const http = monitor?.serviceTarget?.metrics;
  const custom = (monitor?.metrics?.() ?? []).filter(({ name }) => name !== http?.requests && name !== http?.duration);
  const scraped = http?.dialect === "prometheus" ? GO : [];
  if (!monitor || scraped.length + custom.length === 0) return [];
  return [
    preferring(processOf(workload, scraped, usage), genericMetrics([...scraped, ...custom], tellersOf(workload, []))),
  ];
}

function tellersOf(workload: Workload, ruleGroups: readonly string[]): Teller[] {
  return workload.pods.flatMap((pod) => {
    const target = scrapedPod(workload, pod);
    return target
      ? [{ ...target, program: workload.labels["app.kubernetes.io/name"] ?? workload.name, ruleGroups }]
      : [];
  });
}

/** What a program tells of its own process agrees with what is told of its container. */
function processOf(workload: Workload, metrics: readonly Metric[], usage: Usage): Told {
  const [container] = workload.containers;
  if (!container) return new Map();
  const each =
    (value: (pod: Workload["pods"][number]) => (time: number, since: number) => number | undefined) =>
    (): RawSeries[] =>
      workload.pods.flatMap((pod) => {
        const target = scrapedPod(workload, pod);
        if (!target) return [];
        const of = value(pod);
        return [
          {
            labels: target.labels,
            value: (time) => {
              const since = target.life(time);
              return since === undefined ? undefined : of(time, since);
            },
          },
        ];
      });
  const cpu = each((pod) => {
    const total = usage.cpu(workload, pod, container);
    return (time, since) => counter(total, () => since, "real")(time);
  });
  const memory = each((pod) => {
    const bytes = usage.memory(workload, pod, container);
    return (time) => Math.round(0.92 * bytes(time));
  });
  const known = new Map([
    ...["process_cpu_seconds_total", "otelcol_process_cpu_seconds", "otelcol_process_cpu_seconds_total"].map(
      (name) => [name, cpu] as const,
    ),
    ...["process_resident_memory_bytes", "otelcol_process_memory_rss", "otelcol_process_memory_rss_bytes"].map(
      (name) => [name, memory] as const,
    ),
  ]);
  if (metrics === PROGRAMS["alertmanager"])
    known.set(
      "alertmanager_cluster_members",
      each(() => () => workload.pods.length),
    );
  return new Map([...known].filter(([name]) => metrics.some((metric) => metric.name === name)));
}
