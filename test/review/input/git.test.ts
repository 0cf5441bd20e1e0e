import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkOut, commitOf, filesAt } from "../../../lib/review";

let repository: string;
const before = process.cwd();

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), "review-git-"));
  process.chdir(repository);
  git("init", "--quiet", "--initial-branch=main");
});

afterEach(() => {
  process.chdir(before);
  rmSync(repository, { recursive: true });
});

test("reads the YAML of a commit, and not of the working tree", () => {
  commit({ "out/prod/shop/service.a.yaml": "kind: Service\n", "src/app.ts": "", "out/prod/.manifests": "x\n" });
  write("out/prod/shop/service.a.yaml", "kind: Changed\n");

  const files = filesAt(commitOf("main") ?? "");

  expect(files).toEqual([
    { path: "out/prod/.manifests", text: "x\n" },
    { path: "out/prod/shop/service.a.yaml", text: "kind: Service\n" },
  ]);
});

test("reads files with letters of all kinds, empty ones, and names with spaces", () => {
  commit({ "a b.yaml": "name: Grüße 🚀\n", "empty.yaml": "", "z.yaml": "last: true" });

  expect(filesAt(commitOf("main") ?? "").map(({ path, text }) => [path, text])).toEqual([
    ["a b.yaml", "name: Grüße 🚀\n"],
    ["empty.yaml", ""],
    ["z.yaml", "last: true"],
  ]);
});

test("reads below a path alone, and names files from there", () => {
  commit({
    "deploy/a.yaml": "a: 1\n",
    "deployment.yaml": "b: 1\n",
    "deploy/node_modules/x/c.yaml": "",
    ".github/d.yml": "",
  });

  expect(filesAt(commitOf("main") ?? "", "deploy")).toEqual([{ path: "a.yaml", text: "a: 1\n" }]);
});

test("reads below the current folder", () => {
  commit({ "one/a.yaml": "a: 1\n", "two/b.yaml": "b: 1\n" });
  process.chdir("two");

  expect(filesAt(commitOf("main") ?? "").map(({ path }) => path)).toEqual(["b.yaml"]);
});

test.each(["nowhere", "--help", "main:out", ""])("knows that %j is no commit", (ref) => {
  commit({ "a.yaml": "a: 1\n" });

  expect(commitOf(ref)).toBeUndefined();
});

test("knows that there is none outside of a repository", () => {
  process.chdir(tmpdir());

  expect(commitOf("main")).toBeUndefined();
});

test("writes all files of a commit to a folder, and tells where the current one is in it", () => {
  commit({ "app/package.json": "{}", "app/out/a.yaml": "a: 1\n" });
  process.chdir("app");
  const folder = join(repository, "copy");

  const here = checkOut(commitOf("main") ?? "", folder);

  expect(here).toBe(join(folder, "app"));
  expect(execFileSync("find", [here, "-type", "f"]).toString().split("\n").toSorted()).toEqual(
    ["", join(here, "out/a.yaml"), join(here, "package.json")].toSorted(),
  );
});

function commit(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) write(path, text);
  git("add", "--all", "--force");
  git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "a commit");
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), text);
}

function git(...args: readonly string[]): void {
  execFileSync("git", ["-C", repository, ...args]);
}
