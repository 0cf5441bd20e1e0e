import { serviceDashboard } from "../../dashboards";
import type { ServiceTarget } from "../../lib/signals";
import { aTarget, chosenValues } from "./a-target";
import { expressionsOf, rendered, substituted } from "./builders";

const dashboard = rendered(serviceDashboard());

test("finds pods, container and autoscaler by the names that they have", () => {
  const target = aTarget({ workload: { kind: "Deployment", name: "orders-api" }, container: "server" });

  const raw = rawSeries(target);

  expect(valuesOf("pod", raw)).toEqual(['=~"orders-api-[a-z0-9]+-[a-z0-9]{5}"']);
  expect(valuesOf("container", raw)).toEqual(['="server"']);
  expect(valuesOf("horizontalpodautoscaler", raw)).toEqual(['="orders-scaler"']);
  expect(valuesOf("deployment", raw)).toEqual(['="orders-api"']);
  expect(valuesOf("replicaset", raw)).toEqual(['=~"orders-api-[a-z0-9]+"']);
});

test("finds the pods of a StatefulSet, and no Deployment that is called like it", () => {
  const target = aTarget({ workload: { kind: "StatefulSet", name: "orders-db" } });

  const raw = rawSeries(target);

  expect(valuesOf("pod", raw)).toEqual(['=~"orders-db-[0-9]+"']);
  expect(valuesOf("statefulset", raw)).toEqual(['="orders-db"']);
  expect(valuesOf("deployment", raw)).toEqual(['=""']);
  expect(valuesOf("replicaset", raw)).toEqual(['=~"-[a-z0-9]+"']);
});

test("finds no autoscaler where there is none", () => {
  const { scaling: _, ...target } = aTarget();

  expect(valuesOf("horizontalpodautoscaler", rawSeries(target))).toEqual(['=""']);
});

test("takes nothing that the cluster tells to be called as the service is", () => {
  const target = aTarget({ service: "shopfront" });

  expect(rawSeries(target).filter((selector) => selector.includes("shopfront"))).toEqual([]);
});

test("finds pods whose names have characters that mean something in regular expressions", () => {
  const target = aTarget({ workload: { kind: "StatefulSet", name: "orders.v2" } });

  expect(valuesOf("pod", rawSeries(target))).toEqual([String.raw`=~"orders\\.v2-[0-9]+"`]);
});

test("shows each number of replicas of a Deployment and of a StatefulSet", () => {
  const ofDeployments = rawSeries(aTarget()).filter((selector) => selector.startsWith("kube_deployment_"));
  const ofStatefulSets = rawSeries(aTarget()).filter((selector) => selector.startsWith("kube_statefulset_"));

  const replicas = (selectors: string[]): string[] => selectors.filter((selector) => /replicas/.test(selector));
  expect(replicas(ofStatefulSets)).toHaveLength(replicas(ofDeployments).length);
  expect(replicas(ofDeployments).length).toBeGreaterThan(3);
});

/** What the dashboard asks of kube-state-metrics and cAdvisor when the service is chosen. */
function rawSeries(target: ServiceTarget): string[] {
  const values = chosenValues(dashboard, target);
  return expressionsOf(dashboard).flatMap(
    (expr) => substituted(expr, values).match(/\b(?:kube|container)_\w+\{(?:[^"}]|"[^"]*")*\}/g) ?? [],
  );
}

function valuesOf(label: string, selectors: readonly string[]): string[] {
  const matcher = new RegExp(`[{,]${label}(=~?"[^"]*")`);
  return [...new Set(selectors.flatMap((selector) => matcher.exec(selector)?.[1] ?? []))];
}
