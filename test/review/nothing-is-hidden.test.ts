import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { identityOf, isRecord, type KubernetesObject } from "../../lib/core";
import type { Finding } from "../../lib/review";
import { pathText, type FieldChange } from "../../lib/review/diff";
import { findingsOf } from "../../lib/review/findings";
import { Inventory } from "../../lib/review/inventory";
import { objectChanges } from "../../lib/review/match";
import { parseYaml } from "../../lib/review/yaml";
import { edited, type Edit } from "./edit";
import { objectsBelow } from "./objects-below";
import { placesOf, SENTINEL_KEY, SENTINEL_NUMBER, SENTINEL_TEXT, withSentinel, type Place } from "./sentinel";

/** Of a scenario, what is edited: what is told of it, scenarios.test.ts says. */
interface Scenario {
  readonly title: string;
  readonly base: string;
  readonly change: readonly Edit[];
  readonly neighbour: { readonly change: readonly Edit[] };
}

const directory = join(__dirname, "scenarios");
const bases = new Map<string, Inventory>();

/** So many second edits beside each one of a scenario, as near to it as there are any; and as many anywhere. */
const NEAR = 2;
const ANYWHERE = 1;

/** Differences that are told without their values, and why that is enough. */
const FOLLOWING: Readonly<Record<string, string>> = {
  "probe-timing": "the period and the threshold make the seconds that are told",
  "probe-tightened": "the period and the threshold make the seconds that are told",
  "rbac-same": "what is allowed is compared, and is the same",
  "policy-same": "what is let through is compared, and is the same",
  "schema-changed": "other words in the description of a field are counted: they allow and refuse nothing",
  "schema-narrowed": "other words in the description of a field are counted: they allow and refuse nothing",
  "rules-moved": "the rules are compared, and are the same: only their groups have other names",
};

test.each(readdirSync(directory).filter((file) => file.endsWith(".yaml")))(
  "a second change beside those of %s is told, too",
  (file) => {
    const scenarios = parseYaml(readFileSync(join(directory, file), "utf8")) as readonly Scenario[];
    const next = random(7);

    const hidden = scenarios.flatMap((scenario) =>
      [scenario.change, scenario.neighbour.change].flatMap((edits) => hiddenBeside(scenario, edits, next)),
    );

    expect(hidden).toEqual([]);
  },
  60_000,
);

function hiddenBeside({ base, title }: Scenario, edits: readonly Edit[], next: () => number): string[] {
  const before = baseOf(base);
  const objects = edited(before.objects, edits);
  return edits.flatMap((edit) => {
    const object = "object" in edit ? objects.find((one) => identityOf(one) === edit.object) : undefined;
    if (!object || !("object" in edit)) return [];
    const places = placesOf(object).toSorted((a, b) => nearness(b, edit.at) - nearness(a, edit.at));
    const near = Array.from({ length: NEAR }, () => places[Math.floor(next() * Math.min(places.length, 4 * NEAR))]);
    const others = Array.from({ length: ANYWHERE }, () => places[Math.floor(next() * places.length)]);
    return [...near, ...others].flatMap((place) =>
      place ? hiddenIn(before, objects, object, place).map((one) => `${title}: ${one}`) : [],
    );
  });
}

/** How many steps two places have in common. */
function nearness(place: Place, at: Place): number {
  const apart = place.findIndex((step, i) => typeof step !== "number" && step !== at[i]);
  return apart < 0 ? place.length : apart;
}

/** The sentinel if nothing tells of it. */
function hiddenIn(
  before: Inventory,
  objects: readonly KubernetesObject[],
  object: KubernetesObject,
  place: Place,
): string[] {
  const other = withSentinel(object, place);
  if (!other || identityOf(other) !== identityOf(object)) return [];
  const after = objects.map((one) => (one === object ? other : one));
  const changes = { objects: objectChanges(before.objects, after), before, after: new Inventory(after) };
  const change = changes.objects.find((one) => one.identity === identityOf(object));
  if (!change || !("fields" in change)) return [];
  const findings = findingsOf(changes);
  return change.fields
    .filter(isOfSentinel)
    .filter((field) => !findings.some((finding) => tells(finding, field)))
    .map((field) => `${change.identity} ${pathText(field.path)}`);
}

/** Whether a difference is the sentinel, and not a whole of the scenario in which it stands. */
function isOfSentinel({ path, after }: FieldChange): boolean {
  return hasSentinel(path.at(-1)) || (hasSentinel(after) && !isRecord(after));
}

function tells(finding: Finding, field: FieldChange): boolean {
  const { rule, text, consequence, detail, explains, follows = [] } = finding;
  if (follows.includes(field)) return rule in FOLLOWING || hasSentinel([text, detail]);
  if (!explains.includes(field)) return false;
  // What is listed is counted where it is too long, and what explains a single difference is about that one.
  return (
    rule === "fields-changed" || explains.length === 1 || hasSentinel([text, consequence, detail]) || names(text, field)
  );
}

/** Whether an item of a list that is new or gone is told by its name. */
function names(text: string, { path }: FieldChange): boolean {
  const last = path.at(-1);
  return typeof last === "object" && text.includes(last.key.split(" ")[0] ?? "");
}

function hasSentinel(value: unknown): boolean {
  const text = JSON.stringify(value) ?? "";
  return [SENTINEL_TEXT, String(SENTINEL_NUMBER), SENTINEL_KEY].some((one) => text.includes(one));
}

function baseOf(name: string): Inventory {
  const known = bases.get(name);
  if (known) return known;
  const objects = objectsBelow(name === "any" ? join(__dirname, "base/any") : join(__dirname, "../golden", name));
  const made = new Inventory(objects);
  bases.set(name, made);
  return made;
}

/** The same numbers in each run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
