/** What dashboards about nodes, pods and the stack make of what Kubernetes tells, as promtool evaluates it. */
import { clusterDashboard, nodeDashboard, stackDashboard } from "../../dashboards";
import type { GrafanaDashboard } from "../../dashboards/grafana/json";
import { everyPart, panelsOf, queriesOf, rendered, substituted } from "../dashboards/builders";
import { evaluate, result, results } from "./promql-results";

const cluster = rendered(clusterDashboard(everyPart));
const node = rendered(nodeDashboard(everyPart));
const stack = rendered(stackDashboard(everyPart));

const nodes = [
  ...aNode("small", 4),
  ...aNode("large", 8),
  ...aNode("cordoned", 16, { cordoned: 1 }),
  ...aNode("gone", 16, { ready: 0 }),
];

test("counts what pods hold, and not what those ask for that have ended or wait for a node", () => {
  const series = [
    ...nodes,
    ...aPod("web", "small", "Running", 3),
    ...aPod("starting", "large", "Pending", 2),
    ...aPod("done", "small", "Succeeded", 1),
    ...aPod("evicted", "large", "Failed", 1),
    ...aPod("waiting", "", "Pending", 8),
  ];

  const expected = [
    result(shown(cluster, "CPU requested", "CPU requested"), "{}", 5 / 44),
    result(shown(cluster, "CPU", "requested"), "{}", 5),
    result(shown(cluster, "CPU", "allocatable"), "{}", 44),
    // Of nodes that take pods there are 12 cores, 8 of them on the largest.
    result(shown(cluster, "CPU", "without the largest node"), "{}", 4),
    result(shown(cluster, "CPU, a node lost", "CPU, a node lost"), "{}", 5 / 4),
    results(shown(cluster, "Nodes", "CPU requested"), [
      ['{node="small"}', 3 / 4],
      ['{node="large"}', 2 / 8],
    ]),
    results(shown(cluster, "Nodes", "Pods"), [
      ['{node="small"}', 1],
      ['{node="large"}', 1],
    ]),
    results(shown(cluster, "Nodes", "Not ready"), [
      ['{node="small"}', 0],
      ['{node="large"}', 0],
      ['{node="cordoned"}', 0],
      ['{node="gone"}', 1],
    ]),
    result(shown(cluster, "Nodes not ready", "Nodes not ready"), "{}", 1),
  ];

  expect(evaluate(series, expected)).toContain("SUCCESS");
});

test("tells what a namespace does not use of its requests, and what it uses beyond them, neither below 0", () => {
  const memory = (namespace: string, requested: number | undefined, used: number): string[] => {
    const pod = `namespace="${namespace}",pod="web",container="c",node="small"`;
    return [
      `kube_pod_status_phase{namespace="${namespace}",pod="web",phase="Running"} = 1x30`,
      ...(requested === undefined
        ? []
        : [`kube_pod_container_resource_requests{${pod},resource="memory"} = ${requested}x30`]),
      `container_memory_working_set_bytes{${pod}} = ${used}x30`,
    ];
  };
  const series = [...memory("idle", 100, 40), ...memory("busy", 100, 130), ...memory("careless", undefined, 70)];

  const expected = [
    results(shown(cluster, "Namespaces", "Memory unused"), [
      ['{namespace="idle"}', 60],
      ['{namespace="busy"}', 0],
    ]),
    results(shown(cluster, "Namespaces", "Memory over requests"), [
      ['{namespace="busy"}', 30],
      ['{namespace="careless"}', 70],
    ]),
  ];

  expect(evaluate(series, expected)).toContain("SUCCESS");
});

test("says nothing of the loss of the only node", () => {
  const series = [...aNode("only", 4), ...aPod("web", "only", "Running", 3)];

  const expected = [
    results(shown(cluster, "CPU", "without the largest node"), []),
    results(shown(cluster, "CPU, a node lost", "CPU, a node lost"), []),
  ];

  expect(evaluate(series, expected)).toContain("SUCCESS");
});

