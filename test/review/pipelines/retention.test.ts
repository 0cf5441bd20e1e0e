import { join } from "node:path";
import { reviewEnvironment } from "../../../lib/review";
import { objectsBelow } from "../objects-below";
import { edited } from "../edit";

const objects = objectsBelow(join(__dirname, "../../golden/prod"));

function consequenceOf(time: string): string | undefined {
  const change = {
    object: "ConfigMap/observability/prometheus-config",
    at: ["data", "prometheus.yml", "storage", "tsdb", "retention", "time"],
    set: time,
  };
  const { findings } = reviewEnvironment({ name: "", objects }, { name: "", objects: edited(objects, [change]) });
  return findings.find(({ rule }) => rule.startsWith("retention"))?.consequence;
}

test("a cut below the window of an objective names the window", () => {
  expect(consequenceOf("7d")).toContain("rules look back 30d");
});

test("a longer retention tells the room that it takes, and the claim that it has", () => {
  expect(consequenceOf("60d")).toBe("It takes 2.0 times the room in the end; the volume has 200Gi.");
});
