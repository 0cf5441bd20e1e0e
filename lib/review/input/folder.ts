import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { mayBeRead } from "./environments";
import type { YamlFile } from "./yaml-file";

/** The YAML and JSON files below a folder, sorted. */
export function filesBelow(folder: string): YamlFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      file,
      path: file
        .slice(join(folder, ".").length + 1)
        .split(sep)
        .join("/"),
    }))
    .filter(({ path }) => mayBeRead(path))
    .map(({ file, path }) => ({ path, text: readFileSync(file, "utf8") }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
