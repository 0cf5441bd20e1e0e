// npm run tools [-- NAME…] [--json | --missing]: installs what is missing of the pinned programs and schemas in versions.json;
// with --missing it names that instead, and there being any is exit code 1.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { installChromium } from "./chromium.mjs";
import { buildProgram } from "./go-program.mjs";
import { requireGo } from "./go.mjs";
import { installSchemas } from "./kubernetes-schemas.mjs";

const versions = JSON.parse(readFileSync(new URL("versions.json", import.meta.url), "utf8"));

// find.ts looks in the same place: it cannot import this file, TypeScript here compiles to CommonJS.
const directory =
  process.env.CDK8S_OBSERVABILITY_TOOLS ||
  join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "cdk8s-observability", "tools");

const catalogue = [
  ...Object.entries(versions.programs).map(([name, program]) => ({
    name,
    version: program.version,
    path: join(directory, `${name}-${program.version}`, name),
    install: (target) => buildProgram(name, program, target),
  })),
  {
    name: "chromium",
    version: versions.chromium.version,
    path: join(directory, `chromium-${versions.chromium.version}`, "chromium"),
    install: (target) => installChromium(versions.chromium, target),
    needsGo: false,
  },
  ...Object.entries(versions.kubernetes).map(([version, sum]) => ({
    name: "schemas",
    version,
    path: join(directory, "schemas", `v${version}-standalone-strict`),
    install: (target) => installSchemas(version, sum, target),
  })),
];

function main() {
  const options = { json: { type: "boolean" }, missing: { type: "boolean" } };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const names = new Set(catalogue.map((entry) => entry.name));
  const unknown = positionals.filter((name) => !names.has(name));
  if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(", ")}; there are: ${[...names].join(", ")}`);

  const wanted = catalogue.filter((entry) => positionals.length === 0 || positionals.includes(entry.name));
  if (values.missing) {
    const missing = wanted.filter(({ path }) => !existsSync(path)).map(({ name, version }) => `${name} ${version}`);
    if (missing.length > 0) console.log(missing.join(", "));
    process.exitCode = missing.length > 0 ? 1 : 0;
    return;
  }
  const report = values.json ? console.error : console.log;
  mkdirSync(directory, { recursive: true });
  for (const entry of wanted) report(`${entry.name} ${entry.version}: ${provide(entry)}`);
  if (values.json) console.log(JSON.stringify(pathByName(wanted), null, 2));
}

function provide({ name, version, path, install, needsGo = true }) {
  if (existsSync(path)) return "present";
  if (needsGo) requireGo(versions.go);
  const start = performance.now();
  try {
    install(path);
  } catch (error) {
    throw new Error(`${name} ${version}: ${error.message}`, { cause: error });
  }
  return `installed in ${((performance.now() - start) / 1000).toFixed(1)} s`;
}

function pathByName(entries) {
  return Object.fromEntries(
    entries.map(({ name, path }) => [name, name === "schemas" ? join(directory, "schemas") : path]),
  );
}

try {
  main();
} catch (error) {
  console.error(`tools: ${error.message}`);
  process.exitCode = 1;
}
