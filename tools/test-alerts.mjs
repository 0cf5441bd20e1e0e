// npm run test:alerts: the unit tests of every alert of every environment, and of services that have all alerts there are,
// run by the pinned promtool. Arguments are handed on: -- --alert NAME, -- --env NAME.
import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const installed = execFileSync(process.execPath, [path("install.mjs"), "promtool", "--json"], { encoding: "utf8" });
const { promtool } = JSON.parse(installed);

const options = [
  "--app",
  path("../test/alerts/all-environments.cjs"),
  "--promtool",
  promtool,
  ...process.argv.slice(2),
];
const cli = [path("../dist/lib/cli/main.js"), "test-alerts", ...options];
process.exitCode = spawnSync(process.execPath, cli, { stdio: "inherit" }).status ?? 1;
