// The end of npm run check: the rendered configurations, judged by the programs themselves, where npm run tools has built them.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const PROGRAMS = ["amtool", "jaeger", "loki", "otelcol-k8s"];
const TESTS = "test/validators/(alertmanager|collector|jaeger|loki|logql).test";

const install = fileURLToPath(new URL("install.mjs", import.meta.url));
const { status, stdout } = spawnSync(process.execPath, [install, "--missing", ...PROGRAMS], { encoding: "utf8" });
if (status === 0) {
  const jest = fileURLToPath(new URL("../node_modules/jest/bin/jest.js", import.meta.url));
  const run = spawnSync(process.execPath, [jest, "--selectProjects", "validators", "--", TESTS], { stdio: "inherit" });
  process.exitCode = run.status ?? 1;
} else {
  console.log(`NOT CHECKED: what the programs say of the configurations; npm run tools builds ${stdout.trim()}`);
}
