import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { captured } from "./captured";

const APP = join(__dirname, "fixtures", "app.ts");
const home = process.cwd();
let here: string;

beforeEach(() => {
  here = mkdtempSync(join(tmpdir(), "cli-"));
  process.chdir(here);
});

afterEach(() => {
  process.chdir(home);
  rmSync(here, { recursive: true });
});

test("says that nothing changes, and succeeds", async () => {
  write("old/a.yaml", aService(80));
  write("new/b.yaml", aService(80));

  const result = await captured(["review", "old", "new", "--fail-on", "warning"]);

  expect(result).toEqual({ code: 0, stdout: "## Nothing changes\n\nold → new\n", stderr: "" });
});

test("tells what a change between two folders means", async () => {
  write("old/a.yaml", aService(80));
  write("new/a.yaml", aService(8080));

  const { code, stdout } = await captured(["review", "old", "new", "--format", "text"]);

  expect(code).toBe(0);
  expect(stdout).toContain("old → new; 1 object changed\n");
  expect(stdout).toMatch(/danger +Service checkout no longer listens on 80, but on 8080/);
});

test.each([
  ["none", 0],
  ["danger", 1],
  ["warning", 1],
])("with --fail-on %s exits with %i when something is in danger", async (failOn, expected) => {
  write("old/a.yaml", `${aService(80)}---\n${A_NAMESPACE}`);
  write("new/a.yaml", aService(80));

  const { code, stdout } = await captured(["review", "old", "new", "--fail-on", failOn]);

  expect(stdout).toContain("**Danger:**");
  expect(code).toBe(expected);
});

test("compares a git ref with what the working tree renders, environment by environment", async () => {
  await captured(["synth", "--app", APP, "--env", "good", "raw", "--out", "out"]);
  replace("out/good/shop/horizontalpodautoscaler.checkout.yaml", "maxReplicas: 9", "maxReplicas: 6");
  commit();
  rmSync("out", { recursive: true });

  const { code, stdout, stderr } = await captured([
    "review",
    "main",
    "--app",
    APP,
    "--env",
    "good",
    "raw",
    "--format",
    "text",
  ]);

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("main → the working tree; good: 1 object changed\n");
  expect(stdout).toMatch(/maximum.* 6 → 9|maxReplicas 6 → 9/);
});

test("compares the YAML of two refs below a path", async () => {
  write("deploy/a.yaml", aService(80));
  commit();
  write("deploy/a.yaml", aService(81));
  commit();

  const { stdout } = await captured(["review", "HEAD~1", "HEAD", "--path", "deploy"]);

  expect(stdout).toContain("HEAD\\~1 → HEAD; 1 object changed".replace("\\", ""));
});

test("has a ref rendered by a command, in a copy of it", async () => {
  write("template", aService(80));
  commit();
  write("new/a.yaml", aService(81));
  const build = "mkdir rendered && cp template rendered/a.yaml";

  const { code, stdout } = await captured(["review", "main", "new", "--build", build, "--path", "rendered"]);

  expect(code).toBe(0);
  expect(stdout).toContain("main → new; 1 object changed");
  expect(existsSync("rendered")).toBe(false);
});

test("writes the report to files in the formats of their names, with the same counts", async () => {
  write("old/a.yaml", aService(80));
  write("new/a.yaml", aService(81));

  const { stdout } = await captured(["review", "old", "new", "--output", "r/a.json", "r/a.md", "r/a.txt"]);

  expect(readFileSync("r/a.md", "utf8")).toBe(stdout);
  expect(readFileSync("r/a.txt", "utf8")).toContain("old → new; 1 object changed\n");
  const report: unknown = JSON.parse(readFileSync("r/a.json", "utf8"));
  expect(report).toMatchObject({
    schemaVersion: 1,
    base: "old",
    head: "new",
    summary: { danger: 1 },
    environments: [{ name: "", objects: [{ kind: "changed", identity: "Service/shop/checkout" }] }],
  });
});

test.each([
  [["nowhere", "old"], "nowhere: expected a git ref, a folder of YAML, or - for what the working tree renders"],
  [["old", "empty"], "empty: no object of Kubernetes in any YAML file of it"],
  [["old", "old", "--format", "html"], "--format html: expected one of markdown, text, json"],
  [["old", "old", "--fail-on", "info"], "--fail-on info: expected one of none, danger, warning"],
  [["old", "old", "--output", "a.html"], "--output a.html: expected a name that ends in .md, .txt or .json"],
  [["old", "old", "--limit", "x"], "--limit x: expected a whole number from 1000"],
  [
    ["old", "-", "--app", "nowhere.js"],
    "--app nowhere.js: no such file; compile the project first, or name its module",
  ],
  [["main", "old"], "main: no folder that synth wrote; name the folder of its YAML with --path, or have it rendered"],
  [["main", "old", "--build", "exit 3"], '--build "exit 3": exit code 3 at '],
  [["main", "old", "--build", "true", "--path", "out"], "--path out: the command of --build left no such folder"],
])("refuses %j", async (args, message) => {
  write("old/a.yaml", aService(80));
  mkdirSync("empty");
  commit();

  const { code, stdout, stderr } = await captured(["review", ...args]);

  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(`error: ${message}`);
});

test("refuses a name that is a folder and a ref, and tells how to name each", async () => {
  write("main/a.yaml", aService(80));
  commit();

  const { code, stderr } = await captured(["review", "main", "main"]);

  expect(code).toBe(2);
  expect(stderr).toBe("error: main is a folder and a git ref; write ./main or refs/heads/main\n");
});

test("refuses sides that have no environment in common, and names what they have", async () => {
  for (const name of ["dev", "prod", "eu", "us"]) {
    const folder = name.length === 2 ? "new" : "old";
    write(`${folder}/${name}/.manifests`, "");
    write(`${folder}/${name}/a.yaml`, aService(80));
  }

  const { code, stderr } = await captured(["review", "old", "new"]);

  expect(code).toBe(2);
  expect(stderr).toContain(
    "no environment is on both sides: old has dev, prod, and new has eu, us; choose one of each",
  );
});

test("tells everything that cannot be read at once, and writes nothing", async () => {
  write("old/a.yaml", aService(80));
  write("new/a.yaml", "a: [\n");
  write("new/b.yaml", "b: {{ .Values.b }}\n");

  const { code, stdout, stderr } = await captured(["review", "old", "new", "--output", "report.md"]);

  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/new: a\.yaml: .*\n.*new: b\.yaml: .*template has to be rendered/s);
  expect(existsSync("report.md")).toBe(false);
});

const A_NAMESPACE = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n";

function aService(port: number): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: checkout\n  namespace: shop\nspec:\n  ports:\n    - port: ${port}\n`;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function replace(path: string, text: string, other: string): void {
  const content = readFileSync(path, "utf8");
  expect(content).toContain(text);
  writeFileSync(path, content.replace(text, other));
}

function commit(): void {
  if (!existsSync(".git")) execFileSync("git", ["init", "--quiet", "--initial-branch=main"]);
  execFileSync("git", ["add", "--all", "--force"]);
  const identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
  execFileSync("git", [...identity, "commit", "--quiet", "--message", "a commit"]);
}
