import { logs, type LogStore } from "../../../lib/preview/logql";
import { NoAnswer, type Labels, type Sample } from "../../../lib/preview/sources";

/** All questions are asked at this moment. Each line is so many seconds older. */
const AT = 1_000_000;

const store = aStore({ service_name: "cart", k8s_namespace_name: "shop" }, [
  [250, "order placed", { pod: "a", detected_level: "info", code: "200", took: "20ms" }],
  [200, "order placed", { pod: "b", detected_level: "info", code: "200", took: "30ms" }],
  [100, "order refused", { pod: "a", detected_level: "warn", code: "409", took: "5ms" }],
  [40, "panic: oh\ngoroutine 7 [running]:", { pod: "b", detected_level: "error" }],
  [30, "order failed", { pod: "b", detected_level: "error", code: "500", took: "1.5s" }],
]);

const CART = '{service_name="cart"}';

test.each<[string, readonly (readonly [Labels, number])[]]>([
  [`count_over_time(${CART} | keep service_name [5m])`, [[{ service_name: "cart" }, 5]]],
  [`sum(count_over_time(${CART}[1m]))`, [[{}, 2]]],
  [`sum(count_over_time(${CART}[1m] offset 3m))`, [[{}, 1]]],
  [`sum(rate(${CART}[100s]))`, [[{}, 0.02]]],
  [`sum(bytes_over_time(${CART} |= "refused" [5m]))`, [[{}, 13]]],
  [
    `sum by (pod) (count_over_time(${CART}[5m]))`,
    [
      [{ pod: "a" }, 2],
      [{ pod: "b" }, 3],
    ],
  ],
  [`sum by (nothing) (count_over_time(${CART}[5m]))`, [[{}, 5]]],
  [`topk(1, sum by (pod) (count_over_time(${CART}[5m])))`, [[{ pod: "b" }, 3]]],
  [`sum(count_over_time(${CART} |= "order" != "placed" [5m]))`, [[{}, 2]]],
  [`sum(count_over_time(${CART} |~ \`\\[running\\]:\` [5m]))`, [[{}, 1]]],
  [`sum(count_over_time(${CART} |~ "(?i)ORDER" !~ "placed|failed" [5m]))`, [[{}, 1]]],
  [`sum(count_over_time(${CART} |= "placed" or "failed" [5m]))`, [[{}, 3]]],
  [`sum(count_over_time(${CART} | code >= 400 | took < 1s [5m]))`, [[{}, 1]]],
  [`sum(count_over_time(${CART} | code="" [5m]))`, [[{}, 1]]],
  // `and` binds closer than `or`.
  [`sum(count_over_time(${CART} | pod="a" or pod="b" and code="500" [5m]))`, [[{}, 3]]],
  [`sum(count_over_time(${CART} | (pod="a" or pod="b") and code="500" [5m]))`, [[{}, 1]]],
  [`max(max_over_time(${CART} | unwrap duration(took) [5m]) by (pod))`, [[{}, 1.5]]],
  [`sum(count_over_time({service_name="nobody"}[5m]))`, []],
  [`sum(count_over_time({service_name="nobody"}[5m])) or vector(0)`, [[{}, 0]]],
  [`sum(count_over_time(${CART}[5m])) or vector(0)`, [[{}, 5]]],
  [`sum(count_over_time(${CART}[5m])) > 5`, []],
  [`sum(count_over_time(${CART}[5m])) > bool 5`, [[{}, 0]]],
  // Each operator binds as in PromQL, whatever the grammar makes of it.
  [`vector(1) + 2 * 3 ^ 2 - 4 / 8`, [[{}, 18.5]]],
  [`vector(2) ^ 3 ^ 2`, [[{}, 512]]],
  // Loki's own: nothing is infinite.
  [`vector(1) / 0`, [[{}, NaN]]],
])("answers %s", async (expr, expected) => {
  const answer = await logs(store).instant(expr, AT);

  expect(answer).toEqual(expected.map(([labels, value]): Sample => ({ labels, value })));
});

