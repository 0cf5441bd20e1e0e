import { Chart } from "cdk8s";
import type { Construct } from "constructs";
import { recommendedLabels } from "./labels";
import { isLabelName } from "./object-names";
import { Problems } from "./problems";
import { Resource, type ResourceMetadata } from "./resource";

/**
 * How strictly the API server checks the pods of a namespace. Whatever is not `restricted` says why, in an annotation of
 * the namespace.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export type PodSecurity = "restricted" | { readonly level: "baseline" | "privileged"; readonly reason: string };

export interface ManifestChartProps {
  /** The namespace of every namespaced object below. */
  readonly namespace: string;
  /**
   * Declares the namespace itself, in which the API server then enforces this Pod Security level.
   * @default - the namespace is somebody else's, and must be there before the objects are applied
   */
  readonly podSecurity?: PodSecurity;
  /** Labels of every object below. @default - none */
  readonly labels?: Record<string, string>;
}

/**
 * A chart whose objects are named as they say: no hash of the construct path, so moving a construct renames nothing.
 * Whatever is wrong with the name of the namespace is told when the tree is rendered.
 */
export class ManifestChart extends Chart {
  /** The namespace of every namespaced object below. */
  readonly namespaceName: string;

  constructor(scope: Construct, id: string, props: ManifestChartProps) {
    const { namespace, podSecurity, labels } = props;
    super(scope, id, { namespace, disableResourceNameHashes: true, ...(labels && { labels }) });
    this.namespaceName = namespace;

    const problems = new Problems();
    problems.reportOn(this);
    const expected = 'the name of a namespace (lower-case letters, digits and "-", at most 63 characters)';
    problems.check(isLabelName(namespace), "namespace", namespace, expected);
    if (problems.found || podSecurity === undefined) return;
    new Resource(this, "namespace", "Namespace", namespaceMetadata(namespace, podSecurity), {});
  }
}

function namespaceMetadata(name: string, podSecurity: PodSecurity): ResourceMetadata {
  const { level, reason } = podSecurity === "restricted" ? { level: podSecurity, reason: undefined } : podSecurity;
  return {
    name,
    labels: {
      ...recommendedLabels({ name, component: "namespace", partOf: name }),
      "pod-security.kubernetes.io/enforce": level,
      "pod-security.kubernetes.io/warn": level,
    },
    annotations: reason === undefined ? {} : { "cdk8s-observability/pod-security-reason": reason },
  };
}
