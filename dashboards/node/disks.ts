import { max } from "../../lib/signals";
import { fullness } from "../cluster/resources";
import type { Row } from "../model";
import { chosenNode, growth, NO_EXPORTER, ofNode } from "./expressions";

const DEVICE = ["device"];
const legend = "{{device}}";

/** Whether disks have room, and keep up. */
export function disks(): Row {
  const inodes = `1 - ${ofNode("node_filesystem_files_free")} / (${ofNode("node_filesystem_files")} > 0)`;
  const writable = `${ofNode("node_filesystem_readonly")} == 0`;
  const each = (what: "read" | "write", done: string): string =>
    `${growth(`node_disk_${what}_time_seconds_total`, DEVICE)} / (${growth(done, DEVICE)} > 0)`;
  return {
    title: "Disks",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Space",
          description: "How full each file system is. Images and logs of containers are the usual reason.",
          unit: "percentunit",
          noData: NO_EXPORTER,
          series: [{ expr: max(fullness(chosenNode), DEVICE), legend }],
        },
        {
          kind: "timeSeries",
          title: "Files",
          description:
            "The share of inodes that are in use. Without a free one no new file can be written, whatever space is left.",
          unit: "percentunit",
          noData: "No file system with a fixed number of inodes",
          series: [{ expr: max(`${inodes} and ${writable}`, DEVICE), legend }],
        },
        {
          kind: "timeSeries",
          title: "Busy",
          description:
            "The share of time in which a disk had something to do. A single disk at 100 % is saturated; fast ones do many things at once.",
          unit: "percentunit",
          noData: NO_EXPORTER,
          series: [{ expr: growth("node_disk_io_time_seconds_total", DEVICE), legend }],
        },
      ],
      [
        {
          kind: "timeSeries",
          title: "Bytes read and written",
          description: "Bytes per second, by disk.",
          unit: "Bps",
          noData: NO_EXPORTER,
          series: [
            { expr: growth("node_disk_read_bytes_total", DEVICE), legend: "{{device}} read" },
            { expr: growth("node_disk_written_bytes_total", DEVICE), legend: "{{device}} written" },
          ],
        },
        {
          kind: "timeSeries",
          title: "Duration of reads and writes",
          description: "How long one takes on average, its time in the queue included.",
          unit: "s",
          noData: "Nothing is read or written",
          series: [
            { expr: each("read", "node_disk_reads_completed_total"), legend: "{{device}} read" },
            { expr: each("write", "node_disk_writes_completed_total"), legend: "{{device}} write" },
          ],
        },
      ],
    ],
  };
}
