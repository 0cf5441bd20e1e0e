import { problemsOf } from "./builders";

test.each([
  ["rate(up)", "up: expected a range such as x[5m] within rate(…), not series"],
  ["rate()", "rate(): expected 1 argument of rate(…), not 0"],
  ["round(up, 1, 2)", "round(up, 1, 2): expected 1 or 2 arguments of round(…), not 3"],
  ["label_join(up)", "label_join(up): expected 3 or more arguments of label_join(…), not 1"],
  ["sum(1)", "1: expected series within sum(…), not a number"],
  ["topk(up)", "topk(up): expected a number and the series within topk(…), not 1 arguments"],
  ['topk("a", up)', '"a": expected a number as the first argument of topk(…), not a text in quotes'],
  ["1 > 2", "1 > 2: expected > bool between two numbers; without series, there is none to filter"],
  ["up + bool up", "up + bool up: expected bool behind a comparison alone; leave it out behind +"],
  ["up and 1", "up and 1: expected series on both sides of and; put vector(…) around a number"],
  ["up[5m] + 1", "up[5m]: expected a number or series before +, not a range such as x[5m]"],
  ["up and on (pod) group_left up", "up and on (pod) group_left up: expected and without group_left"],
  [
    "up / on (pod) group_left (pod) up",
    "up / on (pod) group_left (pod) up: expected pod in on (…) or in group_left (…), not in both",
  ],
  ["1 + on (pod) up", "1 + on (pod) up: expected on (…) between series alone"],
  ["sum(up) offset 5m", "sum(up) offset 5m: expected offset directly behind a selector or a range"],
  ["up offset 5m offset 1h", "up offset 5m offset 1h: expected offset once"],
  ["rate(up[0s])", "0s: expected a duration above 0"],
  ["rate((up)[5m])", "(up)[5m]: expected a range such as [5m] directly behind a selector; [5m:] behind others"],
  ["rate(up offset 5m [5m])", "up offset 5m [5m]: expected the range before offset, as in x[5m] offset …"],
  ["1[5m:]", "1: expected series before [… : …], not a number"],
  [
    "mad_over_time(up[5m])",
    "mad_over_time(up[5m]): expected a function that Prometheus offers by itself; mad_over_time(…) is experimental",
  ],
  [
    "limitk(2, up)",
    "limitk(2, up): expected an aggregation that Prometheus offers by itself; limitk(…) is experimental",
  ],
  [
    '{job=""}',
    '{job=""}: expected a selector with a name, or with a label that must not be empty, as it selects every series',
  ],
  ['up{job="\\d"}', '"\\d": expected a text in quotes whose escapes are those of Go, such as "\\\\."'],
  ["up[5m]", "up[5m]: expected a range such as x[5m] only within functions such as rate(…)"],
  ["sum(rate(up[5m])", 'sum(rate(up[5m]): expected PromQL; it breaks off after "sum(rate(up[5m])"'],
  ["humanise(up)", "humanise(up): expected a function of PromQL, not humanise(…)"],
  [
    'up{job=~"b["}',
    'up{job=~"b["}: expected regular expressions in RE2 syntax, which has no lookaround and no backreferences, not "b["',
  ],
])("%s", (expr, told) => {
  expect(problemsOf(expr)).toContain(told);
});

test("what stands behind an operand belongs to it alone", () => {
  // In the grammar, the offset is one of the whole `up unless up`, and `>` compares that.
  expect(problemsOf("up unless up offset 15m > 0")).toEqual([]);
  expect(problemsOf("-up offset 5m")).toEqual([]);
  expect(problemsOf("up + on (pod) up @ end() * on (pod) up")).toEqual([]);
});
