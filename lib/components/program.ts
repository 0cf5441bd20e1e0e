import { Chart } from "cdk8s";
import type { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import { recommendedLabels, selectorLabels, type Plain } from "../core";
import { imageVersion } from "./versions";

/** What a program of the stack is called, everywhere. */
export interface Program {
  readonly name: string;
  readonly namespace: string;
  /** Labels of each of its objects, and of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Labels that select its pods. */
  readonly selector: Readonly<Record<string, string>>;
}

/** The program that `scope` is: it lives in the namespace of its chart. */
export function programOf(scope: Construct, name: string, component: string, image: string): Program {
  const version = imageVersion(image);
  return {
    name,
    namespace: Chart.of(scope).namespace ?? "default",
    labels: recommendedLabels({
      name,
      partOf: "observability",
      component,
      ...(version === undefined ? {} : { version }),
    }),
    selector: selectorLabels(name),
  };
}

/** No two of the selected pods on one node, so that the loss of a node is the loss of one of them. */
export function onePerNode(selector: Readonly<Record<string, string>>): Plain<k8s.Affinity> {
  const term = { labelSelector: { matchLabels: selector }, topologyKey: "kubernetes.io/hostname" };
  return { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
}
