/** What a network that enforces NetworkPolicies lets through: their semantics, as far as policies for ingress use them. */
import { asRecord, asRecords, podSpecOf, type JsonRecord, type KubernetesObject } from "../../lib/core";

export interface Pod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: JsonRecord;
  readonly annotations: JsonRecord;
  readonly hostNetwork: boolean;
  readonly ports: readonly ContainerPort[];
  readonly args: readonly string[];
}

export interface ContainerPort {
  readonly name: unknown;
  readonly port: number;
  readonly protocol: string;
}

/** Somebody calls a pod. */
export interface Call {
  readonly from: Pod;
  readonly to: Pod;
  readonly port: number;
  readonly protocol: string;
}

/** A pod of nobody's that we know. */
export function aPod(namespace: string, labels: JsonRecord = {}): Pod {
  return { name: "stranger", namespace, labels, annotations: {}, hostNetwork: false, ports: [], args: [] };
}

/** The pods of every workload, one for each. */
export function podsOf(objects: readonly KubernetesObject[]): Pod[] {
  return objects
    .filter(({ kind }) => ["Deployment", "StatefulSet", "DaemonSet"].includes(kind))
    .map((workload) => {
      const metadata = asRecord(asRecord(asRecord(workload["spec"])["template"])["metadata"]);
      const containers = asRecords(podSpecOf(workload)["containers"]);
      return {
        name: workload.metadata.name,
        namespace: workload.metadata.namespace ?? "",
        labels: asRecord(metadata["labels"]),
        annotations: asRecord(metadata["annotations"]),
        hostNetwork: podSpecOf(workload)["hostNetwork"] === true,
        ports: containers
          .flatMap((container) => asRecords(container["ports"]))
          .map(({ name, containerPort, protocol = "TCP" }) => ({
            name,
            port: Number(containerPort),
            protocol: String(protocol),
          })),
        args: containers.flatMap(({ args }) => (Array.isArray(args) ? args.map(String) : [])),
      };
    });
}

/**
 * Whether the call arrives: a pod that some policy selects takes what one of them allows; one that none selects takes all.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function isAllowed(objects: readonly KubernetesObject[], call: Call): boolean {
  if (call.to.hostNetwork) return true;
  const policies = policiesFor(objects, call.to);
  return policies.length === 0 || policies.some((policy) => allows(objects, policy, call));
}

/** The policies for ingress that select a pod. */
export function policiesFor(objects: readonly KubernetesObject[], pod: Pod): KubernetesObject[] {
  return objects.filter(({ kind, metadata, ...policy }) => {
    const { podSelector, policyTypes = ["Ingress"] } = asRecord(policy["spec"]);
    const isForIngress = Array.isArray(policyTypes) && policyTypes.includes("Ingress");
    return (
      kind === "NetworkPolicy" &&
      metadata.namespace === pod.namespace &&
      isForIngress &&
      matches(podSelector, pod.labels)
    );
  });
}

export function rulesOf(policy: KubernetesObject): readonly JsonRecord[] {
  return asRecords(asRecord(policy["spec"])["ingress"]);
}

function allows(objects: readonly KubernetesObject[], policy: KubernetesObject, call: Call): boolean {
  return rulesOf(policy).some((rule) => {
    const ports = asRecords(rule["ports"]);
    const peers = asRecords(rule["from"]);
    return (
      (ports.length === 0 || ports.some((port) => isPort(port, call))) &&
      // No peers, and an empty list of them, are everybody.
      (peers.length === 0 || peers.some((peer) => isPeer(objects, policy, peer, call.from)))
    );
  });
}

function isPort({ port, endPort, protocol = "TCP" }: JsonRecord, { to, ...call }: Call): boolean {
  if (endPort !== undefined) throw new Error("endPort: not known here");
  if (protocol !== call.protocol) return false;
  if (port === undefined || port === call.port) return true;
  return to.ports.some((declared) => declared.name === port && declared.port === call.port);
}

function isPeer(objects: readonly KubernetesObject[], policy: KubernetesObject, peer: JsonRecord, pod: Pod): boolean {
  const { namespaceSelector, podSelector, ...others } = peer;
  if (Object.keys(others).length > 0) throw new Error(`${Object.keys(others).join()}: not known here`);
  const isNamespace =
    namespaceSelector === undefined
      ? pod.namespace === policy.metadata.namespace
      : matches(namespaceSelector, namespaceLabels(objects, pod.namespace));
  return isNamespace && (podSelector === undefined || matches(podSelector, pod.labels));
}

/** The API server labels each namespace with its name. */
function namespaceLabels(objects: readonly KubernetesObject[], name: string): JsonRecord {
  const namespace = objects.find(({ kind, metadata }) => kind === "Namespace" && metadata.name === name);
  return { ...namespace?.metadata.labels, "kubernetes.io/metadata.name": name };
}

function matches(selector: unknown, labels: JsonRecord): boolean {
  const { matchLabels, ...others } = asRecord(selector);
  if (Object.keys(others).length > 0) throw new Error(`${Object.keys(others).join()}: not known here`);
  return Object.entries(asRecord(matchLabels)).every(([key, value]) => labels[key] === value);
}
