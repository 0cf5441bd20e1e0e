import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { load } from "js-yaml";

const GOLDEN = join(__dirname, "..", "golden");

export interface ConfigMap {
  readonly name: string;
  readonly namespace: string;
  readonly data: ReadonlyMap<string, string>;
}

/** Every environment with a golden tree. */
export const environments: readonly string[] = readdirSync(GOLDEN, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

export function manifestDirectory(environment: string): string {
  return join(GOLDEN, environment);
}

export function manifestFiles(environment: string): string[] {
  const directory = manifestDirectory(environment);
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml"))
    .map((path) => join(directory, path));
}

/** The objects of a kind, read from the files that bear its name. */
export function objects(environment: string, kind: string): unknown[] {
  return manifestFiles(environment)
    .filter((path) => basename(path).toLowerCase().startsWith(`${kind.toLowerCase()}.`))
    .map((path) => load(readFileSync(path, "utf8"), { filename: path }));
}

export function configMaps(environment: string): ConfigMap[] {
  return objects(environment, "ConfigMap").map((object) => ({
    name: text(field(object, "metadata", "name")),
    namespace: text(field(object, "metadata", "namespace")),
    data: new Map(entries(field(object, "data")).map(([key, value]) => [key, text(value)])),
  }));
}

/** The value at a path of keys, undefined where there is none. */
export function field(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => entries(inner).find(([name]) => name === key)?.[1], value);
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
  if (typeof value !== "string") throw new Error(`expected a string, got ${JSON.stringify(value)}`);
  return value;
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
