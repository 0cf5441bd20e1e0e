import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { captured, type Captured } from "./captured";

const APP = join(__dirname, "fixtures", "app.ts");

async function run(...args: string[]): Promise<Captured> {
  return captured(args);
}

function appModule(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "cli-")), "app.js");
  writeFileSync(path, text);
  return path;
}

function scratch(): string {
  return join(mkdtempSync(join(tmpdir(), "cli-")), "out");
}

test("writes the environment and prints what it holds", async () => {
  const out = scratch();

  const { code, stdout, stderr } = await run("synth", "--app", APP, "--env", "good", "--out", out);

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.split("\n").map((line) => line.trim().split(/\s{2,}/))).toEqual([
    ["good", "objects", "alerts", "dashboards", "CPU", "memory"],
    ["shop/checkout", "2", "2", "0", "750m", "192Mi"],
    ["shop/prometheus-rules-07", "1", "0", "0", "-", "-"],
    ["total", "3", "2", "0", "750m", "192Mi"],
    [`wrote ${join(out, "good")}`],
    [""],
  ]);
  expect(existsSync(join(out, "good", "shop", "deployment.checkout.yaml"))).toBe(true);
});

test("prints JSON for machines", async () => {
  const { stdout } = await run("synth", "--app", APP, "--env", "good", "--out", scratch(), "--json");

  expect(JSON.parse(stdout)).toEqual([
    expect.objectContaining({ environment: "good", total: expect.objectContaining({ objects: 3 }) }),
  ]);
});

test("exits with 1, tells every problem and writes nothing when one environment is wrong", async () => {
  const out = scratch();

  const { code, stderr } = await run("synth", "--app", APP, "--out", out);

  expect(code).toBe(1);
  expect(stderr).toContain("[bad] shop: port 0: expected a port from 1 to 65535");
  expect(existsSync(out)).toBe(false);
});

test("writes no environment when a later one cannot be written", async () => {
  const out = scratch();

  const { code, stderr } = await run("synth", "--app", APP, "--env", "good", "waiting", "--out", out);

  expect(code).toBe(1);
  expect(stderr).toContain('[waiting] shop/waits: ConfigMap/shop/waits needs input "slackUrl"');
  expect(existsSync(out)).toBe(false);
});

test("counts the requests of objects that others wrote, whatever Kubernetes accepts, and shows what it cannot read as -", async () => {
  const { code, stdout } = await run("synth", "--app", APP, "--env", "raw", "--out", scratch());

  expect(code).toBe(0);
  expect(stdout.split("\n").map((line) => line.trim().split(/\s{2,}/))).toEqual(
    expect.arrayContaining([
      ["shop/numbers", "1", "0", "0", "1", "128Mi"],
      ["shop/exponents", "1", "0", "0", "1500m", "976563Ki"],
      ["shop/unreadable", "1", "0", "0", "-", "128Mi"],
    ]),
  );
});

test("renders with the options that the app exports", async () => {
  const app = appModule(`
    exports.environments = { waiting: { waits: true } };
    exports.build = require(${JSON.stringify(APP)}).build;
    exports.renderOptions = { overrides: [(object) => (object.metadata.name === "waits" ? undefined : object)] };`);

  const { code, stderr } = await run("synth", "--app", app, "--out", scratch());

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

describe("an error that nobody foresaw", () => {
  const app = (): string =>
    appModule(`exports.environments = { dev: {} }; exports.build = () => { throw new TypeError("unforeseen"); };`);
  const before = process.env["DEBUG"];
  afterEach(() => {
    delete process.env["DEBUG"];
    if (before !== undefined) process.env["DEBUG"] = before;
  });

  test("exits with 1 and tells the message alone", async () => {
    delete process.env["DEBUG"];

    const { code, stderr } = await run("synth", "--app", app(), "--out", scratch());

    expect({ code, stderr }).toEqual({ code: 1, stderr: "error: unforeseen (DEBUG=1 tells where)\n" });
  });

  test("tells where it was to whoever debugs", async () => {
    process.env["DEBUG"] = "1";

    const { stderr } = await run("synth", "--app", app(), "--out", scratch());

    expect(stderr).toMatch(/^error: TypeError: unforeseen\n +at /);
  });
});

test("exits with 1 and leaves a directory alone that holds something else", async () => {
  const out = scratch();
  mkdirSync(join(out, "good"), { recursive: true });
  writeFileSync(join(out, "good", "notes.txt"), "precious");

  const { code, stderr } = await run("synth", "--app", APP, "--env", "good", "--out", out);

  expect(code).toBe(1);
  expect(stderr).toContain("notes.txt");
});

test.each([
  [["synth", "--app", APP, "--env", "prod"], "--env prod: expected one of good, bad, waiting, raw"],
  [["synth", "--app", "nowhere.js"], "--app nowhere.js: no such file"],
  [["synth", "--app", __filename], "expected a module that exports"],
  [["synth", "--colour"], "unknown option '--colour'"],
  [["deploy"], "unknown command 'deploy'"],
])("exits with 2 for %j", async (args, message) => {
  const { code, stderr } = await run(...args);

  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test("exits with 0 for help", async () => {
  const { code, stdout } = await run("synth", "--help");

  expect(code).toBe(0);
  expect(stdout).toContain("--env <name...>");
});
