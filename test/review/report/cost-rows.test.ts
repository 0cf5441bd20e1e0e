import { markdown, text, type Amounts, type EnvironmentReview, type Review } from "../../../lib/review";
import { aReview } from "./a-review";

const nothing: Amounts = { series: 0, samplesPerSecond: 0, logStreams: 0, storagePerDay: 0, cpu: 0, memory: 0 };

test("shows the amounts that change, before and after, and whose they are", () => {
  const before = { ...nothing, series: 6_012, logStreams: 20, cpu: 7_960, memory: 2 ** 30 };
  const after = { ...before, series: 6_912, cpu: 8_410, memory: 12 * 2 ** 30 };
  const difference = { ...nothing, series: 900 };
  const byService = new Map([["shop/search", { before: nothing, after: difference, difference }]]);
  const review = withCost({ before, after, difference, byService });

  expect(markdown(review)).toContain(`
### Cost, estimated for 3 nodes

|  | prod |
| --- | --- |
| time series | 6,012 → 6,912 (+15 %) |
| requested CPU | 7.96 cores → 8.41 cores (+6 %) |
| requested memory | 1,024 Mi → 12.0 Gi (+1100 %) |

Series in prod: shop/search +900
`);
  expect(text(review)).toContain(`
cost, estimated for 3 nodes
  time series       6,012 → 6,912 (+15 %)
  requested CPU     7.96 cores → 8.41 cores (+6 %)
  requested memory  1,024 Mi → 12.0 Gi (+1100 %)
  Series in prod: shop/search +900
`);
});

test("says nothing of cost where none changes", () => {
  const same = { ...nothing, series: 100.2 };
  const review = withCost({
    before: same,
    after: { ...same, series: 100.4 },
    difference: nothing,
    byService: new Map(),
  });

  expect(markdown(review)).not.toContain("Cost");
  expect(text(review)).not.toContain("cost");
});

test("tells no percentage of what there was none of", () => {
  const review = withCost({
    before: nothing,
    after: { ...nothing, logStreams: 2 },
    difference: nothing,
    byService: new Map(),
  });

  expect(markdown(review)).toContain("| log streams | 0 → 2 |");
});

function withCost(cost: Omit<EnvironmentReview["cost"], "nodes">): Review {
  const review = aReview({ prod: [] });
  return { ...review, environments: review.environments.map((one) => ({ ...one, cost: { ...cost, nodes: 3 } })) };
}
