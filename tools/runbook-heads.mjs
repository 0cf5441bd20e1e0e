// npm run runbooks: writes the head of every page of docs/runbooks from the rules that are rendered. With --check it writes
// nothing, and fails where a head is not current. --from DIRECTORY takes dist/ and test/alerts/every-alert.cjs from there.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { transformFileSync } from "@swc/core";
import { load } from "js-yaml";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({ options: { from: { type: "string", default: ROOT }, check: { type: "boolean" } } });
const require = createRequire(import.meta.url);
const from = (path) => require(join(resolve(values.from), path));

const { defaultsIn, heads, tuningOf, withHead } = await importTypeScript(join(ROOT, "tools/runbook-head.ts"));
const { kebabCase, render } = from("dist/lib/core");

const apps = ["test/alerts/every-alert.cjs", "dist/stacks/build.js"].flatMap((path) => {
  const { environments, build, renderOptions } = from(path);
  return Object.values(environments).map((environment) => ruleFiles(render(build(environment), renderOptions)));
});
const defaults = defaultsIn(readFileSync(join(ROOT, "alerts/service-alerts.ts"), "utf8"));
const tuning = tuningOf(from("dist/alerts/catalogue").catalogue, defaults);

const missing = [];
const changed = [];
for (const [alert, head] of heads(apps, tuning)) {
  const path = join(ROOT, "docs/runbooks", `${kebabCase(alert)}.md`);
  if (!existsSync(path)) {
    missing.push(alert);
    continue;
  }
  const page = readFileSync(path, "utf8");
  const written = withHead(page, head);
  if (written === page) continue;
  changed.push(alert);
  if (!values.check) writeFileSync(path, written);
}
if (missing.length > 0) process.stderr.write(`without a page in docs/runbooks: ${missing.join(", ")}\n`);
process.stdout.write(
  `${changed.length} heads ${values.check ? "are not current" : "written"}: ${changed.join(", ")}\n`,
);
process.exitCode = missing.length > 0 || (values.check && changed.length > 0) ? 1 : 0;

function ruleFiles(manifests) {
  return manifests.flatMap(({ object: { kind, metadata, data } }) => {
    const [, program] = /^(prometheus|loki)-rules-/.exec(metadata.name) ?? [];
    if (kind !== "ConfigMap" || program === undefined) return [];
    const language = program === "loki" ? "logql" : "promql";
    return Object.entries(data).map(([file, text]) => ({
      name: file.replace(/\.yaml$/, ""),
      language,
      rules: load(text).groups.flatMap(({ rules }) => rules.filter(({ alert }) => alert)),
    }));
  });
}

/** A module of this folder that imports nothing: the tests, which are TypeScript, use it too. */
async function importTypeScript(path) {
  const { code } = transformFileSync(path, { jsc: { target: "es2022", parser: { syntax: "typescript" } } });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
