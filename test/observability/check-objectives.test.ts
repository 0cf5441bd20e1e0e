import { objectiveProblems } from "../../lib/observability/check-objectives";
import { HttpMetrics } from "../../lib/signals";
import { aService } from "../service/a-service";

const service = aService({ metrics: HttpMetrics.prometheus(), slo: { objective: "99.9%", window: "30d" } });

test("a window that is longer than samples are kept is a problem", () => {
  expect(objectiveProblems([service], "15d")).toEqual([
    'monitor "shop/checkout": slo.window "30d": expected at most the 15d that Prometheus keeps; keep them longer with prometheus.retention, or judge the objective over a shorter window',
  ]);
});

test.each(["30d", "1.5d", "5w", undefined] as const)("is none with a retention of %s", (retention) => {
  expect(objectiveProblems([service], retention)).toEqual([]);
});
