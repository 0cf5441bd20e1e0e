import fc from "fast-check";
import { join } from "node:path";
import { isRecord, identityOf, toYaml, type KubernetesObject } from "../../lib/core";
import { reviewEnvironment } from "../../lib/review";
import { differences, type FieldChange, type Step } from "../../lib/review/diff";
import { documentsOf, objectDifferences } from "../../lib/review/documents";
import { afterChange, anyChange } from "./any-change";
import { objectsBelow } from "./objects-below";

const objects = objectsBelow(join(__dirname, "../golden/prod"));
const documents = objects.flatMap(documentsOf);

const name = fc.constantFrom("a", "b", "c", "web", "db");
const leaf = fc.oneof(name, fc.integer({ min: 0, max: 5 }), fc.boolean());
const item = fc.record(
  {
    name,
    port: fc.integer({ min: 1, max: 4 }),
    key: name,
    value: leaf,
    alert: name,
    labels: fc.dictionary(name, name),
  },
  { requiredKeys: [] },
);
const value = fc.dictionary(
  fc.constantFrom("spec", "ports", "rules", "env", "args", "panels", "routes", "constructor"),
  fc.oneof(leaf, fc.array(item, { maxLength: 5 }), fc.array(leaf, { maxLength: 5 }), fc.dictionary(name, leaf)),
);

describe("any value", () => {
  test("does not differ from itself, whatever the order of its keys", () => {
    fc.assert(fc.property(value, (one) => expect(differences(one, turned(one))).toEqual([])));
  });

  test("differs from another one exactly if they are not equal", () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        expect(differences(one, other).length === 0).toBe(sorted(one) === sorted(other));
      }),
      { numRuns: 500 },
    );
  });

  test("differs the other way round by the same", () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        const there = differences(one, other).map(keyed);
        const back = differences(other, one).map(({ path, before, after }) =>
          keyed({ path, before: after, after: before }),
        );
        expect(there.toSorted()).toEqual(back.toSorted());
      }),
      { numRuns: 500 },
    );
  });
});

describe("an object of the goldens", () => {
  test("does not differ from itself, whatever the order of its keys", () => {
    for (const object of objects) expect(objectDifferences(object, turned(object) as KubernetesObject)).toEqual([]);
  });

  test("differs by a path that leads to the one field that changed, and the review tells of it", () => {
    fc.assert(
      fc.property(anyChange(objects), (change) => {
        const before = at(objects, change.index);
        const after = afterChange(objects, change) as KubernetesObject;
        if (!isWhole(after) || identityOf(after) !== identityOf(before)) return;

        expect(objectDifferences(before, after).some(({ path }) => leadsTo(path, change.way))).toBe(true);
        expect(told(before, after)).not.toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});

test("a configuration in a ConfigMap differs by a path that leads to the one field that changed", () => {
  const values = documents.map(({ value }) => value);
  fc.assert(
    fc.property(anyChange(values), (change) => {
      const { object, key } = at(documents, change.index);
      const written = (value: unknown): KubernetesObject => ({ ...object, data: { [key]: toYaml(value as object) } });
      const [before, after] = [written(values[change.index]), written(afterChange(values, change))];

      expect(objectDifferences(before, after).some(({ path }) => leadsTo(path, ["data", key, ...change.way]))).toBe(
        true,
      );
      expect(told(before, after)).not.toBe(0);
    }),
    { numRuns: 300 },
  );
});

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`nothing at ${index}`);
  return found;
}

function told(before: KubernetesObject, after: KubernetesObject): number {
  return reviewEnvironment({ name: "", objects: [before] }, { name: "", objects: [after] }).findings.length;
}

function isWhole(object: KubernetesObject): boolean {
  const { apiVersion, kind, metadata } = object;
  return typeof apiVersion === "string" && typeof kind === "string" && isRecord(metadata) && "name" in metadata;
}

/** Whether a path follows the keys as far as both go; of lists it names the item in another way. */
function leadsTo(path: readonly Step[], way: readonly (string | number)[]): boolean {
  return path.every((step, i) => {
    const key = way[i];
    if (key === undefined) return true;
    return typeof step === "string"
      ? step === key
      : typeof key === "number" || step.by === "line" || step.by === "text";
  });
}

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, turned(inner)]),
  );
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** Without positions, which are those of one side. */
function keyed({ path, before, after }: FieldChange): string {
  const steps = path.map((step) => (typeof step === "string" || step.by !== "position" ? step : "position"));
  const ordered = path.some((step) => typeof step !== "string" && step.key === "order");
  return JSON.stringify(ordered ? [steps] : [steps, before ?? null, after ?? null]);
}
