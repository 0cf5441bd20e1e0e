import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesObject } from "../../lib/core";
import { reviewEnvironment, type Finding } from "../../lib/review";
import { parseYaml } from "../../lib/review/yaml";
import { objectsBelow } from "./objects-below";
import { edited, type Edit } from "./edit";

/** A change, what the review says of it, and one beside it that nobody has to be told about. */
interface Scenario {
  readonly title: string;
  /** An environment of test/golden, or `any`: objects that others wrote, of test/review/base/any. */
  readonly base: "prod" | "staging" | "dev" | "any";
  readonly change: readonly Edit[];
  /** Every danger and every warning; of the rest those that matter here. Each is `severity service: text`. */
  readonly expect: readonly string[];
  readonly neighbour: { readonly title: string; readonly change: readonly Edit[]; readonly expect?: readonly string[] };
}

const directory = join(__dirname, "scenarios");
const bases = new Map<string, readonly KubernetesObject[]>();

function base(name: string): readonly KubernetesObject[] {
  const known = bases.get(name);
  if (known) return known;
  const objects = objectsBelow(name === "any" ? join(__dirname, "base/any") : join(__dirname, "../golden", name));
  bases.set(name, objects);
  return objects;
}

function told(scenario: Pick<Scenario, "base">, change: readonly Edit[]): readonly Finding[] {
  const objects = base(scenario.base);
  return reviewEnvironment({ name: "", objects }, { name: "", objects: edited(objects, change) }).findings;
}

function line({ severity, service, text }: Finding): string {
  return `${severity} ${service}: ${text}`;
}

describe.each(readdirSync(directory).filter((file) => file.endsWith(".yaml")))("%s", (file) => {
  const scenarios = parseYaml(readFileSync(join(directory, file), "utf8")) as readonly Scenario[];

  test.each(scenarios)("$title", (scenario) => {
    const findings = told(scenario, scenario.change);

    const urgent = findings.filter(({ severity }) => severity !== "info").map(line);
    const expectedUrgent = scenario.expect.filter((one) => !one.startsWith("info "));
    expect(urgent.toSorted()).toEqual(expectedUrgent.toSorted());
    expect(findings.map(line)).toEqual(expect.arrayContaining([...scenario.expect]));
  });

  test.each(scenarios)("$title, but not: $neighbour.title", (scenario) => {
    const findings = told(scenario, scenario.neighbour.change);

    expect(findings).not.toEqual([]);
    expect(findings.filter(({ severity }) => severity !== "info").map(line)).toEqual([]);
    expect(findings.map(line)).toEqual(expect.arrayContaining([...(scenario.neighbour.expect ?? [])]));
  });
});
