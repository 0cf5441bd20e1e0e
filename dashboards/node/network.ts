import { max, type Matchers } from "../../lib/signals";
import type { Row } from "../model";
import { growth, growthOfPods, limit, ofNode } from "./expressions";

const DEVICE = ["device"];

/** All but the one on which the node talks to itself. */
const interfaces: Matchers = { device: { not: "lo" } };

/** What its pods send and receive, as the kubelet counts it. */
export function podNetwork(): Row {
  return {
    title: "Network of pods",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Traffic of pods",
          description:
            "Bytes per second of its pods together. Those in the node's own network count all of its traffic.",
          unit: "Bps",
          noData: "The kubelet does not tell",
          series: [
            { expr: growthOfPods("container_network_receive_bytes_total"), legend: "received", color: "blue" },
            { expr: growthOfPods("container_network_transmit_bytes_total"), legend: "sent", color: "purple" },
          ],
        },
        {
          kind: "timeSeries",
          title: "Lost packets of pods",
          description: "Packets per second that were dropped or broken. More than a few are a reason for slow answers.",
          unit: "cps",
          noData: "The kubelet does not tell",
          series: [
            {
              expr: growthOfPods("container_network_receive_packets_dropped_total"),
              legend: "received, dropped",
              color: "orange",
            },
            {
              expr: growthOfPods("container_network_transmit_packets_dropped_total"),
              legend: "sent, dropped",
              color: "purple",
            },
            { expr: growthOfPods("container_network_receive_errors_total"), legend: "received, broken", color: "red" },
            { expr: growthOfPods("container_network_transmit_errors_total"), legend: "sent, broken", color: "text" },
          ],
        },
      ],
    ],
  };
}

/** What only somebody in the node's own network sees. */
export function nodeNetwork(): Row {
  return {
    title: "Network of the node",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Traffic",
          description: "Bytes per second, by interface of the node.",
          unit: "Bps",
          series: [
            { expr: growth("node_network_receive_bytes_total", DEVICE, interfaces), legend: "{{device}} received" },
            { expr: growth("node_network_transmit_bytes_total", DEVICE, interfaces), legend: "{{device}} sent" },
          ],
        },
        {
          kind: "timeSeries",
          title: "Lost packets",
          description: "Packets per second that an interface dropped or found broken.",
          unit: "cps",
          noData: "No packet is lost",
          series: [
            {
              expr: `${growth("node_network_receive_drop_total", DEVICE)} > 0`,
              legend: "{{device}} received, dropped",
            },
            { expr: `${growth("node_network_transmit_drop_total", DEVICE)} > 0`, legend: "{{device}} sent, dropped" },
            { expr: `${growth("node_network_receive_errs_total", DEVICE)} > 0`, legend: "{{device}} received, broken" },
            { expr: `${growth("node_network_transmit_errs_total", DEVICE)} > 0`, legend: "{{device}} sent, broken" },
          ],
        },
        {
          kind: "timeSeries",
          title: "Tracked connections",
          description:
            "Connections that the kernel tracks for Services, and how many it can (dashed). A full table drops new ones.",
          unit: "short",
          noData: "The kernel tracks none",
          series: [
            { expr: max(ofNode("node_nf_conntrack_entries")), legend: "connections", color: "blue" },
            limit(max(ofNode("node_nf_conntrack_entries_limit")), "limit"),
          ],
        },
      ],
    ],
  };
}
