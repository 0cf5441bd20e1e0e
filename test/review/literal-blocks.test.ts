import { loadAll } from "js-yaml";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { liftLiteralBlocks } from "../../lib/review/literal-blocks";

function read(text: string): unknown {
  const lifted = liftLiteralBlocks(text);
  return lifted?.restore(loadAll(lifted.text));
}

test("the goldens are read as by a reader of YAML", () => {
  const directory = join(__dirname, "../golden/prod");
  const texts = readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => readFileSync(join(directory, file), "utf8"));
  const lifted = texts.filter((text) => read(text) !== undefined);

  expect(lifted.length).toBeGreaterThan(10);
  expect(lifted.map(read)).toEqual(lifted.map((text) => loadAll(text)));
});

test.each([
  ["an end without a line break", "a: |\n  one\n  two\nb: |-\n  three\n"],
  ["empty lines within and behind", "a: |\n  one\n\n   two\n \n\nb: 1\n"],
  ["a block within a list", "a:\n  - b: 1\n    c: |\n      one\n    d: 2\n---\na: |\n  b\n"],
])("a block with %s is what it is in YAML", (_, text) => {
  expect(read(text)).toEqual(loadAll(text));
});

test.each([
  ["looks like a block within quotes", 'a: "x\n  b: |\n    c\n  y"\n'],
  ["is indented less than its first line", "a: |\n    one\n  two\n"],
  ["has no block at all", "a: 1\n"],
])("a text that %s is left to the reader of YAML", (_, text) => {
  expect(read(text)).toBeUndefined();
});
