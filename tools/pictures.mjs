// npm run pictures: draws every dashboard of dev to docs/dashboards/<uid>.svg, with made-up data, light or dark as the reader
// has it. With --check it writes nothing, and fails where a picture is not what would be drawn.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { check: { type: "boolean" } } });
const require = createRequire(import.meta.url);
const { Observability, render } = require("../dist/lib");
const { answerAll, dashboardsOf, drawDashboard, inAStory, standalone } = require("../dist/lib/preview");
const { build, environments } = require("../dist/stacks/build");

const DIRECTORY = fileURLToPath(new URL("../docs/dashboards", import.meta.url));
const WIDTH = 1280;

const app = build(environments.dev);
const manifests = render(app);
const stacks = app.node.findAll().filter((construct) => construct instanceof Observability);
const drawn = new Map();
for (const answered of await answerAll(dashboardsOf(manifests), inAStory(manifests, stacks))) {
  drawn.set(`${answered.dashboard.uid}.svg`, `${standalone(drawDashboard(answered, WIDTH))}\n`);
}

mkdirSync(DIRECTORY, { recursive: true });
const there = readdirSync(DIRECTORY).filter((name) => name.endsWith(".svg"));
const gone = there.filter((name) => !drawn.has(name));
const changed = [...drawn].filter(([name, svg]) => !there.includes(name) || read(name) !== svg).map(([name]) => name);
if (!values.check) {
  for (const name of gone) rmSync(join(DIRECTORY, name));
  for (const name of changed) writeFileSync(join(DIRECTORY, name), drawn.get(name));
}
const stale = [...changed, ...gone];
const verdict = values.check ? "not current; npm run pictures draws them" : "drawn";
process.stdout.write(
  `${stale.length} of ${drawn.size} pictures ${verdict}${stale.map((name) => `\n  ${name}`).join("")}\n`,
);
process.exitCode = values.check && stale.length > 0 ? 1 : 0;

function read(name) {
  return readFileSync(join(DIRECTORY, name), "utf8");
}
