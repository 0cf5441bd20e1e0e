import { asRecord, asRecords, quantity, type JsonRecord } from "../../../core";
import { word } from "../../values";

/** What an autoscaler aims at with one metric. */
export interface MetricTarget {
  /** `CPU 70 %`, `queue_length 30 for each pod` */
  readonly text: string;
  /** The target alone: `70 %` */
  readonly amount: string;
  readonly target: number;
  readonly isUtilization: boolean;
}

/** The targets of the specification of a HorizontalPodAutoscaler of any version, by metric. */
export function metricTargets(spec: JsonRecord): ReadonlyMap<string, MetricTarget> {
  const found = new Map(asRecords(spec["metrics"]).map((metric) => ofMetric(metric)));
  const cpu = spec["targetCPUUtilizationPercentage"];
  return cpu === undefined ? found : found.set("CPU", target("CPU", { averageUtilization: cpu }));
}

function ofMetric(metric: JsonRecord): readonly [string, MetricTarget] {
  const type = word(metric["type"]);
  const source = asRecord(metric[`${type.charAt(0).toLowerCase()}${type.slice(1)}`]);
  const name = nameOf(source, type);
  return [name, target(name, asRecord(source["target"]))];
}

function nameOf(source: JsonRecord, type: string): string {
  const name = word(source["name"] ?? asRecord(source["metric"])["name"] ?? type);
  const resource = name === "cpu" ? "CPU" : name;
  return type === "ContainerResource" ? `${resource} of ${word(source["container"])}` : resource;
}

function target(name: string, { averageUtilization, averageValue, value }: JsonRecord): MetricTarget {
  const isUtilization = averageUtilization !== undefined;
  const amount = isUtilization
    ? `${word(averageUtilization)} %`
    : averageValue !== undefined
      ? `${word(averageValue)} for each pod`
      : word(value);
  const number = quantity(averageUtilization ?? averageValue ?? value);
  return { text: `${name} ${amount}`, amount, target: number, isUtilization };
}
