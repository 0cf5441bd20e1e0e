import fc from "fast-check";
import {
  durationSeconds,
  formatCpu,
  formatDuration,
  formatMemory,
  parseCpu,
  parseDuration,
  parseMemory,
  parsePercent,
  UnitError,
} from "../../lib/core";

test.each([
  ["500ms", 500],
  ["30s", 30_000],
  ["5m", 300_000],
  ["1h", 3_600_000],
  ["7d", 604_800_000],
  ["2w", 1_209_600_000],
])("reads the duration %s", (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each(["", "5", "5 m", "1.5h", "-5m", "5minutes", "1e3s", "Infinitys"])("refuses the duration %p", (text) => {
  expect(() => parseDuration(text)).toThrow(UnitError);
});

test("rounds a duration up to whole seconds for Kubernetes", () => {
  expect(durationSeconds("1500ms")).toBe(2);
});

test.each([
  ["2%", 0.02],
  ["0.5%", 0.005],
  ["99.9%", 0.999],
  ["99.99%", 0.9999],
  ["100%", 1],
  ["0%", 0],
])("reads the percentage %s without binary noise", (text, ratio) => {
  expect(parsePercent(text)).toBe(ratio);
});

test.each(["101%", "-1%", "2", "%", "1e1%", "NaN%"])("refuses the percentage %p", (text) => {
  expect(() => parsePercent(text)).toThrow(UnitError);
});

test.each([
  ["250m", 250],
  ["0.5", 500],
  ["2", 2_000],
])("reads the CPU quantity %s", (text, millicores) => {
  expect(parseCpu(text)).toBe(millicores);
});

test.each(["250mm", "0", "0m", "", "1.2345", "-1"])("refuses the CPU quantity %p", (text) => {
  expect(() => parseCpu(text)).toThrow(UnitError);
});

test.each([
  ["256Mi", 268_435_456],
  ["1.5Gi", 1_610_612_736],
  ["500M", 500_000_000],
])("reads the memory quantity %s", (text, bytes) => {
  expect(parseMemory(text)).toBe(bytes);
});

test.each(["256mb", "256", "0Mi", "256 Mi", ""])("refuses the memory quantity %p", (text) => {
  expect(() => parseMemory(text)).toThrow(UnitError);
});

test("formats what it parsed to the same value", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (n) => {
      expect(parseDuration(formatDuration(n * 1_000))).toBe(n * 1_000);
      expect(parseCpu(formatCpu(n))).toBe(n);
      expect(parseMemory(formatMemory(n * 1_024))).toBe(n * 1_024);
    }),
  );
});

test("parses any text to a finite number or says what it expected", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const parse of [parseDuration, parsePercent, parseCpu, parseMemory]) {
        try {
          expect(Number.isFinite(parse(text))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(UnitError);
        }
      }
    }),
  );
});
