import type { Call } from "../../promql/expression";
import { NoAnswer } from "../sources";
import { absent } from "./absent";
import { argument, optionalScalar, type Compiled, type CompiledVector, type Moment, type Vector } from "./compiled";
import { histogramQuantile } from "./histogram-quantile";
import { labelJoin, labelReplace } from "./label-functions";
import { CALENDAR, OF_NUMBERS } from "./number-functions";
import { overRange } from "./range-functions";
import type { Scope } from "./scope";
import { distinct } from "./vectors";

/** A function with its arguments, ready to be evaluated. Throws {@link NoAnswer} for those that are not known. */
export function call(node: Call, args: readonly Compiled[], scope: Scope): Compiled {
  const { function: name } = node;
  const ofNumber = OF_NUMBERS.get(name);
  if (ofNumber) return each(argument(args, 0, "vector"), scope, ofNumber);
  const ofDate = CALENDAR.get(name);
  if (ofDate) return each(args[0] ? argument(args, 0, "vector") : NOW, scope, (seconds) => ofDate(dateOf(seconds)));
  const special = SPECIAL.get(name);
  if (special) return special(args, node, scope);
  const ranged = overRange(name, args, scope);
  if (ranged) return ranged;
  throw new NoAnswer(`${name}(…) is not evaluated in a preview`);
}

type Special = (args: readonly Compiled[], node: Call, scope: Scope) => Compiled;

const SPECIAL: ReadonlyMap<string, Special> = new Map<string, Special>([
  ["time", () => ({ type: "scalar", at: ({ time }) => time })],
  ["pi", () => ({ type: "scalar", at: () => Math.PI })],
  ["vector", (args, _, { sets }) => asVector(argument(args, 0, "scalar").at, sets.none)],
  ["scalar", (args) => asScalar(argument(args, 0, "vector"))],
  ["timestamp", (args, _, scope) => timestamp(argument(args, 0, "vector"), scope)],
  ["sort", (args) => sorted(argument(args, 0, "vector"), 1)],
  ["sort_desc", (args) => sorted(argument(args, 0, "vector"), -1)],
  ["round", round],
  ["clamp", (args, _, scope) => clamp(args, argument(args, 1, "scalar").at, argument(args, 2, "scalar").at, scope)],
  ["clamp_min", (args, _, scope) => clamp(args, argument(args, 1, "scalar").at, () => Infinity, scope)],
  ["clamp_max", (args, _, scope) => clamp(args, () => -Infinity, argument(args, 1, "scalar").at, scope)],
  ["absent", (args, node, scope) => absent(node, args, scope)],
  ["absent_over_time", (args, node, scope) => absent(node, args, scope)],
  ["label_replace", (args, _, scope) => labelReplace(args, scope)],
  ["label_join", (args, _, scope) => labelJoin(args, scope)],
  ["histogram_quantile", (args, _, scope) => histogramQuantile(args, scope)],
]);

const NOW: CompiledVector = { type: "vector", at: ({ time }) => [{ labels: {}, value: time }] };

function dateOf(seconds: number): Date {
  return new Date(Math.floor(seconds) * 1000);
}

function each(vector: CompiledVector, { nameless }: Scope, of: (value: number) => number): CompiledVector {
  return {
    type: "vector",
    at: (moment) =>
      distinct(vector.at(moment).map(({ labels, value }) => ({ labels: nameless(labels), value: of(value) }))),
  };
}

function asVector(at: (moment: Moment) => number, labels: Vector[number]["labels"]): CompiledVector {
  return { type: "vector", at: (moment) => [{ labels, value: at(moment) }] };
}

function asScalar(vector: CompiledVector): Compiled {
  return {
    type: "scalar",
    at: (moment) => {
      const [only, another] = vector.at(moment);
      return only && !another ? only.value : NaN;
    },
  };
}

function timestamp(vector: CompiledVector, { nameless }: Scope): CompiledVector {
  const { at, timestamp: when = ({ time }: Moment) => time } = vector;
  return {
    type: "vector",
    at: (moment) => at(moment).map(({ labels }) => ({ labels: nameless(labels), value: when(moment) })),
  };
}

function sorted(vector: CompiledVector, sign: number): CompiledVector {
  return {
    type: "vector",
    at: (moment) => vector.at(moment).toSorted((a, b) => sign * (a.value - b.value)),
  };
}

function round(args: readonly Compiled[], _: Call, scope: Scope): CompiledVector {
  const vector = argument(args, 0, "vector");
  const to = optionalScalar(args, 1, 1);
  return {
    type: "vector",
    at: (moment) => {
      // As Prometheus does it, which divides by the inverse: 0.1 is no exact number.
      const inverse = 1 / to.at(moment);
      return each(vector, scope, (value) => Math.floor(value * inverse + 0.5) / inverse).at(moment);
    },
  };
}

function clamp(
  args: readonly Compiled[],
  min: (moment: Moment) => number,
  max: (moment: Moment) => number,
  scope: Scope,
): CompiledVector {
  const vector = argument(args, 0, "vector");
  return {
    type: "vector",
    at: (moment) => {
      const [low, high] = [min(moment), max(moment)];
      if (low > high) return [];
      return each(vector, scope, (value) => Math.max(low, Math.min(high, value))).at(moment);
    },
  };
}
