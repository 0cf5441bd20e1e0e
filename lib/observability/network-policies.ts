import { Chart } from "cdk8s";
import type { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import type { Alertmanager } from "../components/alertmanager";
import { HTTP_PORT as ALERTMANAGER } from "../components/alertmanager/workload";
import { PORT as BLACKBOX_EXPORTER } from "../components/blackbox/config";
import { ports as collector } from "../components/collector";
import { HTTP_PORT as GRAFANA } from "../components/grafana/workload";
import { ports as jaeger } from "../components/jaeger/config";
import { ports as kubeStateMetrics } from "../components/kube-state-metrics/config";
import type { Loki } from "../components/loki";
import { ports as loki } from "../components/loki/config";
import { PORT as NODE_EXPORTER } from "../components/node-exporter/config";
import { PORT as PROMETHEUS } from "../components/prometheus/workload";
import {
  checkLabelValue,
  isLabelName,
  Problems,
  recommendedLabels,
  Resource,
  selectorLabels,
  type Plain,
} from "../core";

/** Who may reach the stack from outside it. */
export interface NetworkPolicyOptions {
  /**
   * Who else may reach the HTTP ports of Prometheus, Alertmanager, Loki and Jaeger: the ingress controller of an Ingress in
   * front of them, another Grafana, an adapter of custom metrics, other senders of alerts, logs, traces and OTLP metrics. Grafana
   * needs no entry, and neither does whoever sends OTLP to the collector of its node: these answer everybody.
   *
   * Without an entry these go on: probes of the kubelet and `kubectl port-forward`, which come from the pod's own node.
   * These do not: an Ingress, and the API server's proxy (`kubectl proxy`, `kubectl get --raw …/proxy/…`), which comes from
   * the control plane's nodes.
   * @default - nobody
   */
  readonly accessFrom?: readonly NetworkPeer[];
}

/** Pods of another namespace, such as `{ namespace: "ingress-nginx" }`. */
export interface NetworkPeer {
  readonly namespace: string;
  /** Labels that the pods carry, all of them. @default - every pod of the namespace */
  readonly podLabels?: Readonly<Record<string, string>>;
}

/** The stack's programs, by the name that their pods carry. Undefined for those that are left out or that no policy applies to. */
export type Programs = Readonly<Record<ProgramName, Construct | undefined>> & {
  readonly alertmanager: Alertmanager;
  readonly loki: Loki | undefined;
};

type ProgramName = (typeof PROGRAM_NAMES)[number];

const PROGRAM_NAMES = [
  "prometheus",
  "alertmanager",
  "loki",
  "jaeger",
  "grafana",
  "collector-agent",
  "collector-gateway",
  "kube-state-metrics",
  "node-exporter",
  "blackbox-exporter",
] as const;

/** A program, or those who are named in `accessFrom`. */
type Caller = ProgramName | "accessFrom";

/** One arrow of the wiring. */
export interface Connection {
  /** `anyone` for people, whichever way they come. */
  readonly from: Caller | "anyone";
  readonly to: ProgramName;
  readonly port: number;
  /** @default "TCP" */
  readonly protocol?: "TCP" | "UDP";
}

const ALERTMANAGER_CLUSTER = 9094;

/** Who may call whom. Whatever is not in this table is refused. What a program calls of its own name is its other replicas. */
export const CONNECTIONS: readonly Connection[] = [
  { from: "prometheus", to: "prometheus", port: PROMETHEUS },
  { from: "grafana", to: "prometheus", port: PROMETHEUS },
  // What services push, what Loki computes from log lines, and the Monitor tab of Jaeger.
  { from: "collector-gateway", to: "prometheus", port: PROMETHEUS },
  { from: "loki", to: "prometheus", port: PROMETHEUS },
  { from: "jaeger", to: "prometheus", port: PROMETHEUS },
  { from: "accessFrom", to: "prometheus", port: PROMETHEUS },

  { from: "prometheus", to: "alertmanager", port: ALERTMANAGER },
  { from: "loki", to: "alertmanager", port: ALERTMANAGER },
  { from: "grafana", to: "alertmanager", port: ALERTMANAGER },
  { from: "accessFrom", to: "alertmanager", port: ALERTMANAGER },
  { from: "alertmanager", to: "alertmanager", port: ALERTMANAGER_CLUSTER, protocol: "TCP" },
  { from: "alertmanager", to: "alertmanager", port: ALERTMANAGER_CLUSTER, protocol: "UDP" },

  { from: "prometheus", to: "loki", port: loki.http },
  { from: "collector-agent", to: "loki", port: loki.http },
  { from: "grafana", to: "loki", port: loki.http },
  { from: "accessFrom", to: "loki", port: loki.http },
  { from: "loki", to: "loki", port: loki.grpc },
  { from: "loki", to: "loki", port: loki.memberlist },

  { from: "prometheus", to: "jaeger", port: jaeger.metrics },
  { from: "collector-gateway", to: "jaeger", port: jaeger.otlpGrpc },
  { from: "grafana", to: "jaeger", port: jaeger.http },
  { from: "accessFrom", to: "jaeger", port: jaeger.http },
  // Of collectors that somebody else runs.
  { from: "accessFrom", to: "jaeger", port: jaeger.otlpGrpc },
  { from: "accessFrom", to: "jaeger", port: jaeger.otlpHttp },
  // Programs ask how much to sample.
  { from: "anyone", to: "jaeger", port: jaeger.samplingHttp },
  { from: "anyone", to: "jaeger", port: jaeger.samplingGrpc },

  { from: "anyone", to: "collector-agent", port: collector.otlpGrpc },
  { from: "anyone", to: "collector-agent", port: collector.otlpHttp },
  { from: "prometheus", to: "collector-agent", port: collector.metrics },
  // Nobody else: spans that come by another way could reach another replica than the rest of their trace.
  { from: "collector-agent", to: "collector-gateway", port: collector.otlpGrpc },
  { from: "prometheus", to: "collector-gateway", port: collector.metrics },

  // Prometheus reads Grafana's metrics here as well.
  { from: "anyone", to: "grafana", port: GRAFANA },

  { from: "prometheus", to: "kube-state-metrics", port: kubeStateMetrics.metrics },
  { from: "prometheus", to: "kube-state-metrics", port: kubeStateMetrics.telemetry },
  { from: "prometheus", to: "node-exporter", port: NODE_EXPORTER },
  { from: "prometheus", to: "blackbox-exporter", port: BLACKBOX_EXPORTER },
];

/**
 * One NetworkPolicy for each program, after which its pods take what {@link CONNECTIONS} says and nothing else. What they
 * send is left alone. See docs/adr/0007-network-policies.md.
 */
export function addNetworkPolicies(
  scope: Construct,
  options: NetworkPolicyOptions | false | undefined,
  programs: Programs,
): void {
  if (options === false) return;
  const accessFrom = options?.accessFrom ?? [];
  check(accessFrom).reportOn(scope);
  const connections = CONNECTIONS.filter(({ from, to }) => from !== to || hasPeers(to, programs));
  const peersOf = (from: Caller): Peer[] =>
    from === "accessFrom" ? accessFrom.map(peerOf) : peersOfProgram(from, programs[from]);

  for (const name of PROGRAM_NAMES) {
    const program = programs[name];
    if (!program) continue;
    const labels = recommendedLabels({ name, partOf: "observability", component: "network-policy" });
    new Resource(
      program,
      "network-policy",
      "NetworkPolicy",
      { name, labels },
      {
        spec: {
          podSelector: { matchLabels: selectorLabels(name) },
          policyTypes: ["Ingress"],
          ingress: connections.filter(({ to }) => to === name).flatMap((connection) => rulesOf(connection, peersOf)),
        },
      },
    );
  }
}

/** Whether replicas of a program call each other. Prometheus scrapes itself, be it alone. */
function hasPeers(name: ProgramName, { alertmanager, loki: logs }: Programs): boolean {
  if (name === "alertmanager") return alertmanager.targets.length > 1;
  return name !== "loki" || (logs !== undefined && logs.replicas > 1);
}

type Peer = Plain<k8s.NetworkPolicyPeer>;

function rulesOf(
  { from, port, protocol = "TCP" }: Connection,
  peersOf: (from: Caller) => readonly Peer[],
): Plain<k8s.NetworkPolicyIngressRule>[] {
  const ports = [{ port, protocol }];
  if (from === "anyone") return [{ ports }];
  const peers = peersOf(from);
  // Not an empty list of peers, which would be everybody.
  return peers.length === 0 ? [] : [{ from: peers, ports }];
}

function peersOfProgram(name: ProgramName, program: Construct | undefined): Peer[] {
  const namespace = program && Chart.of(program).namespace;
  return namespace === undefined ? [] : [peerOf({ namespace, podLabels: selectorLabels(name) })];
}

/** Both selectors in one peer: as two peers, every pod of the namespace and every such pod of the stack's would do. */
function peerOf({ namespace, podLabels = {} }: NetworkPeer): Peer {
  return {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
    ...(Object.keys(podLabels).length > 0 && { podSelector: { matchLabels: podLabels } }),
  };
}

function check(accessFrom: readonly NetworkPeer[]): Problems {
  const problems = new Problems();
  accessFrom.forEach(({ namespace, podLabels = {} }, i) => {
    const property = `networkPolicies.accessFrom[${i}]`;
    problems.check(isLabelName(namespace), `${property}.namespace`, namespace, "the name of a namespace");
    for (const [key, value] of Object.entries(podLabels)) {
      if (value !== "") checkLabelValue(`${property}.podLabels[${JSON.stringify(key)}]`, value, problems);
    }
  });
  return problems;
}