test("gives each pod that does not start the reason that Kubernetes tells, and the phase where it tells none", () => {
  const pod = (name: string): string => `namespace="shop",pod="${name}"`;
  const waits = (name: string, reason: string, of = "container"): string =>
    `kube_pod_${of}_status_waiting_reason{${pod(name)},container="c",reason="${reason}"} = 1x30`;
  const series = [
    ...["broken", "image", "init", "full", "mute", "fine"].map((name) => `kube_pod_created{${pod(name)}} = 0x30`),
    waits("broken", "CrashLoopBackOff"),
    waits("image", "ImagePullBackOff"),
    waits("init", "PodInitializing"),
    waits("init", "CrashLoopBackOff", "init_container"),
    `kube_pod_status_unschedulable{${pod("full")}} = 1x30`,
    ...["image", "init", "full", "mute"].map((name) => `kube_pod_status_phase{${pod(name)},phase="Pending"} = 1x30`),
    ...["broken", "fine"].map((name) => `kube_pod_status_phase{${pod(name)},phase="Pending"} = 0x30`),
  ];

  const found = (name: string, reason: string) => [`{${pod(name)},reason="${reason}"}`, 1800] as const;
  const expected = results(shown(cluster, "Pods that do not start", "Age"), [
    found("broken", "CrashLoopBackOff"),
    found("image", "ImagePullBackOff"),
    found("init", "PodInitializing"),
    found("init", "CrashLoopBackOff"),
    found("full", "Unschedulable"),
    found("mute", "Pending"),
  ]);

  expect(evaluate(series, [expected])).toContain("SUCCESS");
});

test("shows workloads that miss pods, of each kind, also where two have one name", () => {
  const series = [
    'kube_deployment_spec_replicas{namespace="shop",deployment="web"} = 3x30',
    'kube_deployment_status_replicas_available{namespace="shop",deployment="web"} = 1x30',
    'kube_statefulset_replicas{namespace="shop",statefulset="web"} = 2x30',
    'kube_statefulset_status_replicas_available{namespace="shop",statefulset="web"} = 2x30',
    'kube_daemonset_status_desired_number_scheduled{namespace="kube-system",daemonset="agent"} = 5x30',
    'kube_daemonset_status_number_available{namespace="kube-system",daemonset="agent"} = 4x30',
  ];

  const web = '{namespace="shop",kind="Deployment",workload="web"}';
  const agent = '{namespace="kube-system",kind="DaemonSet",workload="agent"}';
  const expected = [
    results(shown(cluster, "Workloads with missing pods", "Missing"), [
      [web, 2],
      [agent, 1],
    ]),
    results(shown(cluster, "Workloads with missing pods", "Desired"), [
      [web, 3],
      [agent, 5],
    ]),
    result(shown(cluster, "Missing replicas", "Missing replicas"), "{}", 3),
  ];

  expect(evaluate(series, expected)).toContain("SUCCESS");
});

test("shows autoscalers that may not add a pod, and not those that may not change anything", () => {
  const scaler = (name: string, min: number, current: number, max: number): string[] => [
    `kube_horizontalpodautoscaler_spec_min_replicas{namespace="shop",horizontalpodautoscaler="${name}"} = ${min}x30`,
    `kube_horizontalpodautoscaler_spec_max_replicas{namespace="shop",horizontalpodautoscaler="${name}"} = ${max}x30`,
    `kube_horizontalpodautoscaler_status_current_replicas{namespace="shop",horizontalpodautoscaler="${name}"} = ${current}x30`,
    `kube_horizontalpodautoscaler_spec_target_metric{namespace="shop",horizontalpodautoscaler="${name}",metric_name="cpu",metric_target_type="utilization"} = 70x30`,
    `kube_horizontalpodautoscaler_status_target_metric{namespace="shop",horizontalpodautoscaler="${name}",metric_name="cpu",metric_target_type="utilization"} = 140x30`,
  ];
  const series = [...scaler("web", 2, 6, 6), ...scaler("calm", 2, 3, 6), ...scaler("fixed", 2, 2, 2)];

  const web = '{namespace="shop",horizontalpodautoscaler="web"}';
  const expected = [
    result(shown(cluster, "Autoscalers at their maximum", "Pods"), web, 6),
    result(shown(cluster, "Autoscalers at their maximum", "Load"), web, 2),
    result(shown(cluster, "Autoscalers at maximum", "Autoscalers at maximum"), "{}", 1),
  ];

  expect(evaluate(series, expected)).toContain("SUCCESS");
});

