import { costChange, costOf } from "../../../lib/review/cost";
import { aDeployment, aPrometheus, SCRAPED } from "./some-objects";

const told = (series: number): { annotations: Record<string, string>; podAnnotations: Record<string, string> } => ({
  annotations: { "cdk8s-observability/series-per-pod": String(series) },
  podAnnotations: SCRAPED,
});

test("names the services that cost more or less, with both sides", () => {
  const before = costOf([aPrometheus("pods"), aDeployment({ ...told(100), spec: { replicas: 2 } })]);
  const after = costOf([aPrometheus("pods"), aDeployment({ ...told(100), spec: { replicas: 5 } })]);

  const change = costChange(before, after);

  expect([...change.byService.keys()]).toEqual(["shop/checkout"]);
  expect(change.byService.get("shop/checkout")).toMatchObject({
    before: { series: 210 },
    after: { series: 525 },
    difference: { series: 315 },
  });
  expect(change.difference.series).toBe(315);
});

test("tells of a service that is gone what is spared", () => {
  const before = costOf([aPrometheus("pods"), aDeployment(told(100))]);
  const after = costOf([aPrometheus("pods")]);

  const gone = costChange(before, after).byService.get("shop/checkout");

  expect(gone?.difference.series).toBe(-105);
});

test("names nobody where nothing changes", () => {
  const cost = costOf([aPrometheus("pods"), aDeployment(told(100))]);

  expect(costChange(cost, cost).byService.size).toBe(0);
});
