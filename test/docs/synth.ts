import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { captured } from "../cli/captured";
import { ROOT } from "./markdown";
import { source, writeCompiled } from "./project";

const scratch = mkdtempSync(join(tmpdir(), "docs-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A folder in which the commands of this repository write, as after `npm run build`. */
export const thisRepository = inDirectory("repository", (directory) => {
  mkdirSync(join(directory, "dist", "stacks"), { recursive: true });
  const build = JSON.stringify(join(ROOT, "stacks", "build.ts"));
  writeFileSync(join(directory, "dist", "stacks", "build.js"), `module.exports = require(${build});\n`);
});

/** A folder with the example of the README, as after `npx tsc`, and what was rendered before committed in it. */
export const ownStack = inDirectory("own-stack", (directory) => {
  const { file, code } = source("stacks/build.ts");
  writeCompiled(directory, file, code);
  for (const folder of ["clusters/staging", "clusters/prod", "rendered", "helm-output"]) {
    mkdirSync(join(directory, folder), { recursive: true });
    writeFileSync(
      join(directory, folder, "namespace.yaml"),
      "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n",
    );
    if (folder.startsWith("clusters/")) writeFileSync(join(directory, folder, ".manifests"), "namespace.yaml\n");
  }
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", directory, "-c", "user.name=a", "-c", "user.email=a@example.com", ...args]);
  git("init", "--quiet", "--initial-branch=main");
  git("add", "clusters");
  git("commit", "--quiet", "--message", "what is rendered");
  git("tag", "v1.4.0");
});

/** A folder of its own for one project. */
export function inDirectory(name: string, fill: (directory: string) => void): string {
  const directory = join(scratch, name);
  mkdirSync(directory);
  fill(directory);
  return directory;
}

/** Runs `cdk8s-observability` in a folder. */
export async function runCommand(args: readonly string[], directory: string) {
  const before = process.cwd();
  process.chdir(directory);
  const result = await captured(args);
  process.chdir(before);
  return result;
}
