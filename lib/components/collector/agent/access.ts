import type { Construct } from "constructs";
import { Resource } from "../../../core";
import type { Program } from "../../program";

/** What the agents may read of the cluster: which pods there are, and what the kubelet says of their disks. */
export function grantLookup(scope: Construct, { name, namespace, labels }: Program, asksKubelet: boolean): void {
  // Cluster-wide names: two stacks in one cluster must not share them.
  const metadata = { name: `${namespace}-${name}`, labels };
  new Resource(scope, "service-account", "ServiceAccount", { name, labels }, { automountServiceAccountToken: false });
  new Resource(scope, "cluster-role", "ClusterRole", metadata, {
    rules: [
      { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] },
      ...(asksKubelet ? [{ apiGroups: [""], resources: ["nodes/stats"], verbs: ["get"] }] : []),
    ],
  });
  new Resource(scope, "cluster-role-binding", "ClusterRoleBinding", metadata, {
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: metadata.name },
    subjects: [{ kind: "ServiceAccount", name, namespace }],
  });
}
