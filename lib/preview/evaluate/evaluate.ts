import { parse, typeProblems } from "../../promql";
import { NoAnswer, type Sample } from "../sources";
import { compile } from "./compile";
import type { Compiled, Moment } from "./compiled";
import { scope, type Scope } from "./scope";
import type { Storage } from "./storage";

/**
 * What an expression of PromQL is at a moment, in seconds since 1970; a number is one sample without labels. The range is
 * what `@ start()` and `@ end()` mean. What was found is kept for the storage, which must say the same when it is asked again.
 * Throws {@link NoAnswer} for what Prometheus would refuse, and for what is not evaluated here.
 */
export function evaluate(
  expr: string,
  storage: Storage,
  time: number,
  range: { readonly from: number; readonly to: number },
): readonly Sample[] {
  return resultAt(compiledOf(expr, storage), { time, from: range.from, to: range.to });
}

interface Known {
  readonly scope: Scope;
  readonly expressions: Map<string, Compiled>;
}

const known = new WeakMap<Storage, Known>();

function compiledOf(expr: string, storage: Storage): Compiled {
  const of = known.get(storage) ?? { scope: scope(storage), expressions: new Map<string, Compiled>() };
  known.set(storage, of);
  const hit = of.expressions.get(expr);
  if (hit) return hit;
  const { tree, problem } = parse(expr);
  const [wrong] = tree ? typeProblems(tree, expr) : [problem];
  if (!tree || wrong) throw new NoAnswer(`${wrong?.got ?? expr}: expected ${wrong?.expected ?? "PromQL"}`);
  const fresh = compile(tree, expr, of.scope);
  of.expressions.set(expr, fresh);
  return fresh;
}

function resultAt(compiled: Compiled, moment: Moment): readonly Sample[] {
  switch (compiled.type) {
    case "vector":
      return compiled.at(moment);
    case "scalar":
      return [{ labels: {}, value: compiled.at(moment) }];
    case "range":
    case "string":
      throw new NoAnswer(`an expression that is a ${compiled.type}, and no series or number, has no values`);
  }
}
