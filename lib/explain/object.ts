import { identityOf, type KubernetesObject } from "../core";
import { differences, pathText } from "../review/diff";
import { opened } from "../review/documents";
import { shown } from "../review/secrets";
import { WebService } from "../service";
import { Observability } from "../observability";
import { constructsAt, nameOf, type ConstructName } from "./constructs";
import { costOf, type Cost } from "./cost";
import type { DeclaredProperty } from "./declared-property";
import { declaredProperties, givenBelow } from "./declared-properties";
import { rulesIn, type RulesOf } from "./rules-in";
import { stackProperties } from "./stack-properties";
import { watchOf, type Watch } from "./watch";
import { webServiceProperties } from "./web-service-properties";
import { HIDDEN } from "../review/secrets";
import { hidesIn, written } from "./written";
import type { World } from "./world";

/** Where an object came from, and what hangs on it. */
export interface ObjectExplanation {
  readonly environment: string;
  /** `Deployment/shop/checkout` */
  readonly object: string;
  /** The construct that declared it and those around it, from the inside out. */
  readonly constructs: readonly ConstructName[];
  /** Undefined where nobody knows: its construct does not keep what it was given. */
  readonly properties: readonly DeclaredProperty[] | undefined;
  /** What `overrides` changed afterwards. */
  readonly overrides: readonly Overridden[];
  /** Objects that must be there before it. */
  readonly dependsOn: readonly string[];
  /** Objects before which it must be there. */
  readonly neededBy: readonly string[];
  /** Whose rules it holds. */
  readonly rules: readonly RulesOf[];
  readonly watch?: Watch;
  readonly cost?: Cost;
}

/** A field that an override changed. */
export interface Overridden {
  readonly path: string;
  /** @default - there was nothing */
  readonly before?: string;
  /** @default - there is nothing any more */
  readonly after?: string;
}

/** Explains an object of an environment; undefined where it has none of this identity. */
export function explainObject(world: World, identity: string): ObjectExplanation | undefined {
  const manifest = world.byIdentity.get(identity);
  if (!manifest) return undefined;
  const { object, source, dependsOn } = manifest;
  const watch = watchOf(world, object, source);
  const cost = costOf(world, object);
  return {
    environment: world.environment,
    object: identity,
    constructs: constructsAt(world, source).map(nameOf),
    properties: propertiesOf(world, object, source),
    overrides: overridden(world.withoutOverrides(identity), object),
    dependsOn,
    neededBy: world.manifests
      .filter((other) => other.dependsOn.includes(identity))
      .map((other) => identityOf(other.object)),
    rules: rulesIn(world, object),
    ...(watch && { watch }),
    ...(cost && { cost }),
  };
}

function propertiesOf(world: World, object: KubernetesObject, source: string): DeclaredProperty[] | undefined {
  const constructs = constructsAt(world, source);
  const service = constructs.find((construct) => construct instanceof WebService);
  if (service) return declaredProperties(service.declared, object.kind, webServiceProperties);
  const stack = constructs.findIndex((construct) => construct instanceof Observability);
  const observability = constructs[stack];
  if (observability instanceof Observability)
    // The stack, its chart, the program.
    return stackProperties(observability.declared, constructs[stack - 2]?.node.id ?? "");
  const declared = constructs.find(hasDeclared)?.declared;
  return declared && Object.entries(declared).flatMap(([key, value]) => givenBelow(value, key, 0));
}

/** Whether a construct of the user's own keeps what it was given. */
function hasDeclared<T extends object>(construct: T): construct is T & { readonly declared: object } {
  return "declared" in construct && typeof construct.declared === "object" && construct.declared !== null;
}

function overridden(before: KubernetesObject | undefined, after: KubernetesObject): Overridden[] {
  if (!before) return [];
  const isSecret = after.kind === "Secret";
  return differences(opened(before), opened(after)).map(({ path, ...change }) => {
    const name = path.findLast((step) => typeof step === "string") ?? "";
    const of = (value: unknown): string =>
      isSecret || hidesIn(name, value) || path.some((step) => typeof step !== "string" && hidesIn(step.key, ""))
        ? HIDDEN
        : written(shown(path, value));
    return {
      path: pathText(path),
      ...(change.before !== undefined && { before: of(change.before) }),
      ...(change.after !== undefined && { after: of(change.after) }),
    };
  });
}
