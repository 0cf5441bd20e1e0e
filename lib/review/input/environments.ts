import { identityOf, type KubernetesObject } from "../../core";
import type { Environment } from "../model";
import { readFiles, type FileReader, type YamlFile } from "./yaml-file";

/** What was found in a folder or a git ref. */
export interface Found {
  readonly environments: readonly Environment[];
  readonly problems: readonly string[];
  readonly skipped: readonly string[];
}

/** The list of files that `synth` writes into the folder of each environment. */
const INDEX = ".manifests";

/**
 * The environments among files: each folder that `synth` wrote is one and has its name; without any, all files are one
 * environment, which has none.
 */
export function environmentsOf(files: readonly YamlFile[], reader: FileReader): Found {
  const roots = files.flatMap(({ path }) => (path.split("/").at(-1) === INDEX ? [path.slice(0, -INDEX.length)] : []));
  const yaml = files.filter(({ path }) => isYaml(path));
  if (roots.length === 0) return found([["", yaml]], reader);
  return found(
    roots.map((root) => [nameOf(root, roots), yaml.filter(({ path }) => path.startsWith(root))]),
    reader,
  );
}

/** Whether a file may hold objects, by its name; hidden ones and what was installed are left alone. */
export function mayBeRead(path: string): boolean {
  const parts = path.split("/");
  const name = parts.pop() ?? "";
  return (isYaml(name) || name === INDEX) && !parts.some((part) => part === "node_modules" || /^\.[^./]/.test(part));
}

function isYaml(path: string): boolean {
  return /\.(ya?ml|json)$/.test(path);
}

function found(groups: readonly (readonly [name: string, files: readonly YamlFile[]])[], reader: FileReader): Found {
  const read = groups.map(([name, files]) => ({ name, ...readFiles(files, reader) }));
  return {
    environments: read.map(({ name, objects }) => ({ name, objects })),
    problems: read.flatMap(({ problems, objects }) => [...problems, ...twice(objects)]),
    skipped: read.flatMap(({ skipped }) => skipped),
  };
}

/** The folder's own name, or its whole path where two have the same. The root of all has none. */
function nameOf(root: string, roots: readonly string[]): string {
  const name = lastFolder(root);
  return roots.filter((other) => lastFolder(other) === name).length > 1 ? root.slice(0, -1) : name;
}

function lastFolder(root: string): string {
  return root.split("/").at(-2) ?? "";
}

function twice(objects: readonly KubernetesObject[]): string[] {
  const seen = new Set<string>();
  const again = objects.map(identityOf).filter((identity) => seen.size === seen.add(identity).size);
  return [...new Set(again)].map(
    (identity) => `${identity} is there twice; review one environment by itself: name its folder`,
  );
}
