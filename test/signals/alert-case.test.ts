import { growing, lengthOf, missing, sampleValues, series, steady, type Phase } from "../../lib/signals";

const values = (...phases: readonly Phase[]): string => sampleValues({ phases }, "1m");

/** What promtool makes of the notation: it adds the increment again and again. */
function expanded(notation: string): number[] {
  return notation.split(" ").flatMap((part) => {
    const [, first = "", sign = "", increment = "", count = ""] = /^(-?[\d.]+)([+-])([\d.]+)x(\d+)$/.exec(part) ?? [];
    const samples = [Number(first)];
    for (let i = 0; i < Number(count); i++)
      samples.push((samples.at(-1) ?? NaN) + Number(increment) * (sign === "-" ? -1 : 1));
    return samples;
  });
}

test("gives a sample for each step of a phase, the first at 0", () => {
  expect(values(steady(1, "3m"))).toBe("1+0x2");
  expect(values(growing(0.5, "3m"))).toBe("0+30x2");
  expect(sampleValues({ phases: [growing(2, "1m")] }, "15s")).toBe("0+30x3");
});

test("has no sample where a series is missing", () => {
  expect(values(missing("2m"), steady(1, "1m"))).toBe("_x2 1+0x0");
});

test("lets a counter go on from where it stood, a step later", () => {
  expect(values(growing(1, "3m"), growing(2, "2m"))).toBe("0+60x2 240+120x1");
  expect(values(growing(1, "2m"), missing("5m"), growing(1, "2m"))).toBe("0+60x1 _x5 120+60x1");
});

test("counts on from a steady value", () => {
  expect(values(steady(5, "2m"), growing(1, "2m"))).toBe("5+0x1 65+60x1");
});

test("starts again at a steady value, as a counter does after a restart", () => {
  expect(values(growing(1, "3m"), steady(0, "1m"), growing(1, "2m"))).toBe("0+60x2 0+0x0 60+60x1");
});

test("counts down where it shrinks", () => {
  expect(values(steady(100, "1m"), growing(-1, "2m"))).toBe("100+0x0 40-60x1");
  expect(values(steady(-3, "1m"))).toBe("-3+0x0");
});

test.each([0.0505, 1 / 3, 0.1, 7.07, 1e-3])("is never reset where a counter of %d a second goes on", (perSecond) => {
  const samples = expanded(
    sampleValues({ phases: [growing(perSecond, "10m"), growing(perSecond * 1.01, "30m"), growing(0, "5m")] }, "15s"),
  );

  expect(samples).toHaveLength(45 * 4);
  expect(samples.filter((sample, i) => !(sample >= (samples[i - 1] ?? 0)))).toEqual([]);
});

test("writes small and large numbers without an exponent, which promtool does not read in increments", () => {
  expect(values(growing(1e-9, "2m"))).toBe("0+0.00000006x1");
  expect(values(steady(1e22, "1m"))).toBe("10000000000000000000000+0x0");
});

test("keeps the noise of binary fractions out of increments", () => {
  expect(values(growing(0.007, "2m"))).toBe("0+0.42x1");
});

test("counts observations of a native histogram", () => {
  expect(sampleValues({ phases: [growing(1, "2m")], observed: 0.3 }, "1m")).toBe(
    "{{schema:0 count:0 sum:0 offset:-1 buckets:[0]}}+{{schema:0 count:60 sum:18 offset:-1 buckets:[60]}}x1",
  );
});

test.each(["10m", "90s", "0s"] as const)("refuses a phase of %s that is no whole number of steps", (duration) => {
  const step = duration === "10m" ? "4m" : "1m";

  expect(() => sampleValues({ phases: [steady(1, duration)] }, step)).toThrow(
    `a phase of ${duration} is not a number of steps of ${step}`,
  );
});

test("is as long as the longest of its series", () => {
  expect(lengthOf([series("a", steady(1, "5m")), series("b", missing("2m"), steady(1, "1h"))])).toBe(62 * 60_000);
  expect(lengthOf([])).toBe(0);
});
