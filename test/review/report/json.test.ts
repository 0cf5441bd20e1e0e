import { Ajv2020 } from "ajv/dist/2020";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { json, review } from "../../../lib/review";
import { edited } from "../edit";
import { objectsBelow } from "../objects-below";

const root = join(__dirname, "../../..");
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(
  JSON.parse(readFileSync(join(root, "schemas/review-1.json"), "utf8")) as object,
);

const objects = objectsBelow(join(root, "test/golden/prod"));
const deployment = "Deployment/shop/checkout";
const container = ["spec", "template", "spec", "containers", "checkout"];
const after = edited(objects, [
  { object: deployment, at: [...container, "image"], set: "example.com/gin-shop:1.0.0" },
  { object: deployment, at: [...container, "readinessProbe"], delete: true },
  { remove: "PodDisruptionBudget/shop/checkout" },
  { add: { apiVersion: "v1", kind: "Namespace", metadata: { name: "other" } } },
]);

test("is as the published schema says", () => {
  const written: unknown = JSON.parse(
    JSON.stringify(
      json(
        review(
          { name: "main", environments: [{ name: "prod", objects }] },
          { name: "out", environments: [{ name: "prod", objects: after }] },
        ),
      ),
    ),
  );

  validate(written);

  expect(validate.errors ?? []).toEqual([]);
  expect(written).toMatchObject({
    environments: [{ objects: expect.arrayContaining([{ kind: "added", identity: "Namespace/other" }]) }],
  });
});

test("the schema refuses what is no review", () => {
  expect(
    validate({ schemaVersion: 1, base: "a", head: "b", summary: { danger: -1 }, services: [], environments: [] }),
  ).toBe(false);
});
