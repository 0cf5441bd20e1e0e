import type { Labels, LogLine } from "../../sources";
import { logLabels } from "../../../signals";
import type { Pod, Workload } from "../cluster";

/** What a container has written, before it has its labels. */
export interface Entry {
  readonly workload: Workload;
  readonly pod: Pod;
  readonly container: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly text: string;
  readonly level: Level;
  /** Whether the level is a field of the line, and not read in its words. @default - it is read */
  readonly structured?: true;
  /** Fields of the line, which become structured metadata. @default - none */
  readonly fields?: Labels;
}

export type Level = "debug" | "info" | "warn" | "error";

/** @see https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
const SEVERITY: Readonly<Record<Level, string>> = { debug: "5", info: "9", warn: "13", error: "17" };

/** The labels of the stream that a container's lines are in. */
export function streamLabels(service: string, { namespace }: Workload, container: string): Labels {
  return { [logLabels.service]: service, [logLabels.namespace]: namespace, [logLabels.container]: container };
}

/** The line as Loki has it, with what the collector's agent knows of the pod. */
export function lineOf({ workload, pod, time, text, level, structured, fields }: Entry, stream: Labels): LogLine {
  const labels = {
    ...stream,
    ...fields,
    detected_level: level,
    ...(structured && { severity_text: level.toUpperCase(), severity_number: SEVERITY[level] }),
    k8s_pod_name: pod.name,
    k8s_node_name: pod.node,
    [`k8s_${workload.kind.toLowerCase()}_name`]: workload.name,
    service_namespace: workload.namespace,
    service_version: pod.version,
  };
  return { time, text, labels };
}
