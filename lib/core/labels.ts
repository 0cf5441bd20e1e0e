/** Labels that stand on every object. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export interface Identity {
  /** The program or service: `checkout`, `prometheus`. The only label that selectors use. */
  readonly name: string;
  /** The larger application: the namespace's team or product, or `observability`. */
  readonly partOf: string;
  /** The role within it, such as `service`, `metrics` or `alerting`. */
  readonly component: string;
  /** The version of the program. Never part of a selector, which cannot change. */
  readonly version?: string;
}

/** The recommended labels of an object. */
export function recommendedLabels(identity: Identity): Record<string, string> {
  return {
    "app.kubernetes.io/name": identity.name,
    "app.kubernetes.io/component": identity.component,
    "app.kubernetes.io/part-of": identity.partOf,
    "app.kubernetes.io/managed-by": "cdk8s-observability",
    ...(identity.version === undefined ? {} : { "app.kubernetes.io/version": identity.version }),
  };
}

/** The labels that select the pods of a service: explicit and stable, so that moving a construct never replaces a Deployment. */
export function selectorLabels(name: string): Record<string, string> {
  return { "app.kubernetes.io/name": name };
}
