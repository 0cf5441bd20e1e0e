import { byPod, perSecond } from "../expressions";
import type { Row } from "../model";

const ABSENT = "Only the gateway samples";

/** Which traces are kept, and whether the decision was made with all of their spans at hand. */
export function sampling(): Row {
  return {
    title: "Sampling",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Traces",
          description: "Traces per second, by whether they are kept. All of them are counted in metrics before.",
          unit: "cps",
          stacked: true,
          noData: ABSENT,
          series: [
            {
              expr: perSecond("otelcol_processor_tail_sampling_global_count_traces_sampled", [], { sampled: "true" }),
              legend: "kept",
              color: "green",
            },
            {
              expr: perSecond("otelcol_processor_tail_sampling_global_count_traces_sampled", [], { sampled: "false" }),
              legend: "left",
              color: "text",
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "Kept by policy",
          description: "Traces per second that a policy would keep. One trace may count for several.",
          unit: "cps",
          noData: ABSENT,
          series: [
            {
              expr: perSecond("otelcol_processor_tail_sampling_count_traces_sampled", ["policy"], { sampled: "true" }),
              legend: "{{policy}}",
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "Dropped too early",
          description: "Traces per second that had to go before the decision, because too many were in memory at once.",
          unit: "cps",
          noData: ABSENT,
          series: [
            {
              expr: perSecond("otelcol_processor_tail_sampling_sampling_trace_dropped_too_early"),
              legend: "dropped",
              color: "red",
            },
          ],
        },
      ],
      [
        {
          kind: "timeSeries",
          title: "Traces in memory",
          description: "Traces that wait for their decision or for late spans, by pod.",
          unit: "short",
          noData: ABSENT,
          series: [byPod("otelcol_processor_tail_sampling_sampling_traces_on_memory")],
        },
        {
          kind: "timeSeries",
          title: "Edges of the service graph",
          description: "Calls per second of which both sides were seen, and of which one never came.",
          unit: "cps",
          noData: ABSENT,
          series: [
            { expr: perSecond("otelcol_connector_servicegraph_total_edges"), legend: "seen", color: "green" },
            { expr: perSecond("otelcol_connector_servicegraph_expired_edges"), legend: "one-sided", color: "orange" },
          ],
        },
      ],
    ],
  };
}