test("tells how long a volume lasts that fills, and nothing of one that does not", () => {
  const volume = (claim: string, available: string): string[] => [
    `kubelet_volume_stats_capacity_bytes{namespace="shop",persistentvolumeclaim="${claim}"} = 10000x30`,
    `kubelet_volume_stats_used_bytes{namespace="shop",persistentvolumeclaim="${claim}"} = 5000x30`,
    `kubelet_volume_stats_available_bytes{namespace="shop",persistentvolumeclaim="${claim}"} = ${available}`,
  ];
  const series = [...volume("filling", "8000-100x30"), ...volume("steady", "5000x30"), ...volume("freed", "10+9x30")];

  // 5000 left after half an hour, and 100 less each minute.
  const filling = '{namespace="shop",persistentvolumeclaim="filling"}';
  const expected = result(shown(cluster, "Fullest volumes", "Full in"), filling, 3000);

  expect(evaluate(series, [expected])).toContain("SUCCESS");
});

test("shows the memory and the CPU of the chosen node, whichever pod of node-exporter tells it", () => {
  const of = (pod: string, name = "node-1"): string =>
    `job="observability-node/node-exporter",node="${name}",pod="${pod}"`;
  const cpus = (pod: string, name?: string): string[] =>
    ["0", "1"].flatMap((cpu) => [
      `node_cpu_seconds_total{${of(pod, name)},cpu="${cpu}",mode="idle"} = 0+45x30`,
      `node_cpu_seconds_total{${of(pod, name)},cpu="${cpu}",mode="user"} = 0+15x30`,
    ]);
  const memory = (pod: string, name?: string): string[] => [
    `node_memory_MemTotal_bytes{${of(pod, name)}} = 1000x30`,
    `node_memory_MemAvailable_bytes{${of(pod, name)}} = 250x30`,
    `node_memory_MemFree_bytes{${of(pod, name)}} = 100x30`,
  ];
  // As for a moment after a rollout.
  const series = ["old", "new"].flatMap((pod) => [...cpus(pod), ...memory(pod), ...cpus(pod, "node-2")]);

  const expected = [
    result(shown(node, "CPU used", "CPU used"), "{}", 0.25),
    result(shown(node, "CPU by mode", "{{mode}}"), '{mode="user"}', 0.5),
    result(shown(node, "CPU by mode", "cores"), "{}", 2),
    result(shown(node, "Memory used", "Memory used"), "{}", 0.75),
    result(shown(node, "Memory", "caches"), "{}", 150),
  ];

  expect(evaluate(series, expected)).toContain("SUCCESS");
});

