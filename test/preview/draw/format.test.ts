import { formatTick, formatValue, tickStep } from "../../../lib/preview/draw/format";

const NOW = 1_768_478_400;

it.each([
  [0.0234, "percentunit", "2.34%"],
  [1, "percentunit", "100%"],
  [0.9, "percent", "0.900%"],
  [1536, "bytes", "1.50 KiB"],
  [268_435_456, "bytes", "256 MiB"],
  [2048, "binBps", "2 KiB/s"],
  [0.02, "s", "20 ms"],
  [0.0000213, "s", "21.3 µs"],
  [0, "s", "0 s"],
  [90, "s", "1.50 min"],
  [7200, "s", "2 hour"],
  [1500, "ms", "1.50 s"],
  [1_520_000, "µs", "1.52 s"],
  [1234, "short", "1.23 K"],
  [12, "short", "12"],
  [1234.5, "reqps", "1.23K req/s"],
  [0.5, "cps", "0.500 c/s"],
  [3, "cpm", "3 c/m"],
  [0.25, "suffix:cores", "0.250 cores"],
  [(NOW - 180) * 1000, "dateTimeFromNow", "3 minutes ago"],
  [(NOW - 5400) * 1000, "dateTimeFromNow", "2 hours ago"],
  [-1536, "bytes", "-1.50 KiB"],
  [Number.NaN, "short", "NaN"],
  [Infinity, "s", "∞"],
])("writes %d in %s as %s", (value, unit, written) => {
  expect(formatValue(value, unit, NOW)).toBe(written);
});

it.each([
  [0.5, "short", "0.5"],
  [100, "reqps", "100 req/s"],
  [1.5, "s", "1.5 s"],
  [1536, "bytes", "1.5 KiB"],
])("leaves out zeros at the end of an axis value: %d in %s is %s", (value, unit, written) => {
  expect(formatTick(value, unit, NOW)).toBe(written);
});

it.each([
  [100, 4, "short", 25],
  [300 * 1024 ** 2, 3, "bytes", 100 * 1024 ** 2],
  [7200, 4, "s", 1800],
])("divides an axis up to %d into at most %d round steps of %s", (max, most, unit, step) => {
  expect(tickStep(max, most, unit)).toBeCloseTo(step);
});
