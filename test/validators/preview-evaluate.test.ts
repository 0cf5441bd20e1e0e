/** What a preview evaluates itself is what Prometheus evaluates over the same series. */
import { evaluate, metrics } from "../../lib/preview/evaluate";
import { NoAnswer, type Curve } from "../../lib/preview/sources";
import { aStorage } from "../preview/evaluate/storages";
import { aPrometheus, type Answered, type RunningPrometheus } from "./a-prometheus";
import { END, MOMENTS, quick, slow, START } from "./made-up-series";
import { expressions, graphs, impossible } from "./preview-expressions";

const storage = aStorage([...quick, ...slow]);
const RANGE = { from: END - 1800, to: END - 60, step: 60 };

let prometheus: RunningPrometheus;

beforeAll(async () => {
  prometheus = await aPrometheus([
    { series: quick, interval: 15, from: START, to: END },
    { series: slow, interval: 60, from: START, to: END },
  ]);
}, 60_000);

const questions = MOMENTS.flatMap((time) => expressions.map((expr) => [minutes(time), expr, time] as const));

test.each(questions)("at minute %i, both find the same of %s", async (_, expr, time) => {
  const theirs = await prometheus.instant(expr, time);

  const ours = evaluate(expr, storage, time, { from: time, to: time });

  const curves = ours.map(({ labels, value }) => ({ labels, points: [[time, value] as const] }));
  expect(comparable(curves, expr)).toEqual(comparable(theirs, expr));
});

test.each(graphs)("over a range, both find the same of %s", async (expr) => {
  const theirs = await prometheus.range(expr, RANGE);

  const ours = await metrics(storage).range(expr, RANGE);

  expect(ours.length).toBeGreaterThan(0);
  expect(rounded(ours)).toEqual(rounded(theirs));
});

test.each(impossible)("neither has an answer to %s", async (expr) => {
  const [time = END] = MOMENTS;

  const theirs = await prometheus.instant(expr, time);

  expect(theirs).toBeUndefined();
  expect(() => evaluate(expr, storage, time, { from: time, to: time })).toThrow(NoAnswer);
});

test("most of the expressions find something", () => {
  const [time = END] = MOMENTS;

  const empty = expressions.filter((expr) => evaluate(expr, storage, time, { from: time, to: time }).length === 0);

  expect(empty.length).toBeLessThan(expressions.length / 10);
});

function minutes(time: number): number {
  return (time - START) / 60;
}

/** Results with rounded values, in an order that does not matter unless it is what the expression is about. */
function comparable(results: readonly (Answered | Curve)[] | undefined, expr: string): unknown {
  const lines = rounded(results);
  return expr.startsWith("sort") ? lines : lines?.toSorted((a, b) => (a.series < b.series ? -1 : 1));
}

function rounded(
  results: readonly (Answered | Curve)[] | undefined,
): { series: string; points: unknown }[] | undefined {
  return results?.map(({ labels, points }) => {
    const sorted = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return { series: JSON.stringify(sorted), points: points.map(([time, value]) => [time, sevenDigits(value)]) };
  });
}

/** What is left of a difference that is 0 is 0. */
function sevenDigits(value: number): string {
  return Math.abs(value) < 1e-9 ? "0" : `${Number(value.toPrecision(7))}`;
}