test("counts a line at the end of a window, and none at its beginning", async () => {
  const answer = await logs(store).range(`sum(count_over_time(${CART}[1m]))`, { from: AT - 40, to: AT + 20, step: 10 });

  expect(answer).toEqual([
    {
      labels: {},
      points: [
        [AT - 40, 1],
        [AT - 30, 2],
        [AT - 20, 2],
        [AT - 10, 2],
        [AT, 2],
        [AT + 10, 2],
        [AT + 20, 1],
      ],
    },
  ]);
});

test("has one curve where now one side has a value and now the other", async () => {
  const expr = `sum(count_over_time(${CART} |= "panic" [20s])) or vector(0)`;

  const answer = await logs(store).range(expr, { from: AT - 60, to: AT, step: 30 });

  expect(answer).toEqual([
    {
      labels: {},
      points: [
        [AT - 60, 0],
        [AT - 30, 1],
        [AT, 0],
      ],
    },
  ]);
});

test("finds lines, the newest first, with all that is known of them", async () => {
  const range = { from: AT - 300, to: AT, step: 1 };

  const [newest, next, ...others] = await logs(store).lines(`${CART} | detected_level="error"`, range, 10);

  expect(newest).toEqual({
    time: AT - 30,
    text: "order failed",
    labels: {
      service_name: "cart",
      k8s_namespace_name: "shop",
      pod: "b",
      detected_level: "error",
      code: "500",
      took: "1.5s",
    },
  });
  expect(next?.text).toContain("goroutine");
  expect(others).toEqual([]);
});

test("finds no more lines than are wanted, and only those of the range", async () => {
  const texts = async (from: number, to: number, limit: number): Promise<readonly string[]> =>
    (await logs(store).lines(`${CART} | line_format "{{.pod}} {{ .code }}"`, { from, to, step: 1 }, limit)).map(
      ({ text }) => text,
    );

  expect(await texts(AT - 300, AT, 1)).toEqual(["b 500"]);
  expect(await texts(AT - 200, AT - 30, 10)).toEqual(["b ", "a 409", "b 200"]);
});

test("knows the values of a label of streams that have lines in the range", async () => {
  const values = (from: number): Promise<readonly string[]> =>
    logs(store).labelValues('{k8s_namespace_name=~".+"}', "service_name", { from, to: from + 300, step: 1 });

  expect(await values(AT - 300)).toEqual(["cart"]);
  expect(await values(AT)).toEqual([]);
});

test.each([
  ["stdvar_over_time", `stdvar_over_time(${CART} | unwrap code [5m])`],
  ["json", `sum(count_over_time(${CART} | json [5m]))`],
  ["group_left", `vector(1) / on (a) group_left vector(1)`],
  ["character 5", "sum(]"],
  ["yields lines", CART],
  ["which is not a number", `sum(count_over_time(${CART} | took > 5 [5m]))`],
  ["the pattern", `sum(count_over_time(${CART} |~ "a(?i:b)" [5m]))`],
  ["the template", `sum(count_over_time(${CART} | line_format "{{ toUpper .pod }}" [5m]))`],
])("tells that it does not answer, and names %s", async (named, expr) => {
  const answer = logs(store).instant(expr, AT);

  await expect(answer).rejects.toThrow(NoAnswer);
  await expect(answer).rejects.toThrow(named);
});

test("does not take numbers for lines", async () => {
  const answer = logs(store).lines("vector(1)", { from: AT, to: AT, step: 1 }, 1);

  await expect(answer).rejects.toThrow("yields numbers");
});

function aStore(labels: Labels, lines: readonly (readonly [age: number, text: string, metadata: Labels])[]): LogStore {
  const all = lines.map(([age, text, metadata]) => ({ time: AT - age, text, labels: { ...labels, ...metadata } }));
  return { streams: () => [{ labels, lines: all }] };
}
