import { escapeRegex, quantile, rate, selector, sum } from "../../lib/signals";

test("writes selectors with each kind of matcher", () => {
  expect(selector("up", { job: "a/b", code: { re: "5.." }, pod: { not: "" }, path: { notRe: "/live|/ready" } })).toBe(
    'up{job="a/b",code=~"5..",pod!="",path!~"/live|/ready"}',
  );
  expect(selector("up")).toBe("up");
});

test("escapes quotes and backslashes in label values", () => {
  expect(selector("x", { a: 'say "hi" \\ bye' })).toBe('x{a="say \\"hi\\" \\\\ bye"}');
});

test("nests into readable expressions", () => {
  expect(sum(rate(selector("requests_total", { service: "shop" }), "5m"), ["code"])).toBe(
    'sum by (code) (rate(requests_total{service="shop"}[5m]))',
  );
  expect(quantile(0.99, "d_bucket", "5m", ["route"])).toBe(
    "histogram_quantile(0.99, sum by (le, route) (rate(d_bucket[5m])))",
  );
});

test("escapes what a regular expression would interpret", () => {
  expect(escapeRegex("shop.v1+beta")).toBe("shop\\.v1\\+beta");
});
