import type { LabelMatcher } from "../../../lib/preview/evaluate/storage";
import { narrowed } from "../../../lib/preview/world/metrics/narrowed";
import { always } from "../../../lib/preview/world/metrics/series";

const find = narrowed([
  always({ service: "checkout", code: "200" }, 1),
  always({ service: "checkout", code: "500" }, 1),
  always({ service: "stock", code: "500" }, 1),
  always({ code: "500" }, 1),
]);

test.each<[string, LabelMatcher[], number[]]>([
  ["all of them without matchers", [], [0, 1, 2, 3]],
  ["those of a service", [matcher("service", "=", "checkout")], [0, 1]],
  ["those of a service with some codes", [matcher("code", "=~", "5.."), matcher("service", "=", "checkout")], [1]],
  ["those without the label", [matcher("service", "=", "")], [3]],
  ["none of a service that is not there", [matcher("service", "=", "cart"), matcher("code", "=", "500")], []],
])("finds %s", (_, matchers, expected) => {
  const all = find([]);

  expect(find(matchers)).toEqual(expected.map((index) => all[index]));
});

function matcher(label: string, operator: LabelMatcher["operator"], value: string): LabelMatcher {
  return { label, operator, value };
}
