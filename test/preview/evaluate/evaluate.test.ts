import { evaluate, type Storage } from "../../../lib/preview/evaluate";
import { NoAnswer, type Sample } from "../../../lib/preview/sources";
import { aSeries, aStorage } from "./storages";

const NOW = 1_768_478_400;

const storage = aStorage([
  aSeries("up", { job: "a", pod: "a-1" }, 1),
  aSeries("up", { job: "a", pod: "a-2" }, 0),
  aSeries("up", { job: "b" }, 1),
  aSeries("served_total", { job: "a" }, (time) => 2 * (time - NOW) + 10_000),
  aSeries("began", { job: "a" }, (time) => (time > NOW - 60 ? 1 : undefined)),
]);

test.each([
  ["up", [{ labels: { __name__: "up", job: "b" }, value: 1 }], 'up{pod=""}'],
  [
    "a sum",
    [
      { labels: { job: "a" }, value: 1 },
      { labels: { job: "b" }, value: 1 },
    ],
    "sum by (job) (up)",
  ],
  ["a rate", [{ labels: { job: "a" }, value: 2 }], "rate(served_total[5m])"],
  ["a rate over days", [{ labels: { job: "a" }, value: 2 }], "rate(served_total[1d])"],
  ["a number", [{ labels: {}, value: 7 }], "1 + 2 * 3"],
  ["a sign, which binds less than a power", [{ labels: {}, value: -1 }], "-1 ^ 2"],
  ["a sign behind a power", [{ labels: {}, value: 0.5 }], "2 ^ -1 ^ 2"],
  [
    "as many samples in an hour as there are scrapes",
    [{ labels: { job: "b" }, value: 240 }],
    'sum_over_time(up{job="b"}[1h])',
  ],
  ["how many samples an hour has", [{ labels: { job: "b" }, value: 240 }], 'count_over_time(up{job="b"}[1h])'],
  ["a comparison", [{ labels: { __name__: "up", job: "a", pod: "a-2" }, value: 0 }], "up == 0"],
  ["what is not there", [], "down"],
] as const)("finds %s", (_, expected, expr) => {
  expect(at(expr)).toEqual(expected);
});

test("a series without points enough has no rate", () => {
  expect(at("rate(began[15s])")).toEqual([]);
});

test("an end of the range is the moment of `@ end()`", () => {
  const range = { from: NOW - 600, to: NOW };

  const early = evaluate("began @ end()", storage, NOW - 600, range);

  expect(early).toHaveLength(1);
  expect(evaluate("began @ start()", storage, NOW, range)).toEqual([]);
});

test("the same expression in another range has the ends of that one", () => {
  const first = evaluate("served_total @ end()", storage, NOW - 60, { from: NOW - 60, to: NOW });
  const second = evaluate("served_total @ end()", storage, NOW - 60, { from: NOW - 60, to: NOW - 30 });

  expect(first[0]?.value).toBe(10_000);
  expect(second[0]?.value).toBe(9940);
});

test.each([
  ["native histograms", "histogram_count(up)", "histogram_count(…) is not evaluated in a preview"],
  ["what is experimental", "double_exponential_smoothing(up[5m], 0.5, 0.5)", "experimental"],
  ["what is no PromQL", "sum(", "PromQL"],
  ["a text", '"up"', "string"],
  ["a range", "up[5m]", "range"],
  ["flags in the middle of a pattern", 'up{job=~"a(?i)b"}', "pattern"],
  ["two series for one", 'up{job="a"} / on (job) up{job="a"}', "duplicate series"],
  ["many to one that is not told", 'up{job="a"} / on (job) served_total', "many-to-one"],
  ["series that become the same", 'label_replace(up, "pod", "", "", "") and up', "same labelset"],
])("tells of %s", (_, expr, why) => {
  expect(() => at(expr)).toThrow(NoAnswer);
  expect(() => at(expr)).toThrow(why);
});

test("a storage is asked once for each metric, selector and moment", () => {
  const asked: string[] = [];
  const counting: Storage = {
    names: () => storage.names(),
    series: (name, time) => {
      asked.push(`${name} ${time}`);
      return storage.series(name, time);
    },
  };

  const range = { from: NOW - 600, to: NOW };
  for (let time = range.from; time <= range.to; time += 60) evaluate("rate(served_total[5m])", counting, time, range);

  expect(asked).toHaveLength(new Set(asked).size);
  expect(asked).toHaveLength((600 + 300) / 15);
});

function at(expr: string): readonly Sample[] {
  return evaluate(expr, storage, NOW, { from: NOW, to: NOW });
}
