/** Each alert of the programs that measure is shown to fire on what it is about, and to stay silent on what is well. */
import { join } from "node:path";
import { App } from "cdk8s";
import { BlackboxExporter } from "../../lib/components/blackbox";
import { KubeStateMetrics } from "../../lib/components/kube-state-metrics";
import { NodeExporter } from "../../lib/components/node-exporter";
import { Prometheus } from "../../lib/components/prometheus";
import { ManifestChart, toYaml } from "../../lib/core";
import type { AlertRule } from "../../lib/signals";
import { check } from "./check";
import { layOut } from "./sandbox";
import { collectorCases, collectorRules } from "./self-monitoring/collector";
import { jaegerCases, jaegerRules } from "./self-monitoring/jaeger";
import { lokiCases, lokiRules } from "./self-monitoring/loki";

/** Series with a sample a minute, in promtool's notation: one in which the alert fires at two hours, and a good one. */
interface Case {
  readonly fires: readonly string[];
  readonly silent: readonly string[];
}

const prometheus = 'job="stack/prometheus",pod="prometheus-0"';
const rules = `${prometheus},rule_group="shop"`;
const one = `${prometheus},alertmanager="one"`;
const two = `${prometheus},alertmanager="two"`;
const volume = 'namespace="stack",persistentvolumeclaim="data-prometheus-0"';
const disk = 'job="stack/node-exporter",node="node-1",device="/dev/vda",mountpoint="/"';
const cdrom = 'job="stack/node-exporter",node="node-1",device="/dev/sr0",mountpoint="/media"';
const writable = [`node_filesystem_readonly{${disk}} = 0x120`];
const readOnly = [`node_filesystem_readonly{${cdrom}} = 1x120`];
const node = 'job="stack/node-exporter",node="node-1"';
const ksm = 'job="stack/kube-state-metrics",resource="*v1.Pod"';

