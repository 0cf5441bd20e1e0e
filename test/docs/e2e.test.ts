/** The page of the end-to-end runs lists what they run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { environments } from "../../stacks/environments";
import { readPage, ROOT, tableOf } from "./markdown";

const page = readPage("test/e2e/README.md");
const program = readFileSync(join(ROOT, "test", "e2e", "run.mjs"), "utf8");

test("every scenario has its row", () => {
  const namesIn = (constant: string): string[] => {
    const [, body = ""] = new RegExp(`^const ${constant} = \\{([^}]*)\\};`, "m").exec(program) ?? [];
    return [...body.matchAll(/\w+/g)].map(([name]) => `\`${name}\``);
  };

  expect(namesIn("SCENARIOS").length).toBeGreaterThan(0);
  expect(tableOf(page, "scenario").rows.map(([name]) => name)).toEqual(namesIn("SCENARIOS"));
  expect(tableOf(page, "long scenario").rows.map(([name]) => name)).toEqual(namesIn("LONG"));
});

test("the images that are to be on the nodes are named", () => {
  const [, drill = ""] = /"drill-image": \{[^}]*default: "([^"]+)"/.exec(program) ?? [];
  const missing = [...Object.values(environments.dev.images), drill].filter((image) => !page.text.includes(image));

  expect(missing).toEqual([]);
});
