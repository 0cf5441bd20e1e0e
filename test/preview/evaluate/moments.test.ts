import { momentsWithin, samplingStep } from "../../../lib/preview/evaluate/moments";

test("a window is looked at at multiples of its step, after its begin and not after its end", () => {
  expect(momentsWithin(1000, 60)).toEqual([945, 960, 975, 990]);
  expect(momentsWithin(960, 60)).toEqual([915, 930, 945, 960]);
});

test.each([
  ["5m", 300, 15],
  ["15m", 900, 15],
  ["1h", 3600, 60],
  ["6h", 21_600, 600],
  ["3d", 259_200, 7200],
  ["30d", 2_592_000, 43_200],
  ["a year", 31_536_000, 525_600],
])("a window of %s is looked at at most 60 times", (_, range, step) => {
  expect(samplingStep(range)).toBe(step);
  expect(range / step).toBeLessThanOrEqual(60);
});
