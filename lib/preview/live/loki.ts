import { asRecords } from "../../core";
import type { Logs, LogLine } from "../sources";
import { endpoint } from "./endpoint";
import { curvesOf, labelsOf, resultOf, samplesOf, valuesOf } from "./results";

/** A Loki. @see https://grafana.com/docs/loki/latest/reference/loki-http-api/ */
export function loki(address: string): Logs {
  const ask = endpoint(address);
  const queryRange = (parameters: Readonly<Record<string, string>>): Promise<unknown> =>
    ask("/loki/api/v1/query_range", new URLSearchParams(parameters));
  return {
    range: async (expr, { from, to, step }) =>
      curvesOf(await queryRange({ query: expr, start: nanoseconds(from), end: nanoseconds(to), step: `${step}` })),
    instant: async (expr, time) =>
      samplesOf(await ask("/loki/api/v1/query", new URLSearchParams({ query: expr, time: nanoseconds(time) }))),
    lines: async (expr, { from, to }, limit) => {
      const range = { start: nanoseconds(from), end: nanoseconds(to) };
      const answer = await queryRange({ query: expr, ...range, limit: `${limit}`, direction: "backward" });
      return linesOf(answer);
    },
    labelValues: async (selector, label, { from, to }) => {
      const parameters = new URLSearchParams({ query: selector, start: nanoseconds(from), end: nanoseconds(to) });
      return valuesOf(await ask(`/loki/api/v1/label/${encodeURIComponent(label)}/values`, parameters));
    },
  };
}

/** Precise to a microsecond: a number of JavaScript does not hold all the nanoseconds since 1970. */
function nanoseconds(seconds: number): string {
  return `${Math.round(seconds * 1e6)}000`;
}

/** Loki has the structured metadata of lines among the labels, and a stream for each combination of them. */
function linesOf(answer: unknown): LogLine[] {
  const streams = asRecords(resultOf(answer, "streams"));
  return streams
    .flatMap(({ stream, values }) => {
      const labels = labelsOf(stream);
      return (Array.isArray(values) ? values : []).map((line: unknown) => {
        const [time, text] = Array.isArray(line) ? line : [];
        return { time: Math.round(Number(time) / 1e3) / 1e6, text: String(text), labels };
      });
    })
    .toSorted((a, b) => b.time - a.time);
}
