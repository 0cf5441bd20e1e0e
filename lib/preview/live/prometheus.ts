import type { Metrics } from "../sources";
import { endpoint } from "./endpoint";
import { curvesOf, samplesOf, valuesOf } from "./results";

/** A Prometheus, or what speaks as it does. @see https://prometheus.io/docs/prometheus/latest/querying/api/ */
export function prometheus(address: string): Metrics {
  const ask = endpoint(address);
  return {
    range: async (expr, { from, to, step }) => {
      const parameters = new URLSearchParams({ query: expr, start: `${from}`, end: `${to}`, step: `${step}` });
      return curvesOf(await ask("/api/v1/query_range", parameters));
    },
    instant: async (expr, time) =>
      samplesOf(await ask("/api/v1/query", new URLSearchParams({ query: expr, time: `${time}` }))),
    labelValues: async (selector, label, { from, to }) => {
      const parameters = new URLSearchParams({ "match[]": selector, start: `${from}`, end: `${to}` });
      return valuesOf(await ask(`/api/v1/label/${encodeURIComponent(label)}/values`, parameters));
    },
  };
}
