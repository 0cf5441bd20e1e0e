import { Chart } from "cdk8s";
import type { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import { imageVersion, recommendedLabels, selectorLabels, type Plain } from "../core";

/** What a program of the stack is called, everywhere. */
export interface Program {
  readonly name: string;
  readonly namespace: string;
  /** Labels of each of its objects. No version, so that another version changes the workload alone. */
  readonly labels: Readonly<Record<string, string>>;
  /** Labels of its Deployment, StatefulSet or DaemonSet and of the pods, with the version. */
  readonly workloadLabels: Readonly<Record<string, string>>;
  /** Labels that select its pods. */
  readonly selector: Readonly<Record<string, string>>;
}

/** The program that `scope` is: it lives in the namespace of its chart. */
export function programOf(scope: Construct, name: string, component: string, image: string): Program {
  const identity = { name, partOf: "observability", component };
  const version = imageVersion(image);
  return {
    name,
    namespace: Chart.of(scope).namespace ?? "default",
    labels: recommendedLabels(identity),
    workloadLabels: recommendedLabels(version === undefined ? identity : { ...identity, version }),
    selector: selectorLabels(name),
  };
}

/** The headless Service of a StatefulSet, by which each replica has a name in the DNS. */
export function headlessServiceName({ name }: Program): string {
  return `${name}-headless`;
}

/**
 * No two of the selected pods on one node, so that the loss of a node is the loss of one of them; and in different zones
 * as far as there are some.
 */
export function onePerNode(selector: Readonly<Record<string, string>>): Plain<k8s.Affinity> {
  const apart = (topologyKey: string) => ({ labelSelector: { matchLabels: selector }, topologyKey });
  return {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [apart("kubernetes.io/hostname")],
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 100, podAffinityTerm: apart("topology.kubernetes.io/zone") },
      ],
    },
  };
}
