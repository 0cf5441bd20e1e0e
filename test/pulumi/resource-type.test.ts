import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { resourceType } from "../../lib/pulumi/resource-type";

const KUBERNETES_SDK = dirname(require.resolve("@pulumi/kubernetes/package.json"));

describe("resourceType", () => {
  it.each([
    ["v1", "ConfigMap", "core/v1/configMap"],
    ["v1", "Namespace", "core/v1/namespace"],
    ["apps/v1", "Deployment", "apps/v1/deployment"],
    ["autoscaling/v2", "HorizontalPodAutoscaler", "autoscaling/v2/horizontalPodAutoscaler"],
    ["policy/v1", "PodDisruptionBudget", "policy/v1/podDisruptionBudget"],
    ["networking.k8s.io/v1", "NetworkPolicy", "networking/v1/networkPolicy"],
    ["rbac.authorization.k8s.io/v1", "ClusterRole", "rbac/v1/clusterRole"],
    ["apiextensions.k8s.io/v1", "CustomResourceDefinition", "apiextensions/v1/customResourceDefinition"],
  ])("gives %s %s the token of the provider's own class", (apiVersion, kind, file) => {
    const source = readFileSync(join(KUBERNETES_SDK, `${file}.js`), "utf8");
    const token = /__pulumiType = '([^']+)'/.exec(source)?.[1];

    expect(resourceType({ apiVersion, kind })).toBe(token);
  });

  it("makes a token for kinds that the provider has no class for", () => {
    const token = resourceType({ apiVersion: "monitoring.coreos.com/v1", kind: "ServiceMonitor" });

    expect(token).toBe("kubernetes:monitoring.coreos.com/v1:ServiceMonitor");
  });
});
