import { max, selector } from "../../lib/signals";
import { chosenService } from "../expressions";
import type { Row, TimeSeriesPanel } from "../model";

const ADDRESS = ["instance"];

/** What a client in the cluster meets, whatever the pods say of themselves: the blackbox exporter's calls. */
export function probes(): Row {
  return {
    title: "Probes",
    lines: [
      [
        answeredProbes(),
        {
          kind: "timeSeries",
          title: "Duration of probes",
          description: "How long one call takes, from the name's resolution to the last byte, by address.",
          unit: "s",
          noData: "Not probed",
          series: [{ expr: max(selector("probe_duration_seconds", chosenService), ADDRESS), legend: "{{instance}}" }],
        },
      ],
    ],
  };
}

export function answeredProbes(): TimeSeriesPanel {
  const success = selector("probe_success", chosenService);
  return {
    kind: "timeSeries",
    title: "Answered probes",
    description:
      "The share of the blackbox exporter's calls that were answered 2xx, by address. Where it falls although the pods are ready, look at the Service's endpoints and at what lies between.",
    unit: "percentunit",
    noData: "Not probed",
    series: [{ expr: max(`avg_over_time(${success}[$__rate_interval])`, ADDRESS), legend: "{{instance}}" }],
  };
}
