import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { identityOf, type KubernetesObject } from "../../lib/core";
import { pathText, type FieldChange } from "../../lib/review/diff";
import { findingsOf } from "../../lib/review/findings";
import { Inventory } from "../../lib/review/inventory";
import { objectChanges } from "../../lib/review/match";
import type { Finding } from "../../lib/review";
import { parseYaml } from "../../lib/review/yaml";
import { edited, type Edit } from "./edit";
import { objectsBelow } from "./objects-below";
import { placesOf, SENTINEL_KEY, SENTINEL_NUMBER, SENTINEL_TEXT, withSentinel, type Place } from "./sentinel";

interface Scenario {
  readonly title: string;
  readonly base: string;
  readonly change: readonly Edit[];
  readonly neighbour: { readonly change: readonly Edit[] };
}

const directory = join(__dirname, "scenarios");
const inventories = new Map<string, Inventory>();
function base(name: string): Inventory {
  const known = inventories.get(name);
  if (known) return known;
  const made = new Inventory(
    objectsBelow(name === "any" ? join(__dirname, "base/any") : join(__dirname, "../golden", name)),
  );
  inventories.set(name, made);
  return made;
}

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function holds(value: unknown): boolean {
  const text = JSON.stringify(value) ?? "";
  return [SENTINEL_TEXT, String(SENTINEL_NUMBER), SENTINEL_KEY].some((one) => text.includes(one));
}

function shows({ text, consequence, detail }: Finding): boolean {
  return holds([text, consequence, detail]);
}

const violations = new Map<string, string>();
let tried = 0;

function check(title: string, before: Inventory, objects: readonly KubernetesObject[], identity: string, place: Place): void {
  const object = objects.find((one) => identityOf(one) === identity);
  const changedToo = object && withSentinel(object, place);
  if (!object || !changedToo || identityOf(changedToo) !== identity) return;
  const after = objects.map((one) => (one === object ? changedToo : one));
  const changes = { objects: objectChanges(before.objects, after), before, after: new Inventory(after) };
  const change = changes.objects.find((one) => one.identity === identity);
  if (!change || !("fields" in change)) return;
  const own: FieldChange[] = change.fields.filter(
    ({ path, after: now }) =>
      (holds(path.at(-1)) || holds(now)) && (typeof now !== "object" || now === null || holds(path.at(-1)) || Object.keys(now).length === 1),
  );
  const findings = findingsOf(changes);
  tried++;
  for (const field of own) {
    const telling = findings.filter(({ explains }) => explains.includes(field) || explains.includes(change));
    if (telling.some((one) => one.rule === "fields-changed" || shows(one))) continue;
    const key = `${[...new Set(telling.map(({ rule }) => rule))].join("+")} @ ${pathText(field.path).replaceAll(/\[[^\]]*\]/g, "[]")}`;
    if (!violations.has(key)) violations.set(key, `${title} | ${identity} ${pathText(field.path)} | ${telling[0]?.text.slice(0,150)}`);
  }
}

test("all", () => {
  const next = random(7);
  for (const file of readdirSync(directory).filter((one) => one.endsWith(".yaml"))) {
    for (const scenario of parseYaml(readFileSync(join(directory, file), "utf8")) as Scenario[]) {
      const before = base(scenario.base);
      for (const edits of [scenario.change, scenario.neighbour.change]) {
        const objects = edited(before.objects, edits);
        for (const edit of edits) {
          if (!("object" in edit)) continue;
          const object = before.object(edit.object);
          if (!object) continue;
          const now = objects.find((one) => identityOf(one) === edit.object);
          const places = placesOf(now ?? object);
          const near = (place: Place): number => {
            let n = 0;
            while (n < place.length && (String(place[n]) === String(edit.at[n]) || typeof place[n] === "number")) n++;
            return n;
          };
          const close = places.map((place) => [near(place), place] as const).toSorted(([a], [b]) => b - a);
          const n = Number(process.env["N"] ?? 6);
          const picks = [...close.slice(0, n * 3).filter(() => next() < 0.5).slice(0, n), ...Array.from({ length: n }, () => close[Math.floor(next() * close.length)])];
          for (const pick of picks) if (pick) check(scenario.title, before, objects, edit.object, pick[1]);
        }
      }
    }
  }
  process.stdout.write(`tried ${tried}\n${[...violations].map(([k, v]) => `${k}\n    ${v}`).join("\n")}\n`);
}, 120_000);
