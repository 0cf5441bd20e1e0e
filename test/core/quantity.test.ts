import { quantity } from "../../lib/core";

test.each([
  ["250m", 0.25],
  ["0.5", 0.5],
  ["128Mi", 134_217_728],
  [134_217_728, 134_217_728],
  ["1e3", 1_000],
  ["5k", 5_000],
  ["100n", 1e-7],
])("%p is %d", (text, number) => {
  expect(quantity(text)).toBeCloseTo(number, 9);
});

test.each(["256 Mi", "", "Mi", undefined, {}])("%p is no quantity", (text) => {
  expect(quantity(text)).toBeNaN();
});
