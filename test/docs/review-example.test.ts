import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { markdown, review, type Environment } from "../../lib/review";
import { parseYaml } from "../../lib/review/yaml";
import { edited, type Edit } from "../review/edit";
import { objectsBelow } from "../review/objects-below";

const root = join(__dirname, "../..");
const page = join(root, "docs/guides/review-example.md");

/** `npm run review-example` writes the page anew; without it, a page that is not what the review says is an error. */
const isWritten = process.env["WRITE_REVIEW_EXAMPLE"] === "1";

test("the example in the guide is what the review says of that pull request", () => {
  const example = reviewed();

  if (isWritten) writeFileSync(page, example);

  expect(readFileSync(page, "utf8")).toBe(example);
});

function reviewed(): string {
  const changes = parseYaml(readFileSync(join(root, "test/review/example.yaml"), "utf8")) as Record<string, readonly Edit[]>;
  const before = Object.keys(changes).map((name): Environment => {
    return { name, objects: objectsBelow(join(root, "test/golden", name)) };
  });
  const after = before.map(({ name, objects }) => ({ name, objects: edited(objects, changes[name] ?? []) }));
  return markdown(review({ name: "main", environments: before }, { name: "the working tree", environments: after }));
}
