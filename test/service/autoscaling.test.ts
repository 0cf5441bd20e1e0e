import type { Scaling } from "../../lib/service";
import { objectOf, problemsOf, specOf } from "./a-service";

const SCALING: Scaling = { min: 2, max: 10, cpu: "70%" };

test("runs two replicas without a word about them", () => {
  expect(specOf("Deployment")["replicas"]).toBe(2);
  expect(specOf("Deployment", { replicas: 3 })["replicas"]).toBe(3);
});

test("omits replicas when scaling is set", () => {
  expect(specOf("Deployment", { scaling: SCALING })).not.toHaveProperty("replicas");
});

test("scales the Deployment on CPU and memory", () => {
  expect(specOf("HorizontalPodAutoscaler", { scaling: { ...SCALING, memory: "80%" } })).toMatchObject({
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "checkout" },
    minReplicas: 2,
    maxReplicas: 10,
    metrics: [
      { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
      { type: "Resource", resource: { name: "memory", target: { type: "Utilization", averageUtilization: 80 } } },
    ],
  });
});

test("scales up at once and down slowly", () => {
  expect(specOf("HorizontalPodAutoscaler", { scaling: SCALING })["behavior"]).toEqual({
    scaleUp: {
      stabilizationWindowSeconds: 0,
      selectPolicy: "Max",
      policies: [
        { type: "Percent", value: 100, periodSeconds: 15 },
        { type: "Pods", value: 4, periodSeconds: 15 },
      ],
    },
    scaleDown: {
      stabilizationWindowSeconds: 300,
      selectPolicy: "Max",
      policies: [{ type: "Percent", value: 25, periodSeconds: 60 }],
    },
  });
});

test("replaces the behavior of one direction as a whole", () => {
  const behavior = { scaleDown: { policies: [{ type: "Pods", value: 1, period: "2m" }] } } as const;

  expect(specOf("HorizontalPodAutoscaler", { scaling: { ...SCALING, behavior } })["behavior"]).toMatchObject({
    scaleUp: { policies: [{ value: 100 }, { value: 4 }] },
    scaleDown: {
      stabilizationWindowSeconds: 0,
      selectPolicy: "Max",
      policies: [{ type: "Pods", value: 1, periodSeconds: 120 }],
    },
  });
});

test("scales on metrics of pods, objects, the outside and single containers", () => {
  const metrics: Scaling["metrics"] = [
    { pods: { metric: "queue_length", averageValue: "30" } },
    {
      object: {
        metric: "requests",
        describedObject: { apiVersion: "networking.k8s.io/v1", kind: "Ingress", name: "shop" },
        value: "2k",
      },
    },
    { external: { metric: "messages", selector: { queue: "orders" }, averageValue: "500m" } },
    { containerResource: { resource: "cpu", averageUtilization: "60%" } },
  ];

  expect(specOf("HorizontalPodAutoscaler", { scaling: { min: 1, max: 3, metrics } })["metrics"]).toEqual([
    { type: "Pods", pods: { metric: { name: "queue_length" }, target: { type: "AverageValue", averageValue: "30" } } },
    {
      type: "Object",
      object: {
        metric: { name: "requests" },
        describedObject: { apiVersion: "networking.k8s.io/v1", kind: "Ingress", name: "shop" },
        target: { type: "Value", value: "2k" },
      },
    },
    {
      type: "External",
      external: {
        metric: { name: "messages", selector: { matchLabels: { queue: "orders" } } },
        target: { type: "AverageValue", averageValue: "500m" },
      },
    },
    {
      type: "ContainerResource",
      containerResource: {
        name: "cpu",
        container: "checkout",
        target: { type: "Utilization", averageUtilization: 60 },
      },
    },
  ]);
});

test.each<[string, Parameters<typeof problemsOf>[0], RegExp]>([
  ["replicas beside scaling", { replicas: 2, scaling: SCALING }, /^replicas 2: expected nothing beside `scaling`/],
  ["no replicas", { replicas: 0 }, /^replicas 0: expected a whole number from 1/],
  ["half a replica", { replicas: 1.5 }, /^replicas 1.5: expected a whole number/],
  ["a minimum of nothing", { scaling: { ...SCALING, min: 0 } }, /^scaling.min 0: expected a whole number from 1/],
  [
    "a minimum over the maximum",
    { scaling: { ...SCALING, min: 11 } },
    /^scaling.min 11: expected at most scaling.max 10/,
  ],
  ["nothing to scale on", { scaling: { min: 1, max: 2 } }, /^scaling .*: expected `cpu`, `memory` or `metrics`/],
  [
    "an empty list to scale on",
    { scaling: { min: 1, max: 2, metrics: [] } },
    /^scaling .*: expected `cpu`, `memory` or `metrics`/,
  ],
  ["half a percent", { scaling: { ...SCALING, cpu: "0.5%" } }, /^scaling.cpu "0.5%": expected a whole percentage/],
  [
    "more than everything",
    { scaling: { ...SCALING, memory: "150%" } },
    /^scaling.memory "150%": expected a percentage/,
  ],
  [
    "a window over an hour",
    {
      scaling: {
        ...SCALING,
        behavior: { scaleUp: { stabilizationWindow: "2h", policies: [{ type: "Pods", value: 1, period: "15s" }] } },
      },
    },
    /^scaling.behavior.scaleUp.stabilizationWindow "2h": expected a duration of 0s to 3600s/,
  ],
  [
    "a direction without policies",
    { scaling: { ...SCALING, behavior: { scaleDown: { policies: [] } } } },
    /^scaling.behavior.scaleDown.policies \[\]: expected at least one policy/,
  ],
  [
    "a metric without a name",
    { scaling: { ...SCALING, metrics: [{ external: { metric: "", value: "1" } }] } },
    /^scaling.metrics\[0\].external.metric "": expected the name/,
  ],
])("refuses %s", (_, spec, problem) => {
  expect(problemsOf(spec)).toEqual([expect.stringMatching(problem)]);
});

describe("disruption", () => {
  test("lets one pod at a time be evicted, and those that crash always", () => {
    expect(specOf("PodDisruptionBudget")).toMatchObject({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    });
  });

  test("has no budget for a single replica", () => {
    expect(objectOf("PodDisruptionBudget", { replicas: 1 })).toBeUndefined();
    expect(objectOf("PodDisruptionBudget", { scaling: { ...SCALING, min: 1, max: 1 } })).toBeUndefined();
  });

  test("has a budget where there can be more than one replica", () => {
    expect(objectOf("PodDisruptionBudget", { scaling: { ...SCALING, min: 1 } })).toBeDefined();
  });
});
