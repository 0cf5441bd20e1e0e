import { max, selector } from "../../lib/signals";
import { count, topTen } from "../expressions";
import type { Row } from "../model";
import { program } from "./members";

const exporter = program("node-exporter");

/** node-exporter, on which the dashboards and alerts about nodes rest. */
export function nodeMetrics(): Row {
  const nodes = max("kube_node_info", ["node"]);
  const told = `${max(selector("up", exporter), ["node"])} == 1`;
  return {
    title: "node-exporter",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Nodes that tell nothing",
          description: "Nodes whose node-exporter is not there or does not answer. Windows nodes have none.",
          unit: "short",
          noData: "Every node tells",
          series: [{ expr: count(`${nodes} unless on (node) (${told})`), legend: "nodes", color: "red" }],
        },
        {
          kind: "timeSeries",
          title: "Failing collectors",
          description:
            "Nodes on which a part of node-exporter finds nothing, by that part. It may be that the kernel does not have it, such as pressure without PSI.",
          unit: "short",
          stacked: true,
          noData: "No collector fails",
          series: [
            {
              expr: count(`${selector("node_scrape_collector_success", exporter)} == 0`, ["collector"]),
              legend: "{{collector}}",
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "Duration of collectors",
          description:
            "How long the ten slowest parts take on the node where they take longest. A hanging disk shows here.",
          unit: "s",
          series: [
            {
              expr: topTen(max, selector("node_scrape_collector_duration_seconds", exporter), ["collector"]),
              legend: "{{collector}}",
            },
          ],
        },
      ],
    ],
  };
}
