import { max, rate, selector, sum, type Matchers } from "../../lib/signals";
import type { Row, Series } from "../model";
import { program } from "./members";

/** kube-state-metrics, on which every alert about pods, replicas and nodes rests. */
export function clusterMetrics(): Row {
  return {
    title: "kube-state-metrics",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Failed lists and watches",
          description:
            "The share of its requests to the API server that fail, by what it asks for. What it tells of them is old or missing; 403 in its log asks for the ClusterRole.",
          unit: "percentunit",
          noData: "No requests",
          series: [failing("list"), failing("watch")],
        },
        {
          kind: "timeSeries",
          title: "Series about the cluster",
          description:
            "How many series it tells about objects of the cluster. Half as many all at once is an instance that has lost sight of them.",
          unit: "short",
          series: [
            {
              expr: sum(selector("scrape_samples_post_metric_relabeling", { job: "kube-state-metrics" })),
              legend: "series",
              color: "blue",
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "Shards",
          description:
            "Instances that share the objects among them, and those that Prometheus reads. With fewer than there should be (dashed), a part of the cluster is not seen.",
          unit: "short",
          noData: "Not sharded",
          series: [
            {
              expr: `count(${selector("kube_state_metrics_total_shards", program("kube-state-metrics"))} > 0)`,
              legend: "read",
              color: "blue",
            },
            {
              expr: `${max(selector("kube_state_metrics_total_shards", program("kube-state-metrics")))} > 0`,
              legend: "should be",
              color: "red",
              dashed: true,
            },
          ],
        },
      ],
    ],
  };
}

function failing(verb: "list" | "watch"): Series {
  const requests = (matchers: Matchers = {}): string =>
    sum(
      rate(
        selector(`kube_state_metrics_${verb}_total`, { ...program("kube-state-metrics"), ...matchers }),
        "$__rate_interval",
      ),
      ["resource"],
    );
  return { expr: `${requests({ result: "error" })} / (${requests()} > 0)`, legend: `${verb} {{resource}}` };
}
