import { expressionCheck, type Names } from "../../lib/promql";
import { catalogue } from "../../lib/signals/catalogue";
import { checked, metrics, problemsOf } from "./builders";

test("looks again where a text that matters is another", () => {
  expect(problemsOf('queue_depth{queue="mail"} > 1')).toEqual([]);

  expect(problemsOf('queue_depth{queue="male"} > 1')).toEqual([expect.stringContaining('not "male"')]);
  expect(problemsOf('queue_depth{queue="orders"} > 1')).toEqual([]);
});

test("looks again where the content of a pattern is another", () => {
  expect(problemsOf('up{job=~"b"}')).toEqual([]);

  expect(problemsOf('up{job=~"("}')).toEqual([expect.stringContaining("regular expressions")]);
  expect(problemsOf('up{job=~"b}')).toEqual([expect.stringContaining("PromQL")]);
});

test("looks again where a name stands in a text", () => {
  expect(problemsOf('{"queue_depth", queue="mail"}')).toEqual([]);

  expect(problemsOf('{"queue_deep", queue="mail"}')).toEqual([expect.stringContaining("not queue_deep")]);
  expect(problemsOf('{__name__="queue_deep"}')).toEqual([expect.stringContaining("not queue_deep")]);
});

test("the labels of a result are those of its own texts", () => {
  const labels = (name: string): readonly string[] => [
    ...checked(`label_replace(sum(up), "${name}", "a", "", "")`).result.labels.names,
  ];

  expect(labels("a")).toEqual(["a"]);
  expect(labels("b")).toEqual(["b"]);
});

test("asks for no name again when an expression differs in nothing but its texts", () => {
  const asked: string[] = [];
  const known = catalogue(metrics, catalogue());
  const names: Names = {
    ...known,
    series: (name) => {
      asked.push(name);
      return known.series(name);
    },
  };
  const check = expressionCheck(names);

  for (let i = 0; i < 100; i++) check(`sum(rate(http_requests_total{service="s-${i}",code=~"5..|${i}"}[5m])) > 1`);

  expect(asked).toEqual(["http_requests_total"]);
});
