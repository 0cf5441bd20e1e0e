import { join } from "node:path";
import { asRecord } from "../../lib/core";
import type { MadeUp } from "../preview/evaluate/storages";
import { check } from "./check";
import { field, list, text } from "./golden-tree";
import { answers, freePorts, start } from "./running";
import { layOut } from "./sandbox";

/** Series with a sample every so many seconds, from the first moment to the last. */
export interface Samples {
  readonly series: readonly MadeUp[];
  readonly interval: number;
  readonly from: number;
  readonly to: number;
}

/** One series of a result: labels, and a value at each moment. */
export interface Answered {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly (readonly [time: number, value: number])[];
}

/** A real Prometheus that has these samples. */
export interface RunningPrometheus {
  /** What it answers; undefined when it refuses the expression, or finds that it does not go. */
  readonly instant: (expr: string, time: number) => Promise<readonly Answered[] | undefined>;
  readonly range: (
    expr: string,
    range: { readonly from: number; readonly to: number; readonly step: number },
  ) => Promise<readonly Answered[] | undefined>;
}

/** Runs Prometheus over samples until the tests of this file are over. A series is at a moment what its sample then is. */
export async function aPrometheus(samples: readonly Samples[]): Promise<RunningPrometheus> {
  const root = layOut([
    ["samples.txt", openMetrics(samples)],
    ["prometheus.yml", "{}\n"],
  ]);
  const data = join(root, "data");
  check("promtool", ["tsdb", "create-blocks-from", "openmetrics", join(root, "samples.txt"), data]);
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const interval = Math.min(...samples.map((each) => each.interval));
  const args = [
    `--config.file=${join(root, "prometheus.yml")}`,
    `--storage.tsdb.path=${data}`,
    "--storage.tsdb.retention.time=100y",
    `--query.lookback-delta=${interval}s`,
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  await start("prometheus", args, { ready: () => answers(`${url}/-/ready`) });
  return {
    instant: (expr, time) => ask(`${url}/api/v1/query`, { query: expr, time: `${time}` }),
    range: (expr, { from, to, step }) =>
      ask(`${url}/api/v1/query_range`, { query: expr, start: `${from}`, end: `${to}`, step: `${step}` }),
  };
}

function openMetrics(samples: readonly Samples[]): string {
  const lines: string[] = [];
  for (const { series, interval, from, to } of samples) {
    for (const { name, labels, value } of series) {
      const written = Object.entries(labels).map(([label, text]) => `${label}=${JSON.stringify(text)}`);
      for (let time = from; time <= to; time += interval) {
        const now = value(time);
        if (now !== undefined) lines.push(`${name}{${written.join(",")}} ${now} ${time}`);
      }
    }
  }
  return [...lines, "# EOF", ""].join("\n");
}

async function ask(url: string, params: Readonly<Record<string, string>>): Promise<readonly Answered[] | undefined> {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(params) });
  const body: unknown = await response.json();
  if (field(body, "status") !== "success") return undefined;
  const result = field(body, "data", "result");
  if (field(body, "data", "resultType") === "scalar") return [{ labels: {}, points: [point(result)] }];
  return list(result).map((series) => ({
    labels: Object.fromEntries(
      Object.entries(asRecord(field(series, "metric")) ?? {}).map(([name, value]) => [name, text(value)]),
    ),
    points:
      field(series, "value") === undefined ? list(field(series, "values")).map(point) : [point(field(series, "value"))],
  }));
}

function point(pair: unknown): readonly [number, number] {
  const [time, value] = list(pair);
  const written = text(value);
  return [Number(time), written === "+Inf" ? Infinity : written === "-Inf" ? -Infinity : Number(written)];
}
