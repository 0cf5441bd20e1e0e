import { podJob, spanMetrics, type AlertCase, type AlertTest } from "../../../signals";
import { growthCases, labelled, others, proof, type Labels } from "../../alert-cases";
import { shareCases } from "../../share-cases";
import { downCases, replicaDownCases } from "../../up-cases";
import { collectorAlertTests } from "../alert-tests";
import type { GatewayAlertsInput } from "./alerts";

/** When the alerts of the gateway fire, and when they do not. */
export function gatewayAlertTests({ namespace, name, replicas, hasTraces }: GatewayAlertsInput): AlertTest[] {
  const job = podJob(namespace, name);
  const own = { job, pod: `${name}-0` };
  return [
    proof("CollectorGatewayDown", "critical", downCases({ job })),
    ...(replicas > 1 ? [proof("CollectorGatewayReplicaDown", "warning", replicaDownCases({ job }, replicas))] : []),
    ...collectorAlertTests(job, namespace, name),
    ...(hasTraces
      ? [
          proof("CollectorTracesDroppedEarly", "warning", droppedEarlyCases(own)),
          proof("CollectorSpansLate", "warning", lateCases(own)),
        ]
      : []),
    proof("CollectorSpanMetricsOverflow", "warning", overflowCases()),
    proof("CollectorServiceGraphIncomplete", "warning", incompleteCases(own)),
  ];
}

type Pod = Labels & Readonly<Record<"job" | "pod", string>>;

const ACCEPTED = "otelcol_receiver_accepted_spans";

function droppedEarlyCases(own: Pod): AlertCase[] {
  return growthCases({
    metric: "otelcol_processor_tail_sampling_sampling_trace_dropped_too_early",
    own,
    others: others(own, "job"),
    window: "5m",
    labels: { pod: own.pod },
    value: 1 / 60,
  });
}

function lateCases(own: Pod): AlertCase[] {
  const metric = "otelcol_processor_tail_sampling_early_releases_from_cache_decision";
  const late = { ...own, sampled: "false" };
  return shareCases({
    limit: 0.05,
    window: "15m",
    for: "15m",
    labels: { pod: own.pod },
    of: ({ bad, all, other }) => [
      labelled(metric, late, ...bad),
      labelled(ACCEPTED, { ...own, receiver: "otlp" }, ...all),
      // Late spans of traces that are kept are kept too.
      labelled(metric, { ...late, sampled: "true" }, ...other),
      labelled(ACCEPTED, { ...own, pod: "other", receiver: "otlp" }, ...other),
      ...others(late, "job").map((labels) => labelled(metric, labels, ...other)),
      ...others({ ...own, receiver: "otlp" }, "job").map((labels) => labelled(ACCEPTED, labels, ...other)),
    ],
  });
}

function overflowCases(): AlertCase[] {
  const service = { job: "shop/checkout", service_name: "checkout" };
  return growthCases({
    metric: spanMetrics.calls,
    own: { ...service, [spanMetrics.labels.overflow]: "true" },
    others: [{ ...service, [spanMetrics.labels.span]: "GET /" }],
    window: "5m",
    labels: { job: service.job },
    value: 1 / 60,
  });
}

function incompleteCases(own: Pod): AlertCase[] {
  const metric = "otelcol_connector_servicegraph_dropped_spans";
  return shareCases({
    limit: 0.05,
    window: "5m",
    for: "15m",
    labels: { pod: own.pod },
    of: ({ bad, all, other }) => [
      labelled(metric, own, ...bad),
      labelled(ACCEPTED, { ...own, receiver: "otlp" }, ...all),
      labelled(ACCEPTED, { ...own, pod: "other", receiver: "otlp" }, ...other),
      ...others(own, "job").flatMap((labels) => [
        labelled(metric, labels, ...other),
        labelled(ACCEPTED, { ...labels, receiver: "otlp" }, ...other),
      ]),
    ],
  });
}
