/** When the alerts of the collectors fire, and when they do not: see self-monitoring.test.ts. */
import { agentAlerts } from "../../../lib/components/collector/agent-alerts";
import { gatewayAlerts } from "../../../lib/components/collector/gateway/alerts";
import type { AlertRule } from "../../../lib/signals";

/** Those of the gateway, and what the agents have beside them: the others are the same for another job. */
export function collectorRules(): AlertRule[] {
  const gateway = gatewayAlerts({ namespace: "stack", name: "collector-gateway", replicas: 2, hasTraces: true });
  const names = new Set(gateway.map(({ alert }) => alert));
  return [...gateway, ...agentAlerts("stack-node", "collector-agent").filter(({ alert }) => !names.has(alert))];
}

const gateway = 'job="stack/collector-gateway",pod="collector-gateway-0"';
const other = 'job="stack/collector-gateway",pod="collector-gateway-1"';
const third = 'job="stack/collector-gateway",pod="collector-gateway-2"';
const agent = 'job="stack-node/collector-agent",node="node-1"';
const exporter = `${gateway},exporter="otlp_grpc/jaeger"`;
const traces = `${exporter},data_type="traces"`;
const receiver = `${gateway},receiver="otlp",transport="grpc"`;
const sampling = (name: string) => `otelcol_processor_tail_sampling_${name}`;

/** Series with a sample a minute, in promtool's notation: one in which the alert fires at two hours, and a good one. */
export const collectorCases: Readonly<
  Record<string, { readonly fires: readonly string[]; readonly silent: readonly string[] }>
> = {
  CollectorGatewayDown: {
    fires: [`up{${gateway}} = 0x120`],
    silent: [`up{${gateway}} = 0x120`, `up{${other}} = 1x120`],
  },
  CollectorGatewayReplicaDown: {
    fires: [`up{${gateway}} = 1x120`, `up{${other}} = 0x120`],
    silent: [`up{${gateway}} = 1x120`, `up{${other}} = 1x120`],
  },
  CollectorAgentDown: {
    fires: [`up{${agent}} = 0x120`],
    silent: [`up{${agent}} = 1x120`],
  },
  CollectorQueueFull: {
    // The counter is there from the first failure on, and does not move after it.
    fires: [`otelcol_exporter_enqueue_failed_spans{${exporter}} = _x117 1304x3`],
    silent: [`otelcol_exporter_enqueue_failed_spans{${exporter}} = _x60 1304x60`],
  },
  CollectorQueueFilling: {
    fires: [
      `otelcol_exporter_queue_size{${traces}} = 600x120`,
      `otelcol_exporter_queue_capacity{${traces}} = 1000x120`,
    ],
    silent: [
      `otelcol_exporter_queue_size{${traces}} = 400x120`,
      `otelcol_exporter_queue_capacity{${traces}} = 1000x120`,
    ],
  },
  CollectorExportsStuck: {
    fires: [
      `up{${gateway}} = 1x120`,
      `otelcol_exporter_queue_size{${traces}} = 600x120`,
      `otelcol_exporter_sent_spans{${exporter}} = 7x120`,
    ],
    // It sends as fast as more comes; the other queue is empty; another pod is gone, and the last one is new.
    silent: [
      `up{${gateway}} = 1x120`,
      `up{${other}} = 0x120`,
      `up{${third}} = _x112 1x8`,
      `otelcol_exporter_queue_size{${other},exporter="otlp_grpc/jaeger",data_type="traces"} = 600x120`,
      `otelcol_exporter_queue_size{${third},exporter="otlp_grpc/jaeger",data_type="traces"} = _x112 600x8`,
      `otelcol_exporter_queue_size{${traces}} = 600x120`,
      `otelcol_exporter_sent_spans{${exporter}} = 0+7x120`,
      `otelcol_exporter_queue_size{${gateway},exporter="otlp_http/prometheus-0",data_type="metrics"} = 0x120`,
    ],
  },
  CollectorExportsRejected: {
    fires: [`otelcol_exporter_send_failed_metric_points{${gateway},exporter="otlp_http/prometheus-0"} = 0+26x120`],
    silent: [`otelcol_exporter_send_failed_metric_points{${gateway},exporter="otlp_http/prometheus-0"} = 26x120`],
  },
  CollectorRefusesData: {
    fires: [
      `otelcol_receiver_refused_spans{${receiver}} = 0+9x120`,
      `otelcol_receiver_failed_spans{${receiver}} = 0x120`,
    ],
    // The memory limiter refuses, of which another alert tells.
    silent: [
      `otelcol_receiver_refused_spans{${receiver}} = 0+9x120`,
      `otelcol_receiver_failed_spans{${receiver}} = 0x120`,
      `otelcol_processor_memory_limiter_refused_spans{${gateway},processor="memory_limiter"} = 0+9x120`,
    ],
  },
  CollectorMemoryLimited: {
    fires: [`otelcol_processor_memory_limiter_refused_spans{${gateway},processor="memory_limiter"} = 0+9x120`],
    silent: [`otelcol_processor_memory_limiter_refused_spans{${gateway},processor="memory_limiter"} = 9x120`],
  },
  CollectorRestarts: {
    fires: [restarts("0+1x120")],
    silent: [restarts("0x80 1x40")],
  },
  CollectorTracesDroppedEarly: {
    fires: [`${sampling("sampling_trace_dropped_too_early")}{${gateway}} = 0+5x120`],
    silent: [`${sampling("sampling_trace_dropped_too_early")}{${gateway}} = 5x120`],
  },
  CollectorSpansLate: {
    fires: [
      `${sampling("early_releases_from_cache_decision")}{${gateway},sampled="false"} = 0+6x120`,
      `otelcol_receiver_accepted_spans{${receiver}} = 0+100x120`,
    ],
    // Late spans of traces that are kept are kept too.
    silent: [
      `${sampling("early_releases_from_cache_decision")}{${gateway},sampled="false"} = 0+4x120`,
      `${sampling("early_releases_from_cache_decision")}{${gateway},sampled="true"} = 0+50x120`,
      `otelcol_receiver_accepted_spans{${receiver}} = 0+100x120`,
    ],
  },
  CollectorSpanMetricsOverflow: {
    fires: ['traces_span_metrics_calls_total{job="shop/checkout",otel_metric_overflow="true"} = 0+9x120'],
    silent: [
      'traces_span_metrics_calls_total{job="shop/checkout",span_name="GET /"} = 0+9x120',
      'traces_span_metrics_calls_total{job="shop/checkout",otel_metric_overflow="true"} = 9x120',
    ],
  },
  CollectorServiceGraphIncomplete: {
    fires: [
      `otelcol_connector_servicegraph_dropped_spans{${gateway}} = 0+9x120`,
      `otelcol_receiver_accepted_spans{${receiver}} = 0+100x120`,
    ],
    // A few now and then, or a burst that is over.
    silent: [
      `otelcol_connector_servicegraph_dropped_spans{${gateway}} = 0+4x120`,
      `otelcol_receiver_accepted_spans{${receiver}} = 0+100x120`,
      `otelcol_connector_servicegraph_dropped_spans{${other}} = 0x112 900x8`,
      `otelcol_receiver_accepted_spans{job="stack/collector-gateway",pod="collector-gateway-1",receiver="otlp",transport="grpc"} = 0+100x120`,
    ],
  },
};

function restarts(values: string): string {
  return `kube_pod_container_status_restarts_total{namespace="stack",pod="collector-gateway-0",container="collector-gateway"} = ${values}`;
}
