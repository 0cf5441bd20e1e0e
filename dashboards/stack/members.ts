import type { Matchers } from "../../lib/signals";

/** What the programs of the stack are called: their containers, and behind the namespace their jobs. */
const PROGRAMS = [
  "prometheus",
  "alertmanager",
  "grafana",
  "loki",
  "jaeger",
  "collector-agent",
  "collector-gateway",
  "kube-state-metrics",
  "node-exporter",
  "blackbox-exporter",
];

const oneOf = (names: readonly string[]): string => names.join("|");

/** Series that the programs tell of themselves. */
export const everyProgram: Matchers = { job: { re: `.+/(${oneOf(PROGRAMS)})` } };

/** Series that Kubernetes tells of their containers. */
export const everyContainer: Matchers = { container: { re: oneOf(PROGRAMS) } };

/** What Prometheus reads of Kubernetes itself and of what it probes, beside the pods. */
export const clusterJobs: Matchers = {
  job: { re: "kube-state-metrics|kubelet|cadvisor|kubelet-probes|apiserver|service-probes|url-probes" },
};

/** Series that one kind of program tells of itself, in whichever namespace. */
export function program(name: (typeof PROGRAMS)[number]): Matchers {
  return { job: { re: `.+/${name}` } };
}
