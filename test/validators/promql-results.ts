import { join } from "node:path";
import { toYaml } from "../../lib/core";
import { check } from "./check";
import { layOut } from "./sandbox";

/** That the expression has this result and no other after half an hour. */
export function result(expr: string | undefined, labels: string, value: number): object {
  return { expr, eval_time: "30m", exp_samples: [{ labels, value }] };
}

/** That the expression has these results and no others. */
export function results(expr: string, samples: readonly (readonly [string, number])[]): object {
  return { expr, eval_time: "30m", exp_samples: samples.map(([labels, value]) => ({ labels, value })) };
}

/** What promtool says of results over series with a sample a minute. */
export function evaluate(series: readonly string[], results: readonly object[]): string {
  const input_series = series.map((line) => line.split(" = ")).map(([name, values]) => ({ series: name, values }));
  const tests = [{ interval: "1m", input_series, promql_expr_test: results }];
  const root = layOut([["test.yaml", toYaml({ evaluation_interval: "1m", tests })]]);
  return check("promtool", ["test", "rules", join(root, "test.yaml")]);
}
