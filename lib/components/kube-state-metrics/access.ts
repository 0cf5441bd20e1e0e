import type { Construct } from "constructs";
import { Resource } from "../../core";
import type { Program } from "../program";
import { watchedResources } from "./config";

/** What kube-state-metrics may read of the cluster: the objects that it tells about. */
export function grantListing(scope: Construct, { name, namespace, labels }: Program): void {
  // Cluster-wide names: two stacks in one cluster must not share them.
  const metadata = { name: `${namespace}-${name}`, labels };
  const groups = [...new Set(watchedResources.map(({ apiGroup }) => apiGroup))];
  new Resource(scope, "service-account", "ServiceAccount", { name, labels }, { automountServiceAccountToken: false });
  new Resource(scope, "cluster-role", "ClusterRole", metadata, {
    rules: groups.map((apiGroup) => ({
      apiGroups: [apiGroup],
      resources: watchedResources.filter((watched) => watched.apiGroup === apiGroup).map(({ resource }) => resource),
      verbs: ["list", "watch"],
    })),
  });
  new Resource(scope, "cluster-role-binding", "ClusterRoleBinding", metadata, {
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: metadata.name },
    subjects: [{ kind: "ServiceAccount", name, namespace }],
  });
}
