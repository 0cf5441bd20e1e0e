import { parse } from "../../lib/promql";
import type { Expression } from "../../lib/promql/expression";

test.each([
  ["up[5m]", { range: 300 }],
  ["up[1h30m] offset 1d", { range: 5400, offset: 86_400 }],
  ["up offset -5m", { offset: -300 }],
  ["up offset 90", { offset: 90 }],
  ["up[1h:30s]", { range: 3600, step: 30 }],
  ["up @ end()", { at: "end" }],
  ["up[5m] @ start() offset 1m", { range: 300, at: "start", offset: 60 }],
  ["up @ 1609746000.5", { at: 1_609_746_000.5 }],
  ["up[10m:1m] offset 1m @ -5", { range: 600, step: 60, offset: 60, at: -5 }],
  ["-up", { sign: "-" }],
  ["+up", { sign: "+" }],
])("reads what times and signs %s has", (text, expected) => {
  expect(tree(text)).toMatchObject(expected);
});

test("a subquery without a step has none", () => {
  expect(tree("up[1h:]")).not.toHaveProperty("step");
});

test("a selector that nothing moves has neither an offset nor a moment", () => {
  const selector = tree("up");

  expect(selector).not.toHaveProperty("offset");
  expect(selector).not.toHaveProperty("at");
});

test("a modifier belongs to the operand before it alone", () => {
  expect(tree("up + up offset 5m")).toMatchObject({ left: { modifiers: [] }, right: { offset: 300 } });
});

test("a sign before a number binds less than a power, and more than other operators", () => {
  expect(tree("-1 ^ 2")).toMatchObject({ kind: "unary", of: { kind: "binary", left: { value: 1 } } });
  expect(tree("-1 * 2")).toMatchObject({ kind: "binary", operator: "*" });
});

function tree(text: string): Expression | undefined {
  return parse(text).tree;
}
