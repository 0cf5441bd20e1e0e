import { expressionChanges } from "../../../lib/review/findings/alerts/expression-change";

describe("expressionChanges", () => {
  test.each([
    ["x > 2", "x > 5", "loosened", "fires above 5, was 2"],
    ["x > 5", "x > 2", "tightened", "fires above 2, was 5"],
    ["x < 2", "x < 1", "loosened", "fires below 1, was 2"],
    ["2 < x", "5 < x", "loosened", "fires above 5, was 2"],
    ["x > -2", "x > -1", "loosened", "fires above -1, was -2"],
    ["a / b > 0.02", "a / b > 0.05", "loosened", "fires above 5 %, was 2 %"],
    ["a / b > 2", "a / b > 3", "loosened", "fires above 3, was 2"],
    ["x_seconds > 0.5", "x_seconds > 1", "loosened", "fires above 1s, was 500ms"],
    ["x_bytes > 1024", "x_bytes > 1048576", "loosened", "fires above 1Mi, was 1Ki"],
    ["x > 1 unless y > 2", "x > 1 unless y > 3", "tightened", "fires not with y above 3, was 2"],
    ["x > 1 and y > 2", "x > 1 and y > 3", "loosened", "fires only with y above 3, was 2"],
    ["(x > 1) / 5", "(x > 2) / 5", "loosened", "fires above 2, was 1"],
    ["x == 1", "x == 2", "unclear", "fires at 2, was 1"],
    ["rate(x[5m]) > 1", "rate(x[10m]) > 1", "none", "looks at 10m, was 5m"],
    ["x > x offset 1h", "x > x offset 2h", "none", "compares with what was 2h ago, was 1h"],
    ["x * 2 > y", "x * 3 > y", "unclear", "computes with 3, was 2"],
    ["x > 1", "x > 1 and y == 1", "loosened", "fires only on a further condition"],
    ["x > 1 unless y == 1", "x > 1", "tightened", "fires without one of its conditions"],
    ["x > 1", "x > 1 or y == 1", "tightened", "fires in one more case"],
    ["x > 1 or y == 1", "x > 1", "loosened", "fires in one case less"],
    ['x{a="b"} > 1', 'x{a="c"} > 1', "unclear", 'looks at a="c", was a="b"'],
    ["x > 1", 'x{a="c"} > 1', "unclear", 'looks only at a="c"'],
    ["x / y > 1", 'x{a="c"} / y > 1', "unclear", 'looks only at a="c" in a part of its expression'],
    ['x{a="c"} > 1', "x > 1", "none", 'looks no longer only at a="c"'],
    ["sum by (a) (x) > 1", "sum by (a, cluster) (x) > 1", "none", "tells apart also by cluster"],
    ["sum by (a) (x) > 1", "sum by (a, pod) (x) > 1", "unclear", "tells apart also by pod"],
    ["sum without (a) (x) > 1", "sum without (a, pod) (x) > 1", "unclear", "tells apart no longer by pod"],
    ["x{a='b'} > 1", "y{a='c'} > 1", "unclear", "fires on another condition"],
    ["x > 1", "x > (1", "unclear", "fires on another condition"],
    ["sum(x) > 1", "( sum ( x ) ) > 1", "none", "is written in another way"],
  ])("%s → %s is %s", (before, after, direction, text) => {
    const changes = expressionChanges(before, after, "promql");

    expect(changes).toMatchObject([{ direction, text }]);
  });

  test.each([
    ['sum(rate({a="b"}[5m])) > 1', 'sum(rate({a="b"}[5m])) > 2', "loosened", "fires above 2, was 1"],
    ['count_over_time({a="b"}[5m]) < 3', 'count_over_time({a="b"}[5m]) < 5', "tightened", "fires below 5, was 3"],
    ['sum(rate({a="b"}[5m])) > 1', 'sum(rate({a="b"}[9m])) > 1', "unclear", "fires on another condition"],
  ])("of LogQL, %s → %s is %s", (before, after, direction, text) => {
    const changes = expressionChanges(before, after, "logql");

    expect(changes).toMatchObject([{ direction, text }]);
  });

  test("says nothing of the same expression", () => {
    const changes = expressionChanges("x > 1", "x > 1", "promql");

    expect(changes).toEqual([]);
  });
});
