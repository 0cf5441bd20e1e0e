import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { ContainerFiles } from "./container-files";

const cleanups: (() => void | Promise<void>)[] = [];

afterAll(async () => {
  await cleanups.splice(0).reduceRight((done, cleanup) => done.then(cleanup), Promise.resolve());
});

/** Has something undone after the tests of this file, the latest first. */
export function afterwards(cleanup: () => void | Promise<void>): void {
  cleanups.push(cleanup);
}

/** Writes files below a new folder, which goes away after the tests of this file, and returns the folder. */
export function layOut(files: Iterable<readonly [string, string]>): string {
  const root = mkdtempSync(join(tmpdir(), "validators-"));
  afterwards(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of files) write(join(root, path), content);
  return root;
}

/**
 * Lays a container's files out below a new folder and makes every path below its mounts point there. A file that a
 * Secret or a token would hold is an empty one, a disk an empty folder. A path that nothing mounts stays as it is, and
 * so names no file.
 */
export function layOutContainer(container: ContainerFiles): string {
  const root = layOut([]);
  const { files, opaque } = container;
  for (const mount of opaque) mkdirSync(join(root, mount), { recursive: true });
  for (const [path, original] of files) {
    const content = relocated(original, container, root);
    write(join(root, path), content);
    const unknown = namedFiles(content).filter((file) => opaque.some((mount) => file.startsWith(`${root}${mount}/`)));
    for (const file of unknown) if (!existsSync(file)) write(file, "");
  }
  return root;
}

/** A text in which every path below the mounts of a container, and every folder around one, is that of its sandbox. */
export function relocated(content: string, { mounts }: ContainerFiles, root: string): string {
  const within = mounts.map((path) => `${literally(path)}(?![\\w.-])`);
  const around = mounts.flatMap(ancestors).map((path) => `${literally(path)}(?![\\w./-])`);
  return content.replaceAll(new RegExp(`(?<![\\w./:-])(?=${[...within, ...around].join("|")})`, "g"), root);
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === "/" ? [] : [parent, ...ancestors(parent)];
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
