import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { captured, type Captured } from "./captured";

const APP = join(__dirname, "fixtures", "watched-app.ts");

async function run(...args: string[]): Promise<Captured> {
  return captured(["test-alerts", "--app", APP, ...args]);
}

function scratch(): string {
  return join(mkdtempSync(join(tmpdir(), "cli-")), "out");
}

/**
 * A stand-in for promtool, which writes as that does: of one file after the other, success to stdout, what failed to stderr,
 * and no names. Tests fail whose file is named by `failing`.
 */
function standIn({ failing = "none", version = 0, refuses = "" } = {}): string {
  const path = join(mkdtempSync(join(tmpdir(), "promtool-")), "promtool");
  const script = `#!${process.execPath}
const { writeSync } = require("node:fs");
const [command, , ...files] = process.argv.slice(2);
if (command === "--version") process.exit(${version});
const refusal = ${JSON.stringify(refuses)};
if (refusal) writeSync(2, refusal);
if (refusal) process.exit(3);
for (const file of files) {
  const failed = file.includes(${JSON.stringify(failing)});
  if (failed) process.exitCode = 1;
  if (failed) writeSync(2, "  FAILED:\\n    name: fires: full,\\n    alertname: QueueFull, time: 0s\\n");
  writeSync(1, failed ? "\\n\\n" : "  SUCCESS\\n\\n");
}
`;
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}

function files(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".yaml"));
}

const QUEUE = ["QueueFull.critical", "QueueFull.warning"].flatMap((name) => [
  `dev/shop.queue/${name}.rules.yaml`,
  `dev/shop.queue/${name}.test.yaml`,
]);

test("writes the rules and the tests of each alert, by environment and monitor", async () => {
  const out = scratch();

  const { code, stderr } = await run("--env", "dev", "--out", out, "--no-run");

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const written = files(out);
  expect(written.filter((path) => path.startsWith("dev/shop.queue/")).toSorted()).toEqual(QUEUE);
  expect(written).toContain("dev/observability.prometheus/PrometheusRestarts.warning.test.yaml");
  expect(readFileSync(join(out, "dev/shop.queue/QueueFull.critical.rules.yaml"), "utf8")).toContain(
    'expr: count(up{job="queue"} == 0) > 1',
  );
});

test("works on all environments, or on those that are named", async () => {
  const out = scratch();

  await run("--env", "dev", "prod", "--alert", "QueueFull", "--out", out, "--no-run");

  expect(new Set(files(out).map((path) => path.split("/")[0]))).toEqual(new Set(["dev", "prod"]));
});

test("writes the alert that is named in all its severities, or in one", async () => {
  const [all, one] = [scratch(), scratch()];

  await run("--env", "dev", "--alert", "QueueFull", "--out", all, "--no-run");
  await run("--env", "dev", "--alert", "QueueFull.critical", "--out", one, "--no-run");

  expect(files(all).toSorted()).toEqual(QUEUE);
  expect(files(one)).toHaveLength(2);
});

test("counts what it proves, and names what nothing proves", async () => {
  const { stdout } = await run("--env", "dev", "--alert", "QueueFull", "--out", scratch(), "--no-run");

  expect(stdout).toBe("2 alerts, 3 cases, 3 assertions\nwithout a test: QueueFuller.info\n");
});

test("exits with 0 and says so when all tests pass", async () => {
  const { code, stdout, stderr } = await run("--env", "dev", "--out", scratch(), "--promtool", standIn());

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/\nall passed\n$/);
});

test("exits with 1 and tells what promtool said of the files that failed, and of no other", async () => {
  const out = scratch();
  const promtool = standIn({ failing: "QueueFull.critical" });

  const { code, stdout, stderr } = await run(
    "--env",
    "dev",
    "--alert",
    "QueueFull",
    "--out",
    out,
    "--promtool",
    promtool,
  );

  expect(code).toBe(1);
  expect(stdout).not.toContain("passed");
  expect(stderr).toBe(
    `${out}/dev/shop.queue/QueueFull.critical.test.yaml\n  FAILED:\n    name: fires: full,\n    alertname: QueueFull, time: 0s\n\n`,
  );
});

test("tells all that promtool said where it did not look at the files", async () => {
  const promtool = standIn({ refuses: "unknown long flag" });

  const { code, stderr } = await run("--env", "dev", "--out", scratch(), "--promtool", promtool);

  expect({ code, stderr }).toEqual({ code: 1, stderr: "unknown long flag" });
});

test.each([
  ["/nowhere/promtool", "--promtool /nowhere/promtool: spawnSync /nowhere/promtool ENOENT; install promtool"],
  [standIn({ version: 3 }), "it does not tell its version; install promtool"],
])("exits with 2 and tells what to do without a promtool at %s", async (promtool, message) => {
  const { code, stderr } = await run("--env", "dev", "--out", scratch(), "--promtool", promtool);

  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain("or say --no-run");
});

test("exits with 1, tells every case that cannot become a test, and writes nothing", async () => {
  const out = scratch();

  const { code, stderr } = await run("--env", "dev", "wrong", "--out", out);

  expect(code).toBe(1);
  expect(stderr).toContain("2 problems found:");
  for (const severity of ["warning", "critical"])
    expect(stderr).toContain(
      `[wrong] shop/queue: QueueFull.${severity}, case "full": {{ … | toTime }}: expected one of`,
    );
  expect(existsSync(out)).toBe(false);
});

test("exits with 1 and leaves a directory alone that holds something else", async () => {
  const out = scratch();
  mkdirSync(out);
  writeFileSync(join(out, "notes.txt"), "precious");

  const { code, stderr } = await run("--env", "dev", "--out", out, "--promtool", standIn());

  expect(code).toBe(1);
  expect(stderr).toContain("notes.txt");
  expect(readdirSync(out)).toEqual(["notes.txt"]);
});

test.each([
  [["--env", "test"], "--env test: expected one of dev, prod, wrong, alone"],
  [
    ["--env", "dev", "--alert", "QueueFull", "QueueEmpty", "Queue"],
    "--alert QueueEmpty: no test of such an alert; perhaps QueueFull",
  ],
  [["--env", "dev", "--alert", "QueueFuller"], "--alert QueueFuller: no test of such an alert; perhaps QueueFull"],
  [["--env", "alone"], "expected an Observability that watches alerts with tests"],
  [["--app", "nowhere.js"], "--app nowhere.js: no such file"],
])("exits with 2 for %j and writes nothing", async (args, message) => {
  const out = scratch();

  const { code, stderr } = await run("--out", out, ...args);

  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(existsSync(out)).toBe(false);
});
