/** When the alerts of Jaeger fire, and when they do not: see self-monitoring.test.ts. */
import { jaegerAlerts } from "../../../lib/components/jaeger/alerts";
import type { AlertRule } from "../../../lib/signals";

/** Those of every Jaeger that there may be. */
export function jaegerRules(): AlertRule[] {
  return jaegerAlerts({ namespace: "stack", replicas: 2, hasVolume: true, hasIndices: true, hasMetrics: true });
}

const one = 'job="stack/jaeger",pod="jaeger-0"';
const two = 'job="stack/jaeger",pod="jaeger-1"';
const volume = 'namespace="stack",persistentvolumeclaim="data-jaeger-0"';
const cleaner = 'namespace="stack",cronjob="jaeger-index-cleaner"';
const receiver = `${one},receiver="otlp",transport="grpc"`;
const indices = `${one},name="traces",kind="elasticsearch",role="tracestore"`;

/** Series with a sample a minute, in promtool's notation: one in which the alert fires at two hours, and a good one. */
export const jaegerCases: Readonly<
  Record<string, { readonly fires: readonly string[]; readonly silent: readonly string[] }>
> = {
  JaegerDown: {
    // Another program answers.
    fires: ['up{job="stack/prometheus",pod="prometheus-0"} = 1x120'],
    silent: [`up{${one}} = 0x120`, `up{${two}} = 1x120`],
  },
  JaegerReplicaDown: {
    fires: [`up{${one}} = 1x120`, `up{${two}} = 0x120`],
    silent: [`up{${one}} = 1x120`, `up{${two}} = 1x120`],
  },
  JaegerRestarts: {
    fires: [restarts("jaeger", "0+1x120")],
    silent: [restarts("jaeger", "0x80 1x40"), restarts("checkout", "0+1x120")],
  },
  JaegerSpansRefused: {
    fires: [`otelcol_receiver_refused_spans_total{${receiver}} = 0+9x120`],
    // Jaeger was away for a moment, and took them when they came again.
    silent: [`otelcol_receiver_refused_spans_total{${receiver}} = 0x100 512x20`],
  },
  JaegerQueriesFailing: {
    fires: [
      queries("tracestore", "find_traces", "err", "0+1x120"),
      queries("tracestore", "get_services", "ok", "0+5x120"),
    ],
    // A trace that is not there, and a Monitor page without Prometheus.
    silent: [
      queries("tracestore", "find_traces", "ok", "0+5x120"),
      queries("tracestore", "get_trace", "err", "0+5x120"),
      queries("metricstore", "get_latencies", "err", "0+5x120"),
    ],
  },
  JaegerMonitorPageFailing: {
    fires: [queries("metricstore", "get_latencies", "err", "0+1x120")],
    silent: [
      queries("metricstore", "get_latencies", "err", "0+1x120"),
      queries("metricstore", "get_call_rates", "ok", "0+2x120"),
      queries("tracestore", "find_traces", "err", "0+5x120"),
    ],
  },
  "JaegerStorageFilling warning": { fires: space("9x120"), silent: space("11x120") },
  "JaegerStorageFilling critical": { fires: space("4x120"), silent: space("6x120") },
  JaegerElasticsearchFailing: {
    // The counter is there from the first failure on.
    fires: [`jaeger_storage_bulk_index_latency_err_seconds_count{${indices}} = _x60 1+1x60`],
    silent: [`jaeger_storage_bulk_index_latency_err_seconds_count{${indices}} = _x60 5x60`],
  },
  JaegerSpansNotStored: {
    fires: [`jaeger_storage_bulk_index_errors_total{${indices}} = 0+9x120`],
    silent: [`jaeger_storage_bulk_index_errors_total{${indices}} = 9x120`],
  },
  JaegerIndexCleanerFailing: {
    // promtool's clock begins at 0: it never succeeded, and is 27 hours old.
    fires: [`kube_cronjob_created{${cleaner}} = -90000x120`],
    silent: [
      `kube_cronjob_created{${cleaner}} = -90000x120`,
      `kube_cronjob_status_last_successful_time{${cleaner}} = -79200x120`,
    ],
  },
};

function queries(role: string, operation: string, result: string, values: string): string {
  const labels = `${one},role="${role}",operation="${operation}",result="${result}"`;
  return `jaeger_storage_requests_total{${labels}} = ${values}`;
}

function space(free: string): string[] {
  return [
    `kubelet_volume_stats_available_bytes{${volume}} = ${free}`,
    `kubelet_volume_stats_capacity_bytes{${volume}} = 100x120`,
  ];
}

function restarts(container: string, values: string): string {
  const labels = `namespace="stack",pod="${container}-0",container="${container}"`;
  return `kube_pod_container_status_restarts_total{${labels}} = ${values}`;
}
