import type { KubernetesObject } from "../../../lib/core";
import {
  containsBlock,
  openedBeyond,
  openingsOf,
  openingText,
  restricts,
} from "../../../lib/review/findings/cluster/network-rules";

function policy(spec: object): KubernetesObject {
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name: "one" }, spec };
}

function opened(before: object, after: object): string[] {
  const [was, is] = [before, after].map((spec) => openingsOf(policy(spec), "Ingress"));
  return openedBeyond(is ?? [], was ?? []).map(openingText);
}

const web = { podSelector: { matchLabels: { app: "web" } } };
const everywhere = { namespaceSelector: {} };
const port80 = { port: 80 };

describe("what a policy lets through that it did not", () => {
  test.each<[string, object, object, readonly string[]]>([
    ["a rule without peers", { ingress: [{ from: [web] }] }, { ingress: [{}] }, ["anybody on all ports"]],
    [
      "pods",
      { ingress: [] },
      { ingress: [{ from: [web], ports: [port80] }] },
      ["pods app=web of the namespace on TCP 80"],
    ],
    [
      "all namespaces",
      { ingress: [{ from: [web] }] },
      { ingress: [{ from: [web, everywhere] }] },
      ["all pods of the cluster on all ports"],
    ],
    [
      "every address",
      { ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }] },
      { ingress: [{ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] },
      ["every address on all ports"],
    ],
    [
      "all ports",
      { ingress: [{ from: [web], ports: [port80] }] },
      { ingress: [{ from: [web] }] },
      ["pods app=web of the namespace on all ports"],
    ],
    [
      "more ports",
      { ingress: [{ ports: [port80] }] },
      { ingress: [{ ports: [{ port: 80, endPort: 90 }] }] },
      ["anybody on TCP 80-90"],
    ],
    ["no restriction", { ingress: [] }, { ingress: [], policyTypes: ["Egress"] }, ["anybody on all ports"]],
  ])("%s", (_, before, after, expected) => {
    expect(opened(before, after)).toEqual(expected);
  });

  test.each<[string, object, object]>([
    ["TCP, the default", { ingress: [{ ports: [port80] }] }, { ingress: [{ ports: [{ port: 80, protocol: "TCP" }] }] }],
    [
      "rules that are put together",
      { ingress: [{ from: [web] }, { from: [everywhere] }] },
      { ingress: [{ from: [web, everywhere] }] },
    ],
    [
      "a smaller block",
      { ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }] },
      { ingress: [{ from: [{ ipBlock: { cidr: "10.1.0.0/16" } }] }] },
    ],
    [
      "a port of a range",
      { ingress: [{ ports: [{ port: 80, endPort: 90 }] }] },
      { ingress: [{ ports: [{ port: 85 }] }] },
    ],
    [
      "pods with one label more",
      { ingress: [{ from: [web] }] },
      { ingress: [{ from: [{ podSelector: { matchLabels: { app: "web", tier: "front" } } }] }] },
    ],
  ])("nothing: %s", (_, before, after) => {
    expect(opened(before, after)).toEqual([]);
  });
});

test("without policyTypes, egress is restricted only where it has rules", () => {
  const directions = [{ ingress: [] }, { egress: [{}] }].map((spec) => restricts(policy(spec), "Egress"));

  expect(directions).toEqual([false, true]);
});

test.each([
  ["0.0.0.0/0", "10.0.0.0/8", true],
  ["10.0.0.0/8", "10.255.0.1/32", true],
  ["10.0.0.0/8", "11.0.0.0/16", false],
  ["10.0.0.0/16", "10.0.0.0/8", false],
  ["fd00::/8", "fd00::/16", false],
])("%s holds %s: %s", (outer, inner, expected) => {
  expect(containsBlock(outer, inner)).toBe(expected);
});
