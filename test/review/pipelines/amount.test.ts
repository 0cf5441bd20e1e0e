import { amount, direction, milliseconds } from "../../../lib/review/findings/pipelines/amount";

test.each([
  ["15s", 15_000],
  ["1h30m", 5_400_000],
  ["720h0m0s", 2_592_000_000],
  ["0", 0],
  [0, 0],
  ["4w2d", 2_592_000_000],
  ["soon", undefined],
  ["15", undefined],
  [{}, undefined],
])("%j is %j milliseconds", (value, expected) => {
  expect(milliseconds(value)).toBe(expected);
});

test.each([
  [48, 48],
  ["16MB", 16 * 1024 ** 2],
  ["16384KB", 16 * 1024 ** 2],
  ["64MiB", 64 * 1024 ** 2],
  ["1.5", 1.5],
  ["15s", undefined],
  [undefined, undefined],
])("%j is an amount of %j", (value, expected) => {
  expect(amount(value)).toBe(expected);
});

test("the direction of what is not comparable is unknown", () => {
  expect(direction("15s", "1MB")).toBeUndefined();
  expect(direction(undefined, "15s")).toBeUndefined();
});