test("shows each program of the stack with what its fullest pod needs, its alerts and its restarts", () => {
  const pod = (name: string): string => `namespace="observability",pod="${name}",container="loki"`;
  const target = (name: string): string =>
    `job="observability/loki",instance="${name}:3100",service="loki",node="n",${pod(name)}`;
  const series = [
    `up{${target("loki-0")}} = 1x30`,
    `up{${target("loki-1")}} = 0x30`,
    'up{job="shop/web",namespace="shop",service="web",pod="web-0",container="web",node="n",instance="web"} = 0x30',
    `container_memory_working_set_bytes{${pod("loki-0")},node="n"} = 50x30`,
    `container_memory_working_set_bytes{${pod("loki-1")},node="n"} = 90x30`,
    ...["loki-0", "loki-1"].flatMap((name) => [
      `kube_pod_container_resource_limits{${pod(name)},resource="memory",node="n"} = 100x30`,
      `kube_pod_container_resource_limits{${pod(name)},resource="cpu",node="n"} = 2x30`,
      `container_cpu_usage_seconds_total{${pod(name)},node="n",cpu="total"} = 0+30x30`,
    ]),
    `kube_pod_container_status_restarts_total{${pod("loki-1")}} = 0+1x30`,
    'ALERTS{alertname="LokiDown",alertstate="firing",namespace="observability",service="loki"} = 1x30',
    'ALERTS{alertname="ServiceErrors5xx",alertstate="firing",namespace="shop",service="web"} = 1x30',
  ];

  const loki = '{namespace="observability",service="loki"}';
  const expected = [
    result(shown(stack, "Programs", "Pods"), loki, 2),
    result(shown(stack, "Programs", "Down"), loki, 1),
    result(shown(stack, "Programs", "Memory of limit"), loki, 0.9),
    result(shown(stack, "Programs", "CPU of limit"), loki, 0.25),
    result(shown(stack, "Programs", "Firing alerts"), loki, 1),
    result(shown(stack, "Firing alerts", "Firing alerts"), "{}", 1),
  ];

  expect(evaluate(series, expected)).toContain("SUCCESS");
});

test("counts what is lost, and 0 where nothing is", () => {
  const series = [
    'prometheus_notifications_dropped_total{job="observability/prometheus",pod="prometheus-0"} = 0x10 3x20',
    'loki_discarded_samples_total{job="observability/loki",pod="loki-0",reason="line_too_long"} = _x20 7x10',
    'otelcol_exporter_send_failed_spans_total{job="observability/jaeger",pod="jaeger-0"} = 0x30',
  ];
  const expr = shown(stack, "Lost within an hour", "Lost");

  const only = (what: string, value: number): object =>
    result(
      `round(${expr.replaceAll("\n", " ")}) and on (what) label_replace(vector(1), "what", "${what}", "", "")`,
      `{what="${what}"}`,
      value,
    );

  expect(
    evaluate(series, [
      only("Alerts that Prometheus gave up", 3),
      only("Log lines that Loki threw away", 7),
      only("Spans that Jaeger did not store", 0),
      only("Notifications that did not arrive", 0),
    ]),
  ).toContain("SUCCESS");
});

/** A node with as many cores for pods. */
function aNode(name: string, cores: number, { ready = 1, cordoned = 0 } = {}): string[] {
  return [
    `kube_node_status_allocatable{node="${name}",resource="cpu",unit="core"} = ${cores}x30`,
    `kube_node_status_condition{node="${name}",condition="Ready",status="true"} = ${ready}x30`,
    `kube_node_spec_unschedulable{node="${name}"} = ${cordoned}x30`,
  ];
}

/** A pod that asks for as many cores. */
function aPod(name: string, node: string, phase: string, cores: number): string[] {
  const pod = `namespace="shop",pod="${name}"`;
  return [
    `kube_pod_info{${pod},node="${node}"} = 1x30`,
    `kube_pod_container_resource_requests{${pod},container="c",node="${node}",resource="cpu"} = ${cores}x30`,
    ...["Pending", "Running", "Succeeded", "Failed"].map(
      (other) => `kube_pod_status_phase{${pod},phase="${other}"} = ${other === phase ? 1 : 0}x30`,
    ),
  ];
}

/** What a panel asks, or one of its curves or columns, when the first node is chosen. */
function shown(dashboard: GrafanaDashboard, title: string, legend: string): string {
  const queries = panelsOf(dashboard)
    .filter((panel) => panel.title === title)
    .flatMap((panel) => queriesOf(panel));
  const query = queries.find(({ legendFormat }) => legendFormat === legend);
  return substituted(query?.expr ?? `no ${legend} in ${title}`, { node: "node-1" });
}
