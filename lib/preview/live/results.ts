import { asRecord, asRecords } from "../../core";
import { NoAnswer, type Curve, type Labels, type Sample } from "../sources";

/** What Prometheus and Loki answer alike: https://prometheus.io/docs/prometheus/latest/querying/api/#expression-query-result-formats */
export function curvesOf(answer: unknown): Curve[] {
  return asRecords(resultOf(answer, "matrix")).map(({ metric, values }) => ({
    labels: labelsOf(metric),
    points: (Array.isArray(values) ? values : []).map(pointOf),
  }));
}

/** Where a number is the answer, it is a sample without labels. */
export function samplesOf(answer: unknown): Sample[] {
  const { resultType, result } = asRecord(asRecord(answer)["data"]);
  if (resultType === "scalar") return [{ labels: {}, value: pointOf(result)[1] }];
  return (
    asRecords(resultOf(answer, "vector"))
      // Those without are native histograms.
      .filter(({ value }) => value !== undefined)
      .map(({ metric, value }) => ({ labels: labelsOf(metric), value: pointOf(value)[1] }))
  );
}

/** The result, which has to be of a type. */
export function resultOf(answer: unknown, type: string): unknown {
  const { resultType, result } = asRecord(asRecord(answer)["data"]);
  if (resultType !== type) throw new NoAnswer(`the query yields ${String(resultType)} and not ${type}`);
  return result;
}

/** The values of a label, as both list them. */
export function valuesOf(answer: unknown): string[] {
  const { data } = asRecord(answer);
  return (Array.isArray(data) ? data.map(String) : []).toSorted();
}

export function labelsOf(labels: unknown): Labels {
  return Object.fromEntries(Object.entries(asRecord(labels)).map(([name, value]) => [name, String(value)]));
}

function pointOf(point: unknown): readonly [number, number] {
  const [time, value] = Array.isArray(point) ? point : [];
  return [Number(time), numberOf(String(value))];
}

/** As Go writes numbers. */
function numberOf(text: string): number {
  return Number(text.replace("Inf", "Infinity"));
}
