import type { Construct } from "constructs";
import { Resource } from "../../core";
import type { Program } from "../program";

/** What Prometheus may read of the cluster: where things are, and the metrics of nodes and of the API server. */
export function grantDiscovery(scope: Construct, program: Program): void {
  const { labels, name, namespace } = program;
  // Cluster-wide names: two stacks in one cluster must not share them.
  const metadata = { name: `${namespace}-${name}`, labels };
  const verbs = ["get", "list", "watch"];
  new Resource(scope, "service-account", "ServiceAccount", { name, labels }, { automountServiceAccountToken: false });
  new Resource(scope, "cluster-role", "ClusterRole", metadata, {
    rules: [
      { apiGroups: [""], resources: ["nodes", "pods", "services"], verbs },
      { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs },
      { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
      { nonResourceURLs: ["/metrics"], verbs: ["get"] },
    ],
  });
  new Resource(scope, "cluster-role-binding", "ClusterRoleBinding", metadata, {
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: metadata.name },
    subjects: [{ kind: "ServiceAccount", name, namespace }],
  });
}
