import type { Aggregation } from "../../promql/expression";
import { NoAnswer, type Labels, type Sample } from "../sources";
import { argument, type Compiled, type CompiledVector, type Moment, type Vector } from "./compiled";
import { NAME, type Projection } from "./label-sets";
import { formatted, mean, quantile, variance } from "./numbers";
import type { Scope } from "./scope";

/** An aggregation that is ready to be evaluated. */
export function aggregation(node: Aggregation, args: readonly Compiled[], scope: Scope): CompiledVector {
  const { operator } = node;
  const vector = argument(args, args.length - 1, "vector");
  const project = grouping(node, scope);
  const grouped = (moment: Moment): Map<Labels, Sample[]> => groups(vector.at(moment), project);
  if (operator === "topk" || operator === "bottomk") {
    const count = argument(args, 0, "scalar");
    const isWorse = operator === "topk" ? isLess : (a: number, b: number) => isLess(-a, -b);
    return {
      type: "vector",
      at: (moment) => best([...grouped(moment).values()], Math.trunc(count.at(moment)), isWorse),
    };
  }
  if (operator === "count_values") {
    const { value: label } = argument(args, 0, "string");
    return { type: "vector", at: (moment) => counted(grouped(moment), label, scope) };
  }
  if (operator === "quantile") {
    const q = argument(args, 0, "scalar");
    return { type: "vector", at: (moment) => reduced(grouped(moment), (all) => quantile(q.at(moment), all)) };
  }
  const reduce = REDUCTIONS.get(operator);
  if (!reduce) throw new NoAnswer(`${operator}(…) is not evaluated in a preview`);
  return { type: "vector", at: (moment) => reduced(grouped(moment), reduce) };
}

const REDUCTIONS: ReadonlyMap<string, (values: readonly number[]) => number> = new Map([
  ["sum", (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)],
  ["avg", mean],
  ["count", (values: readonly number[]) => values.length],
  ["group", () => 1],
  ["max", (values: readonly number[]) => values.reduce((best, value) => (isLess(best, value) ? value : best))],
  ["min", (values: readonly number[]) => values.reduce((best, value) => (isLess(-best, -value) ? value : best))],
  ["stdvar", variance],
  ["stddev", (values: readonly number[]) => Math.sqrt(variance(values))],
]);

/** What is no number is less than every number. */
function isLess(a: number, b: number): boolean {
  return a < b || (Number.isNaN(a) && !Number.isNaN(b));
}

function grouping({ grouping: by }: Aggregation, { sets }: Scope): Projection {
  if (!by) return () => sets.none;
  return by.without ? sets.dropping([...by.labels, NAME]) : sets.keeping(by.labels);
}

function groups(vector: Vector, project: Projection): Map<Labels, Sample[]> {
  const found = new Map<Labels, Sample[]>();
  for (const sample of vector) {
    const labels = project(sample.labels);
    const group = found.get(labels);
    if (group) group.push(sample);
    else found.set(labels, [sample]);
  }
  return found;
}

function reduced(found: ReadonlyMap<Labels, readonly Sample[]>, reduce: (values: readonly number[]) => number): Vector {
  return [...found].map(([labels, samples]) => ({ labels, value: reduce(samples.map(({ value }) => value)) }));
}

function best(
  found: readonly (readonly Sample[])[],
  count: number,
  isWorse: (a: number, b: number) => boolean,
): Vector {
  if (!(count >= 1)) return [];
  return found.flatMap((samples) =>
    samples.toSorted((a, b) => (isWorse(a.value, b.value) ? 1 : isWorse(b.value, a.value) ? -1 : 0)).slice(0, count),
  );
}

function counted(found: ReadonlyMap<Labels, readonly Sample[]>, label: string, { sets }: Scope): Vector {
  const counts = new Map<Labels, number>();
  for (const [group, samples] of found) {
    for (const { value } of samples) {
      const labels = sets.canonical({ ...group, [label]: formatted(value) });
      counts.set(labels, (counts.get(labels) ?? 0) + 1);
    }
  }
  return [...counts].map(([labels, value]) => ({ labels, value }));
}
