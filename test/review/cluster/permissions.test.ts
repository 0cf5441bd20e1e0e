import type { KubernetesObject } from "../../../lib/core";
import { beyond, inWords, permissionsOf, powerOf } from "../../../lib/review/findings/cluster/permissions";

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

function role(...rules: readonly Rule[]): KubernetesObject {
  return { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata: { name: "role" }, rules };
}

function gained(before: readonly Rule[], after: readonly Rule[]): string {
  return inWords(beyond(permissionsOf(role(...after)), permissionsOf(role(...before))));
}

const pods = { apiGroups: [""], resources: ["pods"] };

describe("what a role allows beyond another one", () => {
  test.each<[string, readonly Rule[], readonly Rule[], string]>([
    ["a verb", [{ ...pods, verbs: ["get"] }], [{ ...pods, verbs: ["get", "delete"] }], "delete pods"],
    ["a group", [], [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get"] }], "get apps/deployments"],
    ["all verbs instead of one", [{ ...pods, verbs: ["get"] }], [{ ...pods, verbs: ["*"] }], "* pods"],
    [
      "all objects instead of one",
      [{ ...pods, verbs: ["get"], resourceNames: ["a"] }],
      [{ ...pods, verbs: ["get"] }],
      "get pods",
    ],
    ["a path", [], [{ nonResourceURLs: ["/metrics"], verbs: ["get"] }], "get /metrics"],
    [
      "the exec of a pod, which pods do not include",
      [{ ...pods, verbs: ["*"] }],
      [{ ...pods, resources: ["pods/exec"], verbs: ["create"] }],
      "create pods/exec",
    ],
  ])("%s", (_, before, after, expected) => {
    expect(gained(before, after)).toBe(expected);
  });

  test.each<[string, readonly Rule[], readonly Rule[]]>([
    [
      "one rule as two",
      [{ ...pods, verbs: ["get", "list"] }],
      [
        { ...pods, verbs: ["list"] },
        { ...pods, verbs: ["get"] },
      ],
    ],
    ["a verb of all", [{ ...pods, verbs: ["*"] }], [{ ...pods, verbs: ["delete"] }]],
    ["a resource of all", [{ apiGroups: ["*"], resources: ["*"], verbs: ["get"] }], [{ ...pods, verbs: ["get"] }]],
    ["one object of all", [{ ...pods, verbs: ["get"] }], [{ ...pods, verbs: ["get"], resourceNames: ["a"] }]],
    [
      "a path below a star",
      [{ nonResourceURLs: ["/healthz*"], verbs: ["get"] }],
      [{ nonResourceURLs: ["/healthz/etcd"], verbs: ["get"] }],
    ],
    [
      "the path in front of a star",
      [{ nonResourceURLs: ["/healthz*"], verbs: ["get"] }],
      [{ nonResourceURLs: ["/healthz"], verbs: ["get"] }],
    ],
    [
      "the scale of all",
      [{ apiGroups: ["*"], resources: ["*/scale"], verbs: ["update"] }],
      [{ apiGroups: ["apps"], resources: ["deployments/scale"], verbs: ["update"] }],
    ],
  ])("nothing: %s", (_, before, after) => {
    expect(gained(before, after)).toBe("");
  });
});

test.each([
  [{ group: "*", resource: "*", verb: "*" }, "everything"],
  [{ group: "", resource: "secrets", verb: "list" }, "reads all Secrets"],
  [{ group: "", resource: "secrets", verb: "get", name: "tls" }, undefined],
  [{ group: "", resource: "pods/exec", verb: "create" }, "runs commands in pods"],
  [{ group: "", resource: "nodes/proxy", verb: "get" }, "runs commands in every pod of a node"],
  [{ group: "rbac.authorization.k8s.io", resource: "roles", verb: "escalate" }, "escalate gives any other permission"],
  [{ group: "rbac.authorization.k8s.io", resource: "rolebindings", verb: "get" }, undefined],
  [{ group: "", resource: "pods", verb: "delete" }, undefined],
])("%j has the power of: %s", (permission, expected) => {
  expect(powerOf(permission)).toBe(expected);
});
