import type { Expression } from "../../promql/expression";

/** Functions whose result is another one at another moment, whatever their arguments are. */
const OF_THE_MOMENT: ReadonlySet<string> = new Set([
  ..."time timestamp day_of_month day_of_week day_of_year days_in_month hour minute month year".split(" "),
  "predict_linear",
]);

/** Whether an expression is the same at all moments of a query, as everything in it has `@`. */
export function isInvariant(expression: Expression): boolean {
  switch (expression.kind) {
    case "number":
    case "string":
      return true;
    case "selector":
    case "range":
    case "subquery":
      return expression.at !== undefined;
    case "call":
      return !OF_THE_MOMENT.has(expression.function) && expression.args.every(isInvariant);
    case "parenthesis":
    case "unary":
    case "binary":
    case "aggregation":
      return partsOf(expression).every(isInvariant);
  }
}

/** Whether it has `@ start()` or `@ end()`, so that it is another one in another query. */
export function dependsOnBounds(expression: Expression): boolean {
  const hasBound = "at" in expression && typeof expression.at === "string";
  return hasBound || partsOf(expression).some(dependsOnBounds);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "number":
    case "string":
    case "selector":
      return [];
    case "range":
    case "subquery":
    case "parenthesis":
    case "unary":
      return [expression.of];
    case "binary":
      return [expression.left, expression.right];
    case "call":
    case "aggregation":
      return expression.args;
  }
}
