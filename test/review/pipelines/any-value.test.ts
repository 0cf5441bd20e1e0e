import { objectsBelow } from "../objects-below";
import { join } from "node:path";
import { asRecord, isRecord, type KubernetesObject } from "../../../lib/core";
import { reviewEnvironment } from "../../../lib/review";
import { parseYaml } from "../../../lib/review/yaml";

const STRANGE: readonly unknown[] = [null, "strange", [null, 1, "x"], { a: null }];

const objects = objectsBelow(join(__dirname, "../base/any")).filter(
  ({ metadata }) => metadata.namespace === "monitoring" || metadata.namespace === "carts",
);

/** Every value that stands at most this deep, replaced by each of the strange ones in turn. */
function replaced(value: unknown, other: unknown, depth: number): unknown[] {
  if (depth === 0) return [other];
  if (Array.isArray(value))
    return value.flatMap((item: unknown, i) => replaced(item, other, depth - 1).map((one) => value.with(i, one)));
  if (!isRecord(value)) return [other];
  return Object.keys(value).flatMap((key) =>
    replaced(value[key], other, depth - 1).map((one) => ({ ...value, [key]: one })),
  );
}

test.each(objects.filter(({ kind }) => kind === "ConfigMap"))(
  "no value of the configuration of $metadata.name makes the review fail",
  (object) => {
    const [key, text] = Object.entries(asRecord(object["data"]))[0] ?? [];
    const config = parseYaml(String(text));
    for (const depth of [1, 2, 3])
      for (const other of STRANGE)
        for (const changed of replaced(config, other, depth)) {
          const after: KubernetesObject = { ...object, data: { [key ?? ""]: JSON.stringify(changed) } };

          const both = [
            [object, after],
            [after, object],
          ] as const;

          for (const [one, two] of both)
            expect(() => reviewEnvironment({ name: "", objects: [one] }, { name: "", objects: [two] })).not.toThrow();
        }
  },
);
