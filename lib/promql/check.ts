import { Context } from "./context";
import { infer } from "./infer";
import { unknownSeries } from "./infer-selector";
import { parse } from "./parse";
import { patternChecker } from "./patterns";
import type { ExpressionProblem } from "./problem";
import type { Names, Series } from "./series";
import { shapeOf } from "./shape";
import { typeOf, typeProblems } from "./type-check";

/** What is known of an expression. */
export interface Checked {
  readonly problems: readonly ExpressionProblem[];
  /** What it results in. Of one with problems, as far as that can be told. */
  readonly result: Series;
}

/** Looks at an expression of a rule. */
export type ExpressionCheck = (expr: string) => Checked;

/**
 * A check for many expressions that see the same names. It looks at each shape once (an expression without the content of its texts),
 * and once more for each content of those few texts that matter, such as the value of `le`. The expressions of a thousand
 * services differ in little else, and cost a look into a table.
 */
export function expressionCheck(names: Names): ExpressionCheck {
  const known = new Map<string, KnownShape>();
  const patternProblem = patternChecker();
  const suggested = new Map<string, readonly string[]>();
  return (expr) => {
    const { shape, texts } = shapeOf(expr);
    const found = known.get(shape) ?? known.get(expr);
    const sound = found?.sound.get(relevantOf(expr, texts, found.relevant));
    if (sound && (texts.length === 0 || patternProblem(expr) === undefined)) return sound;
    const looked = look(expr, names, suggested);
    const pattern = looked.problems.length > 0 ? undefined : patternProblem(expr);
    if (pattern !== undefined) return { ...looked, problems: [{ got: expr, expected: pattern }] };
    // What is wrong is looked at again each time: its message holds the texts.
    if (looked.problems.length > 0) return looked;
    const relevant = looked.relevant.map((from) => texts.indexOf(from)).filter((i) => i >= 0);
    const key = looked.isOfItsOwn ? expr : shape;
    const entry = known.get(key) ?? { relevant: looked.isOfItsOwn ? [] : relevant, sound: new Map<string, Checked>() };
    const checked = { problems: looked.problems, result: looked.result };
    entry.sound.set(relevantOf(expr, texts, entry.relevant), checked);
    known.set(key, entry);
    return checked;
  };
}

interface KnownShape {
  /** Which of the numbers of its texts are the beginnings of those that matter. */
  readonly relevant: readonly number[];
  /** What was found without a problem, by the content of the texts that matter. */
  readonly sound: Map<string, Checked>;
}

function relevantOf(expr: string, texts: readonly number[], relevant: readonly number[]): string {
  let key = "";
  for (const i of relevant) key += expr.slice(texts[i], texts[i + 1]);
  return key;
}

interface Looked extends Checked {
  readonly relevant: readonly number[];
  readonly isOfItsOwn: boolean;
}

function look(expr: string, names: Names, suggested: Map<string, readonly string[]>): Looked {
  const { tree, problem } = parse(expr);
  if (!tree) return { problems: [problem], result: unknownSeries, relevant: [], isOfItsOwn: true };
  const types = typeProblems(tree, expr);
  if (types.length > 0) return { problems: types, result: unknownSeries, relevant: [], isOfItsOwn: true };
  const type = typeOf(tree);
  if (type === "range" || type === "string") {
    const expected =
      type === "range"
        ? "a range such as x[5m] only within functions such as rate(…)"
        : "an expression of numbers, not a text";
    return { problems: [{ got: expr, expected }], result: unknownSeries, relevant: [], isOfItsOwn: true };
  }
  const context = new Context(expr, names, suggested);
  const result = infer(tree, context);
  return {
    problems: context.problems,
    result,
    relevant: [...context.relevant].toSorted((a, b) => a - b),
    isOfItsOwn: context.hasQuotedNames,
  };
}
