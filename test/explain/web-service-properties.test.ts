/** What is told of properties agrees with how they are documented. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rulesOnly, webServiceProperties } from "../../lib/explain/web-service-properties";

const spec = readFileSync(join(__dirname, "../../lib/service/spec.ts"), "utf8");
const documented = [...spec.matchAll(/^ {2}readonly (\w+)(\??):/gm)].map(([, name = "", mark]) => ({
  name,
  optional: mark === "?",
}));
const told = new Set(webServiceProperties.map(({ property }) => property.split(".")[0]));

test.each(documented)("$name is told of", ({ name }) => {
  expect([...told, ...rulesOnly]).toContain(name);
});

test.each(documented.filter(({ optional }) => !optional))("$name has no default, as it is required", ({ name }) => {
  const rows = webServiceProperties.filter(({ property }) => property === name);

  expect(rows.map((row) => row.default)).toEqual(rows.map(() => undefined));
});

test.each([
  ["replicas", "spec.ts"],
  ["writablePaths", "spec.ts"],
  ["shutdown.delay", "rollout.ts"],
  ["shutdown.drain", "rollout.ts"],
  ["probes.startup", "probes.ts"],
  ["config.mountPath", "config.ts"],
])("the default of %s is the one documented in %s", (property, file) => {
  const source = readFileSync(join(__dirname, "../../lib/service", file), "utf8");
  const name = property.split(".").at(-1) ?? "";
  const comment = new RegExp(`@default ([^*]*)\\*/\\s+readonly ${name}\\?:`).exec(source)?.[1] ?? "";
  const value = webServiceProperties.find((row) => row.property === property)?.default;

  expect(value).toBeDefined();
  expect(comment.startsWith(value ?? "nothing")).toBe(true);
});
