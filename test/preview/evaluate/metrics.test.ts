import { metrics } from "../../../lib/preview/evaluate";
import { NoAnswer } from "../../../lib/preview/sources";
import { aSeries, aStorage } from "./storages";

const TO = 1_768_478_400;
const range = { from: TO - 120, to: TO, step: 60 };

const answering = metrics(
  aStorage([
    aSeries("up", { pod: "a" }, 1),
    aSeries("up", { pod: "b" }, (time) => (time === TO - 60 ? undefined : 0)),
    aSeries("up", { pod: "ended" }, (time) => (time < TO - 90 ? 1 : undefined)),
  ]),
);

test("a curve has no point where its series is not there", async () => {
  const curves = await answering.range("up", range);

  expect(curves).toEqual([
    {
      labels: { __name__: "up", pod: "a" },
      points: [
        [TO - 120, 1],
        [TO - 60, 1],
        [TO, 1],
      ],
    },
    {
      labels: { __name__: "up", pod: "b" },
      points: [
        [TO - 120, 0],
        [TO, 0],
      ],
    },
    { labels: { __name__: "up", pod: "ended" }, points: [[TO - 120, 1]] },
  ]);
});

test("a number is one curve, and so is a sum that takes its place", async () => {
  const [time] = await answering.range("time()", range);
  const sums = await answering.range("sum(up < 0) or vector(3)", range);

  expect(time).toEqual({
    labels: {},
    points: [
      [TO - 120, TO - 120],
      [TO - 60, TO - 60],
      [TO, TO],
    ],
  });
  expect(sums).toEqual([
    {
      labels: {},
      points: [
        [TO - 120, 3],
        [TO - 60, 3],
        [TO, 3],
      ],
    },
  ]);
});

test("at a moment, there is what is there then", async () => {
  expect(await answering.instant("count(up)", TO - 60)).toEqual([{ labels: {}, value: 1 }]);
});

test("values of a label are those of all series within the range, sorted", async () => {
  expect(await answering.labelValues('up{pod!="a"}', "pod", range)).toEqual(["b", "ended"]);
});

test("what is not evaluated is told by the promise", async () => {
  await expect(answering.range("histogram_avg(up)", range)).rejects.toThrow(NoAnswer);
});
