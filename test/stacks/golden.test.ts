/**
 * The whole YAML of every environment, one object per file, under test/golden/. Read the diff of a golden before you
 * commit it: it is what reviewers of a real change would see. `npm run golden` rewrites them.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { manifestPath, render, toYaml } from "../../lib/core";
import { build } from "../../stacks/build";
import { environments } from "../../stacks/environments";

const GOLDEN = join(__dirname, "..", "golden");

describe.each(Object.values(environments))("$name", (environment) => {
  const directory = join(GOLDEN, environment.name);
  const rendered = new Map(render(build(environment)).map(({ object }) => [manifestPath(object), toYaml(object)]));

  test("renders exactly the objects that have a golden", () => {
    const goldens = existsSync(directory) ? readdirSync(directory, { recursive: true, encoding: "utf8" }) : [];

    expect([...rendered.keys()].toSorted()).toEqual(goldens.filter((path) => path.endsWith(".yaml")).toSorted());
  });

  test.each([...rendered.keys()].filter((path) => existsSync(join(directory, path))))("%s is as committed", (path) => {
    expect(rendered.get(path)).toBe(readFileSync(join(directory, path), "utf8"));
  });
});
