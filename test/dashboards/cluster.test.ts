import { clusterDashboard, nodeDashboard } from "../../dashboards";
import { nodeExporterArgs } from "../../lib/components/node-exporter/config";
import { expressionCheck } from "../../lib/promql";
import { catalogue } from "../../lib/signals/catalogue";
import { everyPart, expressionsOf, panelsOf, queriesOf, rendered, substituted, variableQueriesOf } from "./builders";

const check = expressionCheck(catalogue());
const cluster = rendered(clusterDashboard(everyPart));
const node = rendered(nodeDashboard({ ...everyPart, nodeNetwork: false }));
const nodeInItsNetwork = rendered(nodeDashboard(everyPart));

test.each([
  ["cluster", cluster],
  ["node", nodeInItsNetwork],
] as const)("%s asks for nothing that nobody tells, or that is dropped when it is read", (_, json) => {
  const problems = expressionsOf(json).flatMap((expr) =>
    check(substituted(expr, { node: "node-1" })).problems.map((problem) => [expr, problem]),
  );

  expect(problems).toEqual([]);
});

test("finds every node, whether or not anything runs on it", () => {
  expect(variableQueriesOf(node, "prometheus")).toEqual(["label_values(kube_node_info, node)"]);
});

test("tells of the chosen node alone", () => {
  const ofOthers = expressionsOf(nodeInItsNetwork)
    .flatMap((expr) => [...expr.matchAll(/\b((?:node|kube|kubelet|container)_\w+)(\{[^}]*\})?/g)])
    // The phase of pods has no node; what it is joined with has.
    .filter(([, metric, matchers = ""]) => metric !== "kube_pod_status_phase" && !matchers.includes('node="$node"'));

  expect(ofOthers.map(([text]) => text)).toEqual([]);
});

test("shows a node's interfaces and connections only where node-exporter sees them", () => {
  const own = ["node_network_", "node_nf_conntrack_"];
  const seen = (json: typeof node): string[] =>
    own.filter((prefix) => expressionsOf(json).some((expr) => expr.includes(prefix)));

  expect(nodeExporterArgs(false)).not.toContain("--collector.netdev");
  expect(seen(node)).toEqual([]);
  expect(nodeExporterArgs(true)).toEqual(expect.arrayContaining(["--collector.netdev", "--collector.conntrack"]));
  expect(seen(nodeInItsNetwork)).toEqual(own);
});

test("asks for what pods request without those that have ended and those that wait for a node", () => {
  const requests = [cluster, node]
    .flatMap((json) => panelsOf(json))
    .flatMap((panel) => queriesOf(panel).map(({ expr }) => expr))
    .filter((expr) => expr.includes("kube_pod_container_resource_requests"));

  const counted = requests.filter((expr) => !/node(?:!=""|="\$node")\} and on \(namespace, pod\)/.test(expr));

  expect(requests.length).toBeGreaterThan(5);
  expect(counted).toEqual([]);
});
