import type { IConstruct } from "constructs";
import { identityOf, type KubernetesObject } from "./manifest";
import { referencesOf } from "./references";

/** The dependencies that stand for an order between two subtrees: one between a construct and a part of it does not. */
export function orderingDependencies(construct: IConstruct): IConstruct[] {
  return construct.node.dependencies.filter((target) => !contains(construct, target) && !contains(target, construct));
}

/**
 * Tells for each rendered object which others must exist before it: those it refers to, and those below what its
 * construct, or a construct around it, depends on. What is not rendered does not count.
 */
export function dependencyFinder(
  objects: ReadonlyMap<IConstruct, KubernetesObject>,
): (construct: IConstruct, object: KubernetesObject) => string[] {
  const identities = new Set([...objects.values()].map(identityOf));
  // A chart's dependency concerns all of its objects, so each answer is kept and shared by them.
  const inherited = new Map<IConstruct, readonly string[]>();
  const below = new Map<IConstruct, readonly string[]>();

  const identitiesBelow = (target: IConstruct): readonly string[] =>
    remembered(below, target, () =>
      target.node.findAll().flatMap((construct) => {
        const object = objects.get(construct);
        return object ? [identityOf(object)] : [];
      }),
    );
  const declared = (construct: IConstruct): readonly string[] =>
    remembered(inherited, construct, () => {
      const scope = construct.node.scope;
      const outer = scope ? declared(scope) : [];
      const own = orderingDependencies(construct);
      return own.length === 0 ? outer : [...outer, ...own.flatMap(identitiesBelow)];
    });

  return (construct, object) => {
    const references = referencesOf(object);
    const others = declared(construct);
    const all = others.length === 0 ? references : [...new Set([...references, ...others])];
    return all.filter((identity) => identities.has(identity));
  };
}

function contains(outer: IConstruct, inner: IConstruct): boolean {
  return outer === inner || inner.node.path.startsWith(`${outer.node.path}/`) || outer.node.path === "";
}

function remembered<K, V>(cache: Map<K, V>, key: K, compute: () => V): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const value = compute();
  cache.set(key, value);
  return value;
}