const cases: Readonly<Record<string, Case>> = {
  ...collectorCases,
  ...jaegerCases,
  ...lokiCases,
  PrometheusReplicaDown: {
    fires: [`up{${prometheus}} = 1x120`, 'up{job="stack/prometheus",pod="prometheus-1"} = 0x120'],
    silent: [`up{${prometheus}} = 1x120`, 'up{job="stack/prometheus",pod="prometheus-1"} = 1x120'],
  },
  PrometheusConfigReloadFailed: {
    fires: [`prometheus_config_last_reload_successful{${prometheus}} = 0x120`],
    silent: [`prometheus_config_last_reload_successful{${prometheus}} = 1x120`],
  },
  PrometheusRuleFailures: {
    fires: [`prometheus_rule_evaluation_failures_total{${rules}} = 0+1x120`],
    silent: [`prometheus_rule_evaluation_failures_total{${rules}} = 7x120`],
  },
  PrometheusRuleGroupSlow: {
    fires: [`prometheus_rule_group_iterations_missed_total{${rules}} = 0+1x120`],
    silent: [`prometheus_rule_group_iterations_missed_total{${rules}} = 0x120`],
  },
  PrometheusAlertsNotDelivered: {
    fires: [
      `prometheus_notifications_errors_total{${one}} = 0+5x120`,
      `prometheus_notifications_sent_total{${one}} = 0x120`,
    ],
    // One of two Alertmanagers still gets them; and no alerts at all are no failure.
    silent: [
      `prometheus_notifications_errors_total{${one}} = 0+5x120`,
      `prometheus_notifications_sent_total{${one}} = 0x120`,
      `prometheus_notifications_errors_total{${two}} = 0x120`,
      `prometheus_notifications_sent_total{${two}} = 0+5x120`,
    ],
  },
  PrometheusAlertmanagerFailing: {
    fires: [
      `prometheus_notifications_errors_total{${one}} = 0+1x120`,
      `prometheus_notifications_sent_total{${one}} = 0+9x120`,
    ],
    silent: [
      `prometheus_notifications_errors_total{${one}} = 0x120`,
      `prometheus_notifications_sent_total{${one}} = 0x120`,
    ],
  },
  PrometheusNotificationQueueFilling: {
    fires: [
      `prometheus_notifications_queue_length{${one}} = 6000x120`,
      `prometheus_notifications_queue_capacity{${prometheus}} = 10000x120`,
    ],
    silent: [
      `prometheus_notifications_queue_length{${one}} = 4000x120`,
      `prometheus_notifications_queue_capacity{${prometheus}} = 10000x120`,
    ],
  },
  PrometheusCompactionsFailing: {
    fires: [`prometheus_tsdb_compactions_failed_total{${prometheus}} = 0x100 1x20`],
    silent: [`prometheus_tsdb_compactions_failed_total{${prometheus}} = 1x120`],
  },
  PrometheusBlockReloadsFailing: {
    fires: [`prometheus_tsdb_reloads_failures_total{${prometheus}} = 0x100 1x20`],
    silent: [`prometheus_tsdb_reloads_failures_total{${prometheus}} = 1x120`],
  },
  PrometheusWalCorrupted: {
    fires: [`prometheus_tsdb_wal_corruptions_total{${prometheus}} = 1x120`],
    silent: [`prometheus_tsdb_wal_corruptions_total{${prometheus}} = 0x120`],
  },
  PrometheusStorageFilling: {
    fires: [
      `kubelet_volume_stats_available_bytes{${volume}} = 9x120`,
      `kubelet_volume_stats_capacity_bytes{${volume}} = 100x120`,
    ],
    silent: [
      `kubelet_volume_stats_available_bytes{${volume}} = 20x120`,
      `kubelet_volume_stats_capacity_bytes{${volume}} = 100x120`,
    ],
  },
  PrometheusScrapeLimitHit: {
    fires: limits("0+1x120"),
    silent: limits("3x120"),
  },
  ClusterMetricsDown: {
    fires: ['up{job="cadvisor",instance="node-1",node="node-1"} = 0x120'],
    silent: ['up{job="cadvisor",instance="node-1",node="node-1"} = 1x120'],
  },
  "ClusterMetricsMissing critical": {
    fires: upOf("kubelet", "kubelet-probes", "apiserver"),
    silent: upOf("cadvisor"),
  },
  "ClusterMetricsMissing warning": {
    fires: upOf("cadvisor", "kubelet-probes", "apiserver"),
    silent: upOf("kubelet", "kubelet-probes", "apiserver"),
  },
  PrometheusRestarts: {
    fires: [
      'kube_pod_container_status_restarts_total{namespace="stack",pod="prometheus-0",container="prometheus"} = 0+1x120',
    ],
    silent: [
      'kube_pod_container_status_restarts_total{namespace="stack",pod="prometheus-0",container="prometheus"} = 0x80 1x40',
    ],
  },
  KubeStateMetricsDown: {
    fires: ['up{job="kube-state-metrics"} = 0x120'],
    silent: ['up{job="kube-state-metrics"} = 1x120'],
  },
  KubeStateMetricsListErrors: {
    fires: [
      `kube_state_metrics_list_total{${ksm},result="error"} = 0+1x120`,
      `kube_state_metrics_list_total{${ksm},result="success"} = 0+9x120`,
    ],
    silent: [
      `kube_state_metrics_list_total{${ksm},result="error"} = 0x120`,
      `kube_state_metrics_list_total{${ksm},result="success"} = 1x120`,
    ],
  },
  KubeStateMetricsWatchErrors: {
    fires: [
      `kube_state_metrics_watch_total{${ksm},result="error"} = 0+1x120`,
      `kube_state_metrics_watch_total{${ksm},result="success"} = 0+9x120`,
    ],
    silent: [
      `kube_state_metrics_watch_total{${ksm},result="error"} = 0x120`,
      `kube_state_metrics_watch_total{${ksm},result="success"} = 0+9x120`,
    ],
  },
  NodeExporterDown: {
    fires: [`up{${node}} = 0x120`],
    silent: [`up{${node}} = 1x120`],
  },
  NodeMemoryLow: {
    fires: [`node_memory_MemAvailable_bytes{${node}} = 4x120`, `node_memory_MemTotal_bytes{${node}} = 100x120`],
    silent: [`node_memory_MemAvailable_bytes{${node}} = 6x120`, `node_memory_MemTotal_bytes{${node}} = 100x120`],
  },
  NodeCpuSaturated: {
    fires: [`node_cpu_seconds_total{${node},cpu="0",mode="idle"} = 0+1x120`],
    silent: [`node_cpu_seconds_total{${node},cpu="0",mode="idle"} = 0+30x120`],
  },
  NodeFilesystemFilling: {
    fires: [...writable, ...space("300-2x120")],
    // It does not get fuller, or nobody can write to it.
    silent: [...writable, ...space("100x120"), ...readOnly, ...space("300-2x120", cdrom)],
  },
  NodeFilesystemFull: {
    fires: [...writable, ...space("40x120")],
    silent: [...writable, ...space("60x120"), ...readOnly, ...space("0x120", cdrom)],
  },
  NodeFilesystemInodesExhausted: {
    fires: [...writable, `node_filesystem_files_free{${disk}} = 40x120`, `node_filesystem_files{${disk}} = 1000x120`],
    silent: [
      ...writable,
      `node_filesystem_files_free{${disk}} = 0x120`,
      `node_filesystem_files{${disk}} = 0x120`,
      ...readOnly,
      `node_filesystem_files_free{${cdrom}} = 0x120`,
      `node_filesystem_files{${cdrom}} = 1000x120`,
    ],
  },
  BlackboxExporterDown: {
    fires: ['up{job="stack/blackbox-exporter",pod="a"} = 0x120'],
    silent: ['up{job="stack/blackbox-exporter",pod="a"} = 0x120', 'up{job="stack/blackbox-exporter",pod="b"} = 1x120'],
  },
  BlackboxExporterConfigReloadFailed: {
    fires: ['blackbox_exporter_config_last_reload_successful{job="stack/blackbox-exporter",pod="a"} = 0x120'],
    silent: ['blackbox_exporter_config_last_reload_successful{job="stack/blackbox-exporter",pod="a"} = 1x120'],
  },
};

