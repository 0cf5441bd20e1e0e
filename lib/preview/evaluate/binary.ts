import { COMPARISONS, SET_OPERATORS, type Binary } from "../../promql/expression";
import { NoAnswer, type Labels } from "../sources";
import type { Compiled, CompiledScalar, CompiledVector, Vector } from "./compiled";
import { joined } from "./join";
import { NAME, type Projection } from "./label-sets";
import { operation, type Operation } from "./operators";
import type { Scope } from "./scope";

/** An operator with its sides, ready to be evaluated. */
export function binary(node: Binary, left: Compiled, right: Compiled, scope: Scope): Compiled {
  if (SET_OPERATORS.has(node.operator)) return setOperation(node, left, right, scope);
  const operate = operation(node.operator, node.bool);
  if (!operate) throw new NoAnswer(`the operator ${node.operator} is not evaluated in a preview`);
  if (left.type === "scalar" && right.type === "scalar") return betweenNumbers(operate, left, right);
  if (left.type === "vector" && right.type === "vector") {
    const join = joined(node, operate, scope);
    return { type: "vector", at: (moment) => join(left.at(moment), right.at(moment)) };
  }
  const labelsOf: Projection = COMPARISONS.has(node.operator) && !node.bool ? (labels) => labels : scope.nameless;
  if (left.type === "vector" && right.type === "scalar") {
    return withNumber(left, right, labelsOf, (series, number) => operate(series, number, series));
  }
  if (left.type === "scalar" && right.type === "vector") {
    return withNumber(right, left, labelsOf, (series, number) => operate(number, series, series));
  }
  throw new NoAnswer(`${node.operator} between a ${left.type} and a ${right.type} cannot be evaluated`);
}

function betweenNumbers(operate: Operation, left: CompiledScalar, right: CompiledScalar): CompiledScalar {
  return {
    type: "scalar",
    at: (moment) => {
      const a = left.at(moment);
      return operate(a, right.at(moment), a) ?? NaN;
    },
  };
}

function withNumber(
  vector: CompiledVector,
  scalar: CompiledScalar,
  labelsOf: Projection,
  operate: (series: number, number: number) => number | undefined,
): CompiledVector {
  return {
    type: "vector",
    at: (moment) => {
      const number = scalar.at(moment);
      return vector.at(moment).flatMap((sample) => {
        const value = operate(sample.value, number);
        return value === undefined ? [] : [{ labels: labelsOf(sample.labels), value }];
      });
    },
  };
}

function setOperation({ operator, matching }: Binary, left: Compiled, right: Compiled, { sets }: Scope): Compiled {
  if (left.type !== "vector" || right.type !== "vector") throw new NoAnswer(`${operator} is between series alone`);
  const key = matching?.on ? sets.keeping(matching.labels) : sets.dropping([...(matching?.labels ?? []), NAME]);
  const keys = (vector: Vector): ReadonlySet<Labels> => new Set(vector.map(({ labels }) => key(labels)));
  const within = (vector: Vector, among: ReadonlySet<Labels>, wanted: boolean): Vector =>
    vector.filter(({ labels }) => among.has(key(labels)) === wanted);
  switch (operator) {
    case "and":
      return {
        type: "vector",
        at: (moment) => {
          const found = left.at(moment);
          return found.length === 0 ? found : within(found, keys(right.at(moment)), true);
        },
      };
    case "unless":
      return {
        type: "vector",
        at: (moment) => {
          const found = left.at(moment);
          return found.length === 0 ? found : within(found, keys(right.at(moment)), false);
        },
      };
    default:
      return {
        type: "vector",
        at: (moment) => {
          const found = left.at(moment);
          return [...found, ...within(right.at(moment), keys(found), false)];
        },
      };
  }
}
