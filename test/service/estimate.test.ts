import { asRecord } from "../../lib/core";
import { HttpMetrics } from "../../lib/signals";
import { objectOf, problemsOf, templateOf } from "./a-service";

const NUMBER = "cdk8s-observability/series-per-pod";

test("says how many series it makes on the Deployment, and not on its pods, which would restart", () => {
  const metrics = HttpMetrics.prometheus({ routes: 2 });

  expect(objectOf("Deployment", { metrics })?.metadata.annotations).toMatchObject({ [NUMBER]: "84" });
  expect(asRecord(asRecord(templateOf({ metrics })["metadata"])["annotations"])).not.toHaveProperty(NUMBER);
});

test("says nothing without metrics", () => {
  expect(objectOf("Deployment")?.metadata.annotations).toBeUndefined();
});

test.each([0, 1.5, NaN])("refuses %d routes", (routes) => {
  const metrics = HttpMetrics.openTelemetry({ routes });

  expect(problemsOf({ metrics })).toEqual([
    expect.stringMatching(/^metrics\.routes .*: expected a whole number from 1 /),
  ]);
});
