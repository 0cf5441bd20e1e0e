import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { mayBeRead } from "./environments";
import type { YamlFile } from "./yaml-file";

/** What git said when it refused, on one line. */
export class GitError extends Error {}

/** The commit that a ref names; undefined where it names none, or this is no repository. */
export function commitOf(ref: string): string | undefined {
  try {
    return git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`])
      .toString()
      .trim();
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

/** The YAML and JSON files of a commit below the current folder, or below a path in it. Nothing is checked out. */
export function filesAt(commit: string, path = ""): YamlFile[] {
  const isFile = path !== "" && isFileAt(commit, path);
  const folder = isFile ? path.slice(0, path.lastIndexOf("/") + 1) : path.replace(/\/*$/, path === "" ? "" : "/");
  const entries = git(["ls-tree", "-r", "-z", commit, "--", ...(path === "" ? [] : [isFile ? path : folder])])
    .toString()
    .split("\0")
    .flatMap((line) => /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(line)?.slice(1, 3) ?? [])
    .flatMap((part, i, parts) => (i % 2 === 0 ? [{ id: part, path: parts[i + 1] ?? "" }] : []))
    .filter((entry) => mayBeRead(entry.path.slice(folder.length)));
  const texts = textsOf(entries.map(({ id }) => id));
  return entries.map((entry, i) => ({ path: entry.path.slice(folder.length), text: texts[i] ?? "" }));
}

/** Whether the path is that of one file, such as a manifest with all objects of a release. */
function isFileAt(commit: string, path: string): boolean {
  return git(["ls-tree", "-z", commit, "--", path]).toString().startsWith("100");
}

/** Writes all files of a commit to a folder; returns where what is the current folder lies in it. */
export function checkOut(commit: string, folder: string): string {
  const root = git(["rev-parse", "--show-toplevel"]).toString().trim();
  mkdirSync(folder, { recursive: true });
  const archive = git(["-C", root, "archive", "--format=tar", commit]);
  const { status } = spawnSync("tar", ["-x", "-C", folder], { input: archive, stdio: ["pipe", "ignore", "inherit"] });
  if (status !== 0) throw new GitError(`tar could not write ${commit} to ${folder}`);
  return join(folder, relative(root, process.cwd()));
}

/** The texts of blobs, all asked for at once: a process for each would take longer than everything else. */
function textsOf(ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const answer = git(["cat-file", "--batch"], ids.join("\n"));
  const texts: string[] = [];
  let at = 0;
  while (at < answer.length) {
    const end = answer.indexOf("\n", at);
    const size = Number(answer.toString("utf8", at, end).split(" ")[2]);
    texts.push(answer.toString("utf8", end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return texts;
}

function git(args: readonly string[], input = ""): Buffer {
  const { status, stdout, stderr, error } = spawnSync("git", args, { input, maxBuffer: 2 ** 31 - 1 });
  if (error) throw new GitError(`git: ${error.message}`);
  if (status !== 0) throw new GitError(stderr.toString().trim().split("\n")[0] || `git ${args[0]} failed`);
  return stdout;
}
