import type { KubernetesObject } from "../../../lib/core";
import { reviewEnvironment, type Finding } from "../../../lib/review";
import { Inventory } from "../../../lib/review/inventory";
import { objectChanges } from "../../../lib/review/match";
import { workloadsReaders } from "../../../lib/review/findings/workloads";

function aDeployment(spec: unknown): KubernetesObject {
  return { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "odd", namespace: "odd" }, spec };
}

function told(before: KubernetesObject, after: KubernetesObject): readonly Finding[] {
  const [old, now] = [[before], [after]];
  return reviewEnvironment({ name: "", objects: old }, { name: "", objects: now }).findings;
}

const usual = aDeployment({ template: { spec: { containers: [{ name: "a", image: "a:1" }] } } });

const ODD: readonly unknown[] = [
  undefined,
  null,
  "text",
  { replicas: "three", strategy: "Recreate", template: 7 },
  { template: { spec: { containers: "none", volumes: 3, securityContext: [] } } },
  {
    template: {
      spec: {
        containers: [null, 3, { image: 5, env: { A: "b" }, ports: ["80"], resources: { limits: { memory: {} } } }],
      },
    },
  },
  {
    template: { spec: { containers: [{ name: "a" }, { name: "a" }, {}], initContainers: [{ livenessProbe: "yes" }] } },
  },
  {
    template: {
      spec: { containers: [{ name: "a", args: ["x", ["y"]], securityContext: { capabilities: { add: "ALL" } } }] },
    },
  },
];

test.each(ODD.map((spec) => [JSON.stringify(spec), spec]))("a specification of %s is no reason to fail", (_, spec) => {
  const odd = aDeployment(spec);

  expect(told(usual, odd)).not.toEqual([]);
  expect(told(odd, usual)).not.toEqual([]);
});

test("the same variable given twice is told by what it is in the end, without its secret", () => {
  const withEnv = (env: unknown): KubernetesObject =>
    aDeployment({ template: { spec: { containers: [{ name: "a", image: "a:1", env }] } } });

  const findings = told(
    withEnv([{ name: "TOKEN", value: "first-secret" }]),
    withEnv([
      { name: "TOKEN", value: "first-secret" },
      { name: "TOKEN", value: "second-secret" },
    ]),
  );

  expect(JSON.stringify(findings.map(({ text }) => text))).not.toContain("second-secret");
});

test("each of a thousand budgets of one namespace is held against its own workload", () => {
  const objects = (tag: string, replicas: number): readonly KubernetesObject[] =>
    Array.from({ length: 1_000 }, (_, i) => `service-${i}`).flatMap((name): KubernetesObject[] => [
      {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name, namespace: "all", labels: { app: name } },
        spec: {
          replicas,
          template: { metadata: { labels: { app: name } }, spec: { containers: [{ name, image: `a:${tag}` }] } },
        },
      },
      {
        apiVersion: "policy/v1",
        kind: "PodDisruptionBudget",
        metadata: { name, namespace: "all" },
        spec: { minAvailable: 2, selector: { matchLabels: { app: name } } },
      },
    ]);
  const [before, after] = [objects("1.0.0", 3), objects("2.0.0", 2)];
  const changes = {
    objects: objectChanges(before, after),
    before: new Inventory(before),
    after: new Inventory(after),
  };

  const findings = workloadsReaders.flatMap((reader) => reader(changes));

  expect(findings.filter(({ rule }) => rule === "budget-blocks")).toHaveLength(1_000);
});
