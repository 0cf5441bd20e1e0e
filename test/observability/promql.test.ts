import { promqlChecker } from "../../lib/observability/promql";

const promqlProblem = promqlChecker();

test.each([
  ["sum(rate(x[5m])", 'PromQL; it breaks off after "sum(rate(x[5m])"'],
  ["", "PromQL; it breaks off"],
  ["x > ", 'PromQL; it breaks off after "x >"'],
  ["rate(x[5 m])", 'PromQL; character 10 cannot be read after "rate(x[5"'],
  ["x y", 'PromQL; character 3 cannot be read after "x"'],
  ["humanise(x)", "a function of PromQL, not humanise(…)"],
  ["x[$__rate_interval]", 'PromQL; character 3 cannot be read after "x["'],
  ["rate(x)", "a range such as x[5m] within rate(…)"],
  ["avg_over_time(sum(x[5m]))", "a range such as x[5m] within avg_over_time(…)"],
  ["x[5m]", 'a range such as "x[5m]" only within functions such as rate(…)'],
  ["sum(x[5m]) > 1", 'a range such as "x[5m]" only within functions such as rate(…)'],
  ["abs((x[5m] offset 1h))", 'a range such as "x[5m]" only within functions such as rate(…)'],
  ['x{a=~"b["}', 'regular expressions in RE2 syntax, which has no lookaround and no backreferences, not "b["'],
  [
    'x{a !~ "b(?=c)"}',
    'regular expressions in RE2 syntax, which has no lookaround and no backreferences, not "b(?=c)"',
  ],
])("%s: expected %s", (expr, expected) => {
  expect(promqlProblem(expr)).toBe(expected);
});

test.each([
  "x",
  "1 > bool 2",
  'x{a="it\'s",b=\'"\'} and on (a) y # "',
  'x{a=~`\\d+"`}',
  'x{a="\\""}',
  '{"utf8.name", a!~"(?i)b|(?P<c>d)"}',
  "sum by (a) (rate(x[5m])) / ignoring (b) group_left (c) y",
  "rate(x[5m] offset 1h)",
  "rate((x[1h30m] @ end()))",
  "quantile_over_time(0.9, x[5m:30s])",
  "max_over_time(rate(x[5m])[1h:])",
  "histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m])))",
  "absent_over_time(x[5m]) or vector(1)",
])("accepts %s", (expr) => {
  expect(promqlProblem(expr)).toBeUndefined();
});

test("looks again where only the content of strings is another", () => {
  expect(promqlProblem('x{a=~"b"}')).toBeUndefined();

  expect(promqlProblem('x{a=~"("}')).toContain("regular expressions");
  expect(promqlProblem('x{a=~"b}')).toContain("PromQL");
});
