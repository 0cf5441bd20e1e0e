import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { ContainerFiles } from "./container-files";

const directories: string[] = [];

afterAll(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** Writes files below a new folder, which goes away after the tests of this file, and returns the folder. */
export function layOut(files: Iterable<readonly [string, string]>): string {
  const root = mkdtempSync(join(tmpdir(), "validators-"));
  directories.push(root);
  for (const [path, content] of files) write(join(root, path), content);
  return root;
}

/**
 * Lays a container's files out below a new folder and makes every path below its mounts point there. A file that a
 * Secret or a token would hold is an empty one. A path that nothing mounts stays as it is, and so names no file.
 */
export function layOutContainer({ files, mounts, opaque }: ContainerFiles): string {
  const root = layOut([]);
  const mounted = new RegExp(`(?<![\\w./:-])(?=(?:${mounts.map(literally).join("|")})(?![\\w.-]))`, "g");
  for (const [path, original] of files) {
    const content = original.replaceAll(mounted, root);
    write(join(root, path), content);
    const unknown = namedFiles(content).filter((file) => opaque.some((mount) => file.startsWith(`${root}${mount}/`)));
    for (const file of unknown) if (!existsSync(file)) write(file, "");
  }
  return root;
}

/** Where a container's file of that name lies in its sandbox. */
export function locate(name: string, { files }: ContainerFiles, root: string): string {
  const path = [...files.keys()].find((other) => basename(other) === name);
  if (path === undefined) throw new Error(`${name}: the container has only ${[...files.keys()].join(", ")}`);
  return join(root, path);
}

/** The files that a config names and nobody provides. */
export function missingFiles(config: string): string[] {
  return namedFiles(readFileSync(config, "utf8")).filter((path) => !existsSync(path));
}

/** `credentials_file: /etc/…` and its like: Prometheus and Alertmanager name every single file with such a key. */
function namedFiles(config: string): string[] {
  return [...config.matchAll(/_file: *["']?(\/[^\s"',}]+)/g)].flatMap(([, path]) => path ?? []);
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
