import { logSelector } from "../../lib/signals";
import type { Color } from "../colors";

/** Loki's name for the level of a line: what the program says, or else what Loki reads in the line. */
export const LEVEL = "detected_level";
export const POD = "k8s_pod_name";

/** Levels in the colours that they have on every dashboard. */
export const levelColors: Readonly<Record<string, Color>> = {
  fatal: "red",
  critical: "red",
  error: "red",
  warn: "orange",
  info: "green",
  debug: "blue",
  trace: "blue",
  unknown: "purple",
};

/** All lines of the chosen service. */
export const lines = logSelector("$namespace", "$service");

/**
 * Those of them that contain what the reader has typed; all, if that is nothing. Between backticks, and with no escaping by
 * Grafana, it may hold quotes and backslashes, as log lines do.
 */
export const foundLines = `${lines} |= \`\${search:raw}\``;

/** Lines per minute, over a time that fits the width. */
export function perMinute(lines: string, by: string): string {
  return `60 * sum by (${by}) (rate(${lines} [$__auto]))`;
}
