import { asRecord } from "../../../core";
import { word } from "../../values";
import type { WorkloadChange } from "./workload";

/** What nobody has while a program of the stack restarts; undefined for any other program. */
export function missingMeanwhile({ name, object }: WorkloadChange): string | undefined {
  const labels = asRecord(asRecord(object.after["metadata"])["labels"]);
  return MISSING.get(word(labels["app.kubernetes.io/name"] ?? name));
}

const MISSING: ReadonlyMap<string, string> = new Map([
  ["prometheus", "No metrics are scraped and no alerts fire until it is back."],
  ["alertmanager", "No notification is sent until it is back; Prometheus then tells it again what fires."],
  ["loki", "Logs cannot be read until it is back; the collectors keep what comes meanwhile and send it later."],
  ["jaeger", "Traces cannot be read until it is back."],
  ["grafana", "Dashboards cannot be opened until it is back."],
  ["kube-state-metrics", "Metrics of the objects in the cluster have a gap, and their alerts with them."],
  ["node-exporter", "Metrics of each node have a gap of a scrape or two."],
  ["collector-gateway", "Traces and metrics that are sent to it meanwhile wait at their senders, or are lost."],
  [
    "collector-agent",
    "Traces sent to a node's agent meanwhile wait at their senders, or are lost; logs are read on from where it stopped.",
  ],
]);
