import { splitImage } from "../../core";
import { COLLECTOR, PROGRAMS } from "./measured";
import type { Workload } from "./workload";

/** What the image of Prometheus is called, wherever it is kept. */
export const PROMETHEUS = "prometheus";

/** The program that a workload runs: the last part of the name of its first container's image. */
export function programOf({ containers }: Workload): string {
  const image = containers[0]?.["image"];
  return typeof image === "string" ? (splitImage(image).name.split("/").at(-1) ?? "") : "";
}

/** How many series a pod of a known program tells of itself; undefined of one that nobody measured. */
export function seriesOfProgram(workload: Workload): number | undefined {
  const program = programOf(workload);
  if (program.startsWith("opentelemetry-collector"))
    return workload.object.kind === "DaemonSet" ? COLLECTOR.agent : COLLECTOR.gateway;
  return PROGRAMS.get(program);
}
