import { formatValue, tickStep } from "../../../lib/preview/draw/format";

const NOW = 1_768_478_400;

it.each([
  [0.0234, "percentunit", "2.34%"],
  [1, "percentunit", "100%"],
  [0.9, "percent", "0.9%"],
  [1536, "bytes", "1.5 KiB"],
  [268_435_456, "bytes", "256 MiB"],
  [2048, "binBps", "2 KiB/s"],
  [0.02, "s", "20 ms"],
  [0.0000213, "s", "21.3 µs"],
  [0, "s", "0 s"],
  [90, "s", "1.5 min"],
  [3600, "s", "1 hour"],
  [7200, "s", "2 hours"],
  [1_209_600, "s", "2 weeks"],
  [1500, "ms", "1.5 s"],
  [0.5, "ms", "0.5 ms"],
  [0, "ms", "0 ms"],
  [-0.4527, "percentunit", "-45%"],
  [1_520_000, "µs", "1.52 s"],
  [1234, "short", "1.23 K"],
  [12, "short", "12"],
  [1234.5, "reqps", "1.23K req/s"],
  [2_500_000, "reqps", "2.5M req/s"],
  [0.5, "cps", "0.5 c/s"],
  [3, "cpm", "3 c/m"],
  [0.25, "suffix:cores", "0.25 cores"],
  [(NOW - 180) * 1000, "dateTimeFromNow", "3 minutes ago"],
  [(NOW - 5400) * 1000, "dateTimeFromNow", "2 hours ago"],
  [-1536, "bytes", "-1.5 KiB"],
  [Number.NaN, "short", "NaN"],
  [Infinity, "s", "∞"],
])("writes %d in %s as %s", (value, unit, written) => {
  expect(formatValue(value, unit, NOW)).toBe(written);
});

it.each([
  [100, 4, "short", 25],
  [300 * 1024 ** 2, 3, "bytes", 100 * 1024 ** 2],
  [7200, 4, "s", 1800],
])("divides an axis up to %d into at most %d round steps of %s", (max, most, unit, step) => {
  expect(tickStep(max, most, unit)).toBeCloseTo(step);
});