const alerts = byName(allAlerts());

test("has a case for every alert", () => {
  expect(Object.keys(cases).toSorted()).toEqual([...alerts.keys()].toSorted());
});

test.each(Object.entries(cases))("%s fires when it should, and only then", (id, { fires, silent }) => {
  const rule = alerts.get(id);
  const name = rule?.alert ?? id;
  const root = layOut([
    ["rules.yaml", toYaml({ groups: [{ name: "group", rules: [promRule(rule)] }] })],
    ["firing.yaml", ruleTest(name, fires)],
    ["silent.yaml", ruleTest(name, silent)],
  ]);

  expect(() => check("promtool", ["test", "rules", join(root, "silent.yaml")])).not.toThrow();
  // promtool is told that no alert fires, and says which one does, with its texts.
  const firing = complaint(() => check("promtool", ["test", "rules", join(root, "firing.yaml")]));
  expect(firing).toContain(`alertname="${name}"`);
  expect(firing).not.toMatch(/<no value>|<error/);
});

function ruleTest(alertname: string, series: readonly string[]): string {
  const input_series = series.map((line) => line.split(" = ")).map(([name, values]) => ({ series: name, values }));
  const alert_rule_test = [{ eval_time: "2h", alertname, exp_alerts: [] }];
  return toYaml({
    rule_files: ["rules.yaml"],
    evaluation_interval: "1m",
    tests: [{ interval: "1m", input_series, alert_rule_test }],
  });
}

function promRule(rule: AlertRule | undefined): object {
  const { alert, expr, for: duration = "0s", severity, summary, description } = rule ?? {};
  return { alert, expr, for: duration, labels: { severity }, annotations: { summary, description } };
}

function complaint(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return String(error);
  }
  return "";
}

function allAlerts(): AlertRule[] {
  const chart = new ManifestChart(new App(), "chart", { namespace: "stack" });
  const context = { cluster: "test", profile: "ha" } as const;
  const constructs = [
    new Prometheus(chart, "prometheus", { ...context, alertmanagers: [], kubeStateMetrics: "ksm:8080" }),
    new KubeStateMetrics(chart, "kube-state-metrics", context),
    new NodeExporter(chart, "node-exporter", context),
    new BlackboxExporter(chart, "blackbox-exporter", context),
  ];
  return [
    ...constructs.flatMap((program) => [...program.alerts()]),
    ...collectorRules(),
    ...jaegerRules(),
    ...lokiRules(),
  ];
}

/** By name, and by severity where the name has several. */
function byName(rules: readonly AlertRule[]): Map<string, AlertRule> {
  const hasOne = (name: string): boolean => rules.filter(({ alert }) => alert === name).length === 1;
  return new Map(rules.map((rule) => [hasOne(rule.alert) ? rule.alert : `${rule.alert} ${rule.severity}`, rule]));
}

function space(free: string, filesystem: string = disk): string[] {
  return [
    `node_filesystem_avail_bytes{${filesystem}} = ${free}`,
    `node_filesystem_size_bytes{${filesystem}} = 1000x120`,
  ];
}

function upOf(...jobs: readonly string[]): string[] {
  return jobs.map((job) => `up{job="${job}"} = 1x120`);
}

function limits(values: string): string[] {
  const names = [
    "scrapes_exceeded_sample_limit",
    "scrapes_exceeded_body_size_limit",
    "scrape_pool_exceeded_label_limits",
  ];
  return names.map((name) => `prometheus_target_${name}_total{${prometheus}} = ${values}`);
}
