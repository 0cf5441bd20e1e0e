import { max } from "../../lib/signals";
import type { Row } from "../model";

const CLAIM = ["namespace", "persistentvolumeclaim"];

/** Whether volumes will last. */
export function volumes(): Row {
  const available = max("kubelet_volume_stats_available_bytes", CLAIM);
  const share = (part: string, whole: string): string => `${max(part, CLAIM)} / (${max(whole, CLAIM)} > 0)`;
  // Free space over its fall per second. One that does not fall, or so slowly that it lasts for months, needs nobody.
  const fall = max("-deriv(kubelet_volume_stats_available_bytes[6h])", CLAIM);
  const fullest = `topk(20, ${share("kubelet_volume_stats_used_bytes", "kubelet_volume_stats_capacity_bytes")})`;
  const ofThem = (expr: string): string => `${expr} and ${fullest}`;
  return {
    title: "Volumes",
    lines: [
      [
        {
          kind: "table",
          title: "Fullest volumes",
          description:
            "The twenty fullest claims. Full in is how long the rest lasts at the pace of the last six hours, where that is less than 90 days. Files are the share of inodes in use: without one no new file can be written.",
          labels: [
            { label: "persistentvolumeclaim", title: "Claim" },
            { label: "namespace", title: "Namespace" },
          ],
          values: [
            {
              title: "Full",
              unit: "percentunit",
              expr: fullest,
              steps: [
                { from: 0.8, color: "orange" },
                { from: 0.95, color: "red" },
              ],
            },
            { title: "Free", unit: "bytes", expr: ofThem(available) },
            { title: "Full in", unit: "s", expr: ofThem(`(${available} / (${fall} > 0) < 90 * 86400)`) },
            {
              title: "Files",
              unit: "percentunit",
              expr: ofThem(share("kubelet_volume_stats_inodes_used", "kubelet_volume_stats_inodes")),
              steps: [{ from: 0.9, color: "orange" }],
            },
          ],
          sortBy: [{ column: "Full", descending: true }],
          noData: "No volume whose kubelet tells how full it is",
          visibleRows: 6,
        },
      ],
    ],
  };
}
