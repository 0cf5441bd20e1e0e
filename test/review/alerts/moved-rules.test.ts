import { join } from "node:path";
import { asRecord, identityOf, type KubernetesObject } from "../../../lib/core";
import { reviewEnvironment, type Finding } from "../../../lib/review";
import { objectsBelow } from "../objects-below";

const prod = objectsBelow(join(__dirname, "../../golden/prod"));

describe("rules that are somewhere else", () => {
  test("tells no alert when a file moves to another shard", () => {
    const [from, to] = ["prometheus-rules-20", "prometheus-rules-57"].map((name) => `ConfigMap/observability/${name}`);
    const moved = prod.find((object) => identityOf(object) === from);
    const after = prod.flatMap((object) => {
      if (object === moved) return [];
      return identityOf(object) === to ? [withData(object, asRecord(moved?.["data"]))] : [object];
    });

    const findings = reviewed(prod, after);

    expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
    expect(findings.map(({ rule }) => rule)).toContain("rules-moved");
    expect(findings.map(({ rule }) => rule)).not.toContain("alert-added");
  });

  test("tells all alerts of a service whose file is new in one line", () => {
    const name = "ConfigMap/observability/prometheus-rules-20";

    const findings = reviewed(
      prod.filter((object) => identityOf(object) !== name),
      prod,
    );

    expect(findings.filter(({ rule }) => rule === "alerts-added").map(({ text }) => text)).toEqual([
      "12 alerts of shop/redis are new: ServiceCrashLoop, ServiceDown, ServiceContainerWaiting, ServiceCpuNearLimit and 8 more",
    ]);
  });

  test("tells no danger when alerts go together with their workload", () => {
    const gone = /\/redis$|prometheus-rules-20$|loki-rules-20$/;

    const findings = reviewed(
      prod,
      prod.filter((object) => !gone.test(identityOf(object))),
    );

    expect(findings.filter(({ rule }) => rule === "alerts-removed").map(({ severity }) => severity)).toEqual(["info"]);
  });
});

function withData(object: KubernetesObject, more: Readonly<Record<string, unknown>>): KubernetesObject {
  return { ...object, data: { ...asRecord(object["data"]), ...more } };
}

function reviewed(before: readonly KubernetesObject[], after: readonly KubernetesObject[]): readonly Finding[] {
  return reviewEnvironment({ name: "", objects: before }, { name: "", objects: after }).findings;
}
