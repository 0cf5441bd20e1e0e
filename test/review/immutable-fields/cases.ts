import { readFileSync } from "node:fs";
import { join } from "node:path";
import { identityOf, type KubernetesObject } from "../../../lib/core";
import { parseYaml } from "../../../lib/review/yaml";
import { edited, type Edit } from "../edit";

/** One change of one object, and what becomes of it. */
export interface ImmutableCase {
  readonly title: string;
  readonly before: KubernetesObject;
  readonly after: KubernetesObject;
  /** What the cluster writes into the object before it is changed. @default - nothing */
  readonly status: Readonly<Record<string, unknown>> | undefined;
  readonly fate: Fate;
}

/**
 * Whether an API server refuses it, takes it, or takes it and changes nothing; uncertain is what depends on what the
 * cluster has filled in.
 */
export type Fate = (typeof FATES)[number];

const FATES = ["refused", "accepted", "kept", "uncertain"] as const;

/** An object with changes of it, by their titles. */
interface Entry extends Partial<Readonly<Record<Fate, Readonly<Record<string, readonly Change[]>>>>> {
  readonly object: KubernetesObject;
  readonly status?: Readonly<Record<string, unknown>>;
}

type Change = Omit<Extract<Edit, { readonly object: string }>, "object">;

/** Every case, in an order in which the objects can be made: a class before its claims. */
export function immutableCases(): readonly ImmutableCase[] {
  return entries().flatMap(({ object, status, ...byFate }) =>
    FATES.flatMap((fate) =>
      Object.entries(byFate[fate] ?? {}).map(([title, changes]) => ({
        title: `${object.kind} ${object.metadata.name}: ${title}`,
        before: object,
        after: change(object, changes),
        status,
        fate,
      })),
    ),
  );
}

function entries(): readonly Entry[] {
  return parseYaml(readFileSync(join(__dirname, "cases.yaml"), "utf8")) as readonly Entry[];
}

function change(object: KubernetesObject, changes: readonly Change[]): KubernetesObject {
  const [after = object] = edited(
    [object],
    changes.map((one) => ({ ...one, object: identityOf(object) })),
  );
  return after;
}
