import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesObject } from "../../lib/core";
import { reviewEnvironment, type Finding } from "../../lib/review";
import { parseYaml } from "../../lib/review/yaml";
import { edited, type Edit } from "./edit";
import { objectsBelow } from "./objects-below";

/** A change, what the review says of it, and one beside it that nobody has to be told about. */
export interface Scenario {
  readonly title: string;
  /** An environment of test/golden, or `any`: objects that others wrote, of test/review/base/any. */
  readonly base: "prod" | "staging" | "dev" | "any";
  readonly change: readonly Edit[];
  /** Every danger and every warning; of the rest those that matter here. Each is `severity service: text`. */
  readonly expect: readonly string[];
  readonly neighbour: { readonly title: string; readonly change: readonly Edit[]; readonly expect?: readonly string[] };
}

const directory = join(__dirname, "scenarios");

/** One family's scenarios, by the name of their file. */
export const scenarioFiles: readonly string[] = readdirSync(directory).filter((file) => file.endsWith(".yaml"));

export function scenariosOf(file: string): readonly Scenario[] {
  return parseYaml(readFileSync(join(directory, file), "utf8")) as readonly Scenario[];
}

/** What the review tells of a change of the objects that a scenario starts from. */
export function told({ base }: Pick<Scenario, "base">, change: readonly Edit[]): readonly Finding[] {
  const objects = baseObjects(base);
  return reviewEnvironment({ name: "", objects }, { name: "", objects: edited(objects, change) }).findings;
}

/** All that the review tells in a family's scenarios and in those beside them. */
export function allTold(file: string): readonly Finding[] {
  return scenariosOf(file).flatMap((scenario) => [
    ...told(scenario, scenario.change),
    ...told(scenario, scenario.neighbour.change),
  ]);
}

const bases = new Map<string, readonly KubernetesObject[]>();

function baseObjects(name: string): readonly KubernetesObject[] {
  const known = bases.get(name);
  if (known) return known;
  const objects = objectsBelow(name === "any" ? join(__dirname, "base/any") : join(__dirname, "../golden", name));
  bases.set(name, objects);
  return objects;
}
