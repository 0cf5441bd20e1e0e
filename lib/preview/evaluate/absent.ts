import { unwrapped, type Call } from "../../promql/expression";
import type { Labels } from "../sources";
import type { Compiled, CompiledVector } from "./compiled";
import { NAME } from "./label-sets";
import type { Scope } from "./scope";

/** 1 where there is nothing, with the labels that the selector demands. */
export function absent(node: Call, args: readonly Compiled[], { sets }: Scope): CompiledVector {
  const [arg] = args;
  const labels = sets.canonical(demanded(node));
  return {
    type: "vector",
    at: (moment) => {
      const isThere = arg?.type === "vector" ? arg.at(moment).length > 0 : arg?.type === "range" && isAny(arg, moment);
      return isThere ? [] : [{ labels, value: 1 }];
    },
  };
}

function isAny({ at }: Extract<Compiled, { type: "range" }>, moment: Parameters<typeof at>[0]): boolean {
  return at(moment).series.length > 0;
}

function demanded({ args: [arg] }: Call): Labels {
  if (!arg) return {};
  const argument = unwrapped(arg);
  const selector = argument.kind === "range" ? argument.of : argument;
  if (selector.kind !== "selector") return {};
  const { matchers } = selector;
  // Of a label that is demanded more than once, nothing is known.
  const once = matchers.filter(({ label }) => matchers.filter((other) => other.label === label).length === 1);
  const equal = once.filter(({ operator, label }) => operator === "=" && label !== NAME);
  return Object.fromEntries(equal.map(({ label, value: { value } }) => [label, value]));
}
