/** Prometheus' own parser and ours have the same opinion of expressions, good and bad. */
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { parse, re2, typeProblems } from "../../lib/promql";
import { toYaml } from "../../lib/core";
import { refused, taken } from "../promql/expressions";
import { programPath } from "./check";
import { layOut } from "./sandbox";

const verdicts = promtool([...taken, ...refused]);

test.each(taken)("both take %s", (expr) => {
  expect(verdicts.get(expr)).toBe(true);
  expect(isTaken(expr)).toBe(true);
});

test.each(refused)("both refuse %s", (expr) => {
  expect(verdicts.get(expr)).toBe(false);
  expect(isTaken(expr)).toBe(false);
});

function isTaken(expr: string): boolean {
  const { tree } = parse(expr);
  const patterns = [...expr.matchAll(/[=!]~\s*"((?:[^"\\]|\\.)*)"/g)].map(([, pattern = ""]) => pattern);
  return tree !== undefined && typeProblems(tree, expr).length === 0 && patterns.every((pattern) => re2(pattern));
}

/** Which of the expressions promtool takes, each as the rule of a file. */
function promtool(expressions: readonly string[]): ReadonlyMap<string, boolean> {
  const files = expressions.map((expr, i) => {
    const rules = [{ record: "a:b:c", expr }];
    return [`${i}.yaml`, toYaml({ groups: [{ name: "a", rules }] })] as const;
  });
  const root = layOut(files);
  const paths = files.map(([name]) => join(root, name));
  const { stdout, stderr } = spawnSync(programPath("promtool"), ["check", "rules", ...paths], { encoding: "utf8" });
  const failed = new Set([...`${stdout}${stderr}`.matchAll(/^(\S+\/\d+\.yaml): /gm)].map(([, path = ""]) => path));
  return new Map(expressions.map((expr, i) => [expr, !failed.has(paths[i] ?? "")]));
}
