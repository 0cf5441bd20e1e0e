import type { Expression, Range, Selector, Shift, Subquery } from "../../promql/expression";
import { NoAnswer } from "../sources";
import { aggregation } from "./aggregation";
import { binary } from "./binary";
import { call } from "./call";
import type { Compiled, CompiledVector, Moment } from "./compiled";
import { dependsOnBounds, isInvariant } from "./invariance";
import { multiplesWithin } from "./moments";
import type { Scope } from "./scope";
import { collected, vectorOf, windowOf } from "./selection";

/** The step of subqueries that have none, in seconds: Prometheus' own default of the evaluation interval. */
const SUBQUERY_STEP = 60;

/** Makes an expression ready to be evaluated, at any moment. Throws {@link NoAnswer} where something of it is not known. */
export function compile(expression: Expression, text: string, scope: Scope): Compiled {
  const compiled = compiledAnew(expression, text, scope);
  if (compiled.type !== "vector") return compiled;
  // `topk(…, max_over_time(x[1h] @ end()))` is the same all along a graph.
  if (isInvariant(expression)) return keptWithin(compiled);
  const isCostly = expression.kind === "call" && expression.args.some(({ kind }) => kind === "range");
  return isCostly && !dependsOnBounds(expression)
    ? scope.kept(text.slice(expression.from, expression.to), compiled)
    : compiled;
}

function compiledAnew(expression: Expression, text: string, scope: Scope): Compiled {
  const inner = (each: Expression): Compiled => compile(each, text, scope);
  switch (expression.kind) {
    case "number": {
      const { value } = expression;
      return { type: "scalar", at: () => value };
    }
    case "string":
      return { type: "string", value: expression.value };
    case "parenthesis":
      return inner(expression.of);
    case "unary":
      return expression.sign === "-" ? negative(inner(expression.of), scope) : inner(expression.of);
    case "selector":
      return selected(expression, scope);
    case "range":
      return window(expression, scope);
    case "subquery":
      return subquery(expression, inner(expression.of));
    case "binary":
      return binary(expression, inner(expression.left), inner(expression.right), scope);
    case "call":
      return call(expression, expression.args.map(inner), scope);
    case "aggregation":
      return aggregation(expression, expression.args.map(inner), scope);
  }
}

function selected(selector: Selector, scope: Scope): CompiledVector {
  const select = scope.select(selector);
  const time = shifted(selector);
  return { type: "vector", at: (moment) => vectorOf(select(time(moment))), timestamp: time };
}

function window({ of, range, ...shift }: Range, scope: Scope): Compiled {
  const select = scope.select(of);
  const end = shifted(shift);
  return { type: "range", at: (moment) => windowOf(select, end(moment), range) };
}

function subquery({ range, step = SUBQUERY_STEP, ...shift }: Subquery, of: Compiled): Compiled {
  if (of.type !== "vector") throw new NoAnswer(`a subquery of a ${of.type} cannot be evaluated`);
  const end = shifted(shift);
  return {
    type: "range",
    at: (moment) => {
      const to = end(moment);
      const columns = multiplesWithin(to, range, step).map((time) => {
        const vector = of.at({ ...moment, time });
        return [time, { labels: vector.map((s) => s.labels), values: vector.map((s) => s.value) }] as const;
      });
      return { from: to - range, to, series: collected(columns) };
    },
  };
}

/** The moment that a selection looks at. */
function shifted({ at, offset = 0 }: Shift): (moment: Moment) => number {
  if (at === "start") return ({ from }) => from - offset;
  if (at === "end") return ({ to }) => to - offset;
  if (at !== undefined) return () => at - offset;
  return ({ time }) => time - offset;
}

function negative(of: Compiled, { nameless }: Scope): Compiled {
  if (of.type === "scalar") return { type: "scalar", at: (moment) => -of.at(moment) };
  if (of.type !== "vector") throw new NoAnswer(`a sign before a ${of.type} cannot be evaluated`);
  return {
    type: "vector",
    at: (moment) => of.at(moment).map(({ labels, value }) => ({ labels: nameless(labels), value: -value })),
  };
}

/** Evaluates once for each range of a query. */
function keptWithin(vector: CompiledVector): CompiledVector {
  const { at } = vector;
  const known = new Map<string, ReturnType<typeof at>>();
  return {
    ...vector,
    at: (moment) => {
      const key = `${moment.from}/${moment.to}`;
      const hit = known.get(key);
      if (hit) return hit;
      const fresh = at({ ...moment, time: moment.from });
      known.set(key, fresh);
      return fresh;
    },
  };
}
