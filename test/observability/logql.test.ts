import { logqlChecker } from "../../lib/observability/logql";
import { accepted, refused } from "./logql-expressions";

const logqlProblem = logqlChecker();

test.each(refused)("%s: expected %s", (expr, expected) => {
  expect(logqlProblem(expr)).toBe(expected);
});

test.each(accepted)("accepts %s", (expr) => {
  expect(logqlProblem(expr)).toBeUndefined();
});

test("looks again where only the content of strings is another", () => {
  expect(logqlProblem('rate({app="a"} |~ "b" [5m])')).toBeUndefined();

  expect(logqlProblem('rate({app="a"} |~ "(" [5m])')).toContain("regular expressions");
  expect(logqlProblem('rate({app=""} |~ "b" [5m])')).toContain("a selector");
  expect(logqlProblem('rate({app="a"} |~ "b [5m])')).toContain("LogQL");
});

test("takes a shape for the same whatever its strings and comments hold", () => {
  expect(logqlProblem('rate({app="a"} |= "b" [5m]) # "')).toBeUndefined();

  expect(logqlProblem('rate({app="a"} |= "\\" # [" [5m]) # `')).toBeUndefined();
  expect(logqlProblem('rate({app="a"} |= `" [5m]` # " \n [5m]) #')).toBeUndefined();
});
