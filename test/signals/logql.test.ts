import { countOverTime, labelled, logSelector, matching, panicLines, rate, sum } from "../../lib/signals";

const lines = logSelector("shop", "checkout");

test("writes filters behind the streams that they filter", () => {
  expect(sum(countOverTime(matching(lines, 'say "hi"\\.'), "5m"))).toBe(
    'sum(count_over_time({service_name="checkout",k8s_namespace_name="shop"} |~ "say \\"hi\\"\\\\."[5m]))',
  );
});

test("takes lines whose labels match one set of matchers or another", () => {
  expect(labelled('{a="b"}', { level: "error", code: { re: "5.." } }, { level: { not: "info" } })).toBe(
    '{a="b"} | level="error",code=~"5.." or level!="info"',
  );
});

test("shares what both languages write alike", () => {
  expect(rate(labelled(lines, { level: "error" }), "5m")).toBe(
    'rate({service_name="checkout",k8s_namespace_name="shop"} | level="error"[5m])',
  );
});

test("looks for panics as plain text, which is what Loki looks for fast", () => {
  const [, pattern = ""] = /\|~ (".*")$/.exec(panicLines(lines)) ?? [];
  const alternatives = String(JSON.parse(pattern)).split("|");

  const operators = alternatives
    .map((text) => text.replaceAll(/\\[^A-Za-z0-9]/g, ""))
    .filter((text) => /[.*+?()[\]{}^$\\]/.test(text));
  expect(alternatives.length).toBeGreaterThan(5);
  expect(operators).toEqual([]);
});
