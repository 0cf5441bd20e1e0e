// What each of the mutations makes of a small rule. `npm run test:mutants` runs it first: node --test
import { deepStrictEqual, ok } from "node:assert";
import { test } from "node:test";
import { mutantsOf } from "./mutations.mjs";

/** The expressions of all mutants of an expression. */
function mutants(expr) {
  return mutantsOf({ alert: "A", expr }).map((mutant) => mutant.rule.expr);
}

void test("turns each comparison round", () => {
  const flipped = { ">": "<=", "<": ">=", ">=": "<", "<=": ">", "==": "!=", "!=": "==" };
  for (const [operator, other] of Object.entries(flipped))
    deepStrictEqual(mutants(`a ${operator} b`), [`a ${other} b`]);
});

void test("moves a threshold by a tenth, on either side, and 0 to 1", () => {
  deepStrictEqual(mutants("a > 0.05"), ["a <= 0.05", "a > 0.045", "a > 0.055"]);
  deepStrictEqual(mutants("3 < a"), ["3 >= a", "2.7 < a", "3.3 < a"]);
  deepStrictEqual(mutants("a == 0"), ["a != 0", "a == 1"]);
});

void test("moves a threshold below 0", () => {
  deepStrictEqual(mutants("a > -10"), ["a <= -10", "a > -9", "a > -11"]);
});

void test("leaves numbers alone that nothing is compared with", () => {
  deepStrictEqual(mutants("0 * a"), []);
  deepStrictEqual(mutants("quantile(0.99, a)"), []);
});

void test("drops each matcher of each selector, and none so that everything would match", () => {
  deepStrictEqual(mutants('a{b="1",c=~"2,{3}"}'), ['a{c=~"2,{3}"}', 'a{b="1"}']);
  deepStrictEqual(mutants('a{b="1"}'), ["a{}"]);
  deepStrictEqual(mutants('{b="1"}'), []);
});

void test("drops each label that is grouped by or matched on", () => {
  deepStrictEqual(mutants("sum by (a, b) (x)"), ["sum by (b) (x)", "sum by (a) (x)"]);
  deepStrictEqual(mutants("x / on (a) y"), ["x / on () y"]);
  deepStrictEqual(mutants("x / on (a) group_left (b) y"), ["x / on () group_left (b) y", "x / on (a) group_left () y"]);
  deepStrictEqual(mutants("sum without (a) (x)"), ["sum without () (x)"]);
});

void test("halves and doubles each window, of subqueries too", () => {
  deepStrictEqual(mutants("rate(a[5m])"), ["rate(a[150s])", "rate(a[600s])"]);
  deepStrictEqual(mutants("max_over_time(a[1h:1m])"), ["max_over_time(a[1800s:1m])", "max_over_time(a[7200s:1m])"]);
});

void test("removes each guard and each alternative", () => {
  deepStrictEqual(mutants("a and b"), ["(a)"]);
  deepStrictEqual(mutants("a unless on () b"), ["(a)"]);
  deepStrictEqual(mutants("a or b"), ["(a)", "(b)"]);
  ok(mutants("a and on () b > 1").includes("(a)"));
});

void test("makes no mutant that Prometheus cannot parse, and none that is the rule itself", () => {
  for (const expr of ['sum by (a) (rate(x{b="1"}[5m])) / on (a) (y > 0) unless z == 1', "absent(x)", "vector(1)"]) {
    const all = mutants(expr);
    ok(!all.includes(expr));
    deepStrictEqual(all.length, new Set(all).size);
  }
});

void test("changes how long a rule waits and holds on", () => {
  const rule = { alert: "A", expr: "a", for: "5m", keep_firing_for: "2m" };

  deepStrictEqual(
    mutantsOf(rule).map((mutant) => mutant.rule),
    [
      { ...rule, for: "150s" },
      { ...rule, for: "600s" },
      { alert: "A", expr: "a", for: "5m" },
    ],
  );
});

void test("tells of each mutant what was done", () => {
  for (const { what } of mutantsOf({ alert: "A", expr: 'rate(a{b="1"}[5m]) > 1 unless c', for: "1m" }))
    ok(what.length > 0);
});
