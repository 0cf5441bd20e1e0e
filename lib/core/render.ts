import { ApiObject, type App } from "cdk8s";
import type { IConstruct } from "constructs";
import { dependencyFinder } from "./dependencies";
import {
  groupKind,
  identityOf,
  isClusterScoped,
  qualifiedKind,
  type KubernetesObject,
  type Manifest,
} from "./manifest";
import { inDependencyOrder } from "./order";
import { SynthesisError } from "./problems";
import { toPlainObject } from "./plain-object";

/**
 * The last word on one object. It gets the finished plain object and returns the one to use instead; returning the object
 * as it came leaves it alone, returning undefined drops it.
 */
export type Override = (object: KubernetesObject) => KubernetesObject | undefined;

export interface RenderOptions {
  /** Applied in order to every object, after everything else. @default - none */
  readonly overrides?: readonly Override[];
  /**
   * Custom kinds that have no namespace, as `Kind.group`, such as `"ClusterIssuer.cert-manager.io"`. What Kubernetes
   * itself defines is known.
   * @default - custom kinds get their chart's namespace
   */
  readonly clusterScoped?: readonly string[];
}

/**
 * Every Kubernetes object of an app as plain data, in the order in which to apply them. A pure function: the same tree
 * gives the same bytes, in one pass over it.
 *
 * Throws one {@link SynthesisError} with all the problems that constructs found, all the objects that share an identity,
 * and dependency cycles.
 *
 * The objects are those of `app.synth()`, except that cluster-scoped ones carry no namespace. cdk8s' own synthesis is
 * quadratic in charts and exponential in chart dependencies; see docs/adr/0001-one-pass-render.md.
 */
export function render(app: App, options: RenderOptions = {}): Manifest[] {
  const constructs = app.node.findAll();
  const problems = [...checkClusterScoped(options.clusterScoped ?? []), ...validate(constructs)];
  const rendered = new Map<IConstruct, KubernetesObject>();
  for (const construct of ordered(constructs, problems)) {
    if (!ApiObject.isApiObject(construct)) continue;
    const object = problems.length === 0 ? finished(construct, options) : attempted(construct, options);
    if (object) rendered.set(construct, object);
  }
  problems.push(...duplicates(rendered));
  if (problems.length > 0) throw new SynthesisError(problems);

  const dependsOn = dependencyFinder(rendered);
  return [...rendered].map(([construct, object]) => ({
    object,
    source: pathOf(construct),
    dependsOn: dependsOn(construct, object),
  }));
}

function validate(constructs: readonly IConstruct[]): string[] {
  return constructs.flatMap((construct) =>
    construct.node.validate().map((message) => `${pathOf(construct)}: ${message}`),
  );
}

/** The constructs in the order of their dependencies; as they come, with a problem more, where there is none. */
function ordered(constructs: readonly IConstruct[], problems: string[]): readonly IConstruct[] {
  try {
    return inDependencyOrder(constructs, phaseOf);
  } catch (error) {
    if (!(error instanceof SynthesisError)) throw error;
    problems.push(...error.problems);
    return constructs;
  }
}

function finished(construct: ApiObject, options: RenderOptions): KubernetesObject | undefined {
  const object = withoutClusterNamespace(toPlainObject(construct), options.clusterScoped ?? []);
  return applyOverrides(object, options.overrides ?? []);
}

/** What can be rendered although something is wrong, so that objects which share an identity are told as well. */
function attempted(construct: ApiObject, options: RenderOptions): KubernetesObject | undefined {
  try {
    return finished(construct, options);
  } catch {
    return undefined;
  }
}

function pathOf(construct: IConstruct): string {
  return construct.node.path || "app";
}

/** Namespaces and definitions first, then what pods read when they start, then the pods, then what acts on them. */
function phaseOf(construct: IConstruct): number {
  if (!ApiObject.isApiObject(construct)) return 0;
  switch (qualifiedKind(construct)) {
    case "Namespace":
    case "CustomResourceDefinition":
    case "PriorityClass":
    case "StorageClass":
      return 1;
    case "ServiceAccount":
    case "ClusterRole":
    case "ClusterRoleBinding":
    case "Role":
    case "RoleBinding":
    case "NetworkPolicy":
    case "ConfigMap":
    case "Secret":
    case "PersistentVolume":
    case "PersistentVolumeClaim":
    case "Service":
      return 2;
    case "Deployment":
    case "StatefulSet":
    case "DaemonSet":
    case "Job":
    case "CronJob":
    case "Pod":
      return 3;
    default:
      return 4;
  }
}

/** cdk8s stamps a chart's namespace on every object, and API servers differ in whether they refuse it (cdk8s#1558). */
function withoutClusterNamespace(object: KubernetesObject, clusterScoped: readonly string[]): KubernetesObject {
  if (object.metadata.namespace === undefined) return object;
  const isDeclared = clusterScoped.length > 0 && clusterScoped.includes(groupKind(object));
  if (!isDeclared && !isClusterScoped(object)) return object;
  const { namespace: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

function applyOverrides(object: KubernetesObject, overrides: readonly Override[]): KubernetesObject | undefined {
  let current: KubernetesObject | undefined = object;
  for (const override of overrides) {
    if (current === undefined) return undefined;
    current = override(current);
  }
  return current;
}

/** A kind without its group would match nothing, and nobody would notice before the API server does. */
function checkClusterScoped(kinds: readonly string[]): string[] {
  const wrong = kinds.filter((kind) => !/^[A-Z][A-Za-z0-9]*(\.[a-z0-9-]+){2,}$/.test(kind));
  return wrong.map(
    (kind) => `clusterScoped ${JSON.stringify(kind)}: expected Kind.group, such as "ClusterIssuer.cert-manager.io"`,
  );
}

function duplicates(rendered: ReadonlyMap<IConstruct, KubernetesObject>): string[] {
  const owners = new Map<string, IConstruct>();
  const problems: string[] = [];
  for (const [construct, object] of rendered) {
    const identity = identityOf(object);
    const owner = owners.get(identity);
    if (owner !== undefined) {
      const both = `${identity} is declared by ${pathOf(owner)} too`;
      problems.push(`${pathOf(construct)}: ${both}; rename one or remove it`);
    } else owners.set(identity, construct);
  }
  return problems;
}
