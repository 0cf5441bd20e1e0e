import { resolveObject } from "../../lib/explain";
import { declaredWorld } from "./worlds";

const worlds = [declaredWorld("dev"), declaredWorld("prod")];

test.each([
  ["Deployment/shop/checkout", "Deployment/shop/checkout"],
  ["deployment/shop/checkout", "Deployment/shop/checkout"],
  ["deployments/shop/checkout", "Deployment/shop/checkout"],
  ["deploy/shop/checkout", "Deployment/shop/checkout"],
  ["deploy/checkout", "Deployment/shop/checkout"],
  ["hpa/shop/checkout", "HorizontalPodAutoscaler/shop/checkout"],
  ["networkpolicies/observability/loki", "NetworkPolicy/observability/loki"],
  ["ns/shop", "Namespace/shop"],
  // Of one environment alone.
  ["pdb/observability/prometheus", "PodDisruptionBudget/observability/prometheus"],
])("%s is %s", (text, identity) => {
  expect(resolveObject(worlds, text)).toEqual({ kind: "found", identity });
});

test("a name that several namespaces have is ambiguous without one", () => {
  const byIdentity = new Map(["Service/a/x", "Service/b/x"].map((identity) => [identity, manifest]));
  const world = { ...declaredWorld("dev"), byIdentity };

  expect(resolveObject([world], "svc/x")).toEqual({ kind: "ambiguous", identities: ["Service/a/x", "Service/b/x"] });
  expect(resolveObject([world], "svc/b/x")).toEqual({ kind: "found", identity: "Service/b/x" });
});

test("a kind with its group is meant by its name alone, too", () => {
  const identity = "ServiceMonitor.monitoring.coreos.com/shop/checkout";
  const world = { ...declaredWorld("dev"), byIdentity: new Map([[identity, manifest]]) };

  expect(resolveObject([world], "servicemonitor/shop/checkout")).toEqual({ kind: "found", identity });
});

test.each(["Deployment/shop/chekout", "Deploymnt/shop/checkout", "Service/nowhere/checkout"])(
  "%s is unknown",
  (text) => {
    expect(resolveObject(worlds, text).kind).toBe("unknown");
  },
);

const manifest = {
  object: { apiVersion: "v1", kind: "Service", metadata: { name: "x" } },
  source: "x",
  dependsOn: [],
};
