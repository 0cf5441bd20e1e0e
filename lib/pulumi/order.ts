import { identityOf, type Manifest } from "../core/manifest";
import { SynthesisError } from "../core/problems";

/** A manifest and what must exist before it, among the manifests it is deployed with. */
export interface Step {
  readonly identity: string;
  readonly manifest: Manifest;
  readonly dependsOn: readonly string[];
}

/**
 * The manifests so that each comes after what it depends on, otherwise as given. Dependencies on what is not deployed here
 * are somebody else's to fulfil. Throws {@link SynthesisError} for manifests that share an identity, and for a cycle, in
 * which every object would wait for the others.
 */
export function inCreationOrder(manifests: readonly Manifest[]): Step[] {
  const byIdentity = new Map(manifests.map((manifest) => [identityOf(manifest.object), manifest]));
  if (byIdentity.size < manifests.length) throw new SynthesisError(duplicates(manifests));

  const steps: Step[] = [];
  const done = new Set<string>();
  const path = new Set<string>();
  const visit = (identity: string, manifest: Manifest): void => {
    if (done.has(identity)) return;
    if (path.has(identity)) throw new SynthesisError([cycleMessage([...path], identity)]);
    path.add(identity);
    const dependsOn: string[] = [];
    for (const dependency of manifest.dependsOn) {
      const target = byIdentity.get(dependency);
      if (target === undefined) continue;
      visit(dependency, target);
      dependsOn.push(dependency);
    }
    path.delete(identity);
    done.add(identity);
    steps.push({ identity, manifest, dependsOn });
  };
  byIdentity.forEach((manifest, identity) => visit(identity, manifest));
  return steps;
}

function duplicates(manifests: readonly Manifest[]): string[] {
  const owners = new Map<string, string>();
  return manifests.flatMap(({ object, source }) => {
    const identity = identityOf(object);
    const owner = owners.get(identity);
    owners.set(identity, source);
    return owner === undefined ? [] : [`${source}: ${identity} is declared by ${owner} too; deploy it once`];
  });
}

function cycleMessage(path: readonly string[], again: string): string {
  const cycle = [...path.slice(path.indexOf(again)), again].join(" → ");
  return `${cycle}: dependencies form a cycle, so none of them can be deployed first; remove one of them`;
}
