import { holdsData } from "../../lib/pulumi/protection";
import { aConfigMap } from "./manifests";

describe("holdsData", () => {
  it.each([
    ["v1", "Namespace"],
    ["v1", "PersistentVolume"],
    ["v1", "PersistentVolumeClaim"],
    ["apiextensions.k8s.io/v1", "CustomResourceDefinition"],
  ])("is true for a %s %s", (apiVersion, kind) => {
    expect(holdsData({ apiVersion, kind, metadata: { name: "shop" } })).toBe(true);
  });

  it("is false for what applying the manifests again brings back", () => {
    expect(holdsData(aConfigMap())).toBe(false);
    expect(holdsData({ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "checkout" } })).toBe(false);
  });

  it("is false for a StatefulSet, whose claims outlive it", () => {
    expect(holdsData(aStatefulSet({ volumeClaimTemplates: [{}] }))).toBe(false);
    expect(holdsData(aStatefulSet({ persistentVolumeClaimRetentionPolicy: { whenScaled: "Delete" } }))).toBe(false);
  });

  it("is true for a StatefulSet that takes its claims with it", () => {
    expect(holdsData(aStatefulSet({ persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" } }))).toBe(true);
  });

  it("is false for a kind of somebody else's with the same name", () => {
    expect(holdsData({ apiVersion: "example.com/v1", kind: "Namespace", metadata: { name: "shop" } })).toBe(false);
  });
});

function aStatefulSet(spec: object): Parameters<typeof holdsData>[0] {
  return { apiVersion: "apps/v1", kind: "StatefulSet", metadata: { name: "loki", namespace: "logs" }, spec };
}
