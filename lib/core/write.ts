import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, normalize, relative } from "node:path";
import { inputNames } from "./input";
import { asRecord } from "./json";
import { identityOf, qualifiedKind, type KubernetesObject, type Manifest } from "./manifest";
import { SynthesisError } from "./problems";
import { toYaml } from "./yaml";

/**
 * Lists the files that were written, one a line, so that the next run knows what is its own. No `.json`: `kubectl apply -R`
 * takes every file with such a name for an object.
 */
const INDEX = ".manifests";

export interface WriteOptions {
  /**
   * Inputs that whoever applies the files replaces before; any other `${{ input:name }}` is an error, as only
   * `KubernetesDeployment` replaces them by itself.
   * @default - none
   */
  readonly inputs?: readonly string[];
  /** Called after each file, for progress. @default - nothing */
  readonly onFile?: (written: number, total: number) => void;
}

/** What was written. */
export interface WriteResult {
  /** Paths below the directory, sorted. */
  readonly files: readonly string[];
  readonly bytes: number;
}

/**
 * Writes each object to `<directory>/<namespace>/<kind>.<name>.yaml`, cluster-scoped ones to `_cluster`.
 *
 * The directory is replaced as a whole: a crash leaves the old tree or the new one, and files of objects that are gone
 * go with them. A directory with anything in it that an earlier run did not write is refused, and so is a Secret
 * whose values stand in the manifest. Throws {@link SynthesisError} and then has changed nothing.
 */
export function writeManifests(
  manifests: readonly Manifest[],
  directory: string,
  options: WriteOptions = {},
): WriteResult {
  const paths = manifests.map(({ object }) => manifestPath(object));
  const problems = problemsOf(manifests, paths, directory, options);
  if (problems.length > 0) throw new SynthesisError(problems);

  const files = manifests.map(({ object }, i) => ({ path: paths[i] ?? "", content: () => toYaml(object) }));
  return write(files, directory, options.onFile);
}

/** A file below a directory. */
export interface OutputFile {
  readonly path: string;
  /** Called when it is written: text, or the bytes of something else. */
  readonly content: () => string | Uint8Array;
}

/**
 * Writes files that are no manifests, in the same way: the directory is replaced as a whole, and refused with anything in it
 * that an earlier run did not write. So are two files of one path, and one outside of the directory. Throws
 * {@link SynthesisError} and then has changed nothing.
 */
export function writeFiles(files: readonly OutputFile[], directory: string): WriteResult {
  const problems = [...unfitPaths(files, directory), ...foreignFiles(directory)];
  if (problems.length > 0) throw new SynthesisError(problems);
  return write(files, directory, undefined);
}

function write(files: readonly OutputFile[], directory: string, onFile: WriteOptions["onFile"]): WriteResult {
  const { staging, previous } = siblings(directory);
  recover(directory, previous);
  rmSync(staging, { recursive: true, force: true });
  const bytes = writeTree(files, staging, onFile);
  replaceDirectory(directory, staging, previous);
  return { files: files.map(({ path }) => path).toSorted(), bytes };
}

/**
 * Why {@link writeManifests} would refuse the manifests or the directory, or nothing. Changes nothing: for whoever writes
 * several directories, and none of them if one has a problem.
 */
export function checkManifests(
  manifests: readonly Manifest[],
  directory: string,
  options: Pick<WriteOptions, "inputs"> = {},
): string[] {
  const paths = manifests.map(({ object }) => manifestPath(object));
  return problemsOf(manifests, paths, directory, options);
}

function problemsOf(
  manifests: readonly Manifest[],
  paths: readonly string[],
  directory: string,
  { inputs = [] }: Pick<WriteOptions, "inputs">,
): string[] {
  return [
    ...samePath(manifests, paths),
    ...manifests.flatMap((manifest) => [...literalSecret(manifest), ...unknownInputs(manifest, inputs)]),
    ...foreignFiles(directory),
  ];
}

/** Where an object's file lies below the output directory. */
export function manifestPath(object: KubernetesObject): string {
  const { namespace = "_cluster", name } = object.metadata;
  // RBAC names may hold ":", which some file systems refuse.
  return `${namespace}/${qualifiedKind(object).toLowerCase()}.${name.replaceAll(":", "_")}.yaml`;
}

function writeTree(files: readonly OutputFile[], directory: string, onFile: WriteOptions["onFile"]): number {
  for (const folder of new Set(["", ...files.map(({ path }) => dirname(path))]))
    mkdirSync(join(directory, folder), { recursive: true });
  let bytes = 0;
  files.forEach(({ path, content }, i) => {
    const written = content();
    writeFileSync(`${directory}/${path}`, written);
    bytes += typeof written === "string" ? Buffer.byteLength(written) : written.byteLength;
    onFile?.(i + 1, files.length);
  });
  const index = files.map(({ path }) => `${path}\n`).toSorted();
  writeFileSync(join(directory, INDEX), index.join(""));
  return bytes;
}

/** Siblings of the directory, so that the renames stay within one file system. */
function siblings(directory: string): { staging: string; previous: string } {
  const beside = (suffix: string): string => join(dirname(directory), `.${basename(directory)}.${suffix}`);
  return { staging: beside("staging"), previous: beside("previous") };
}

/** Two renames; a crash between them is mended by the next run, which finds the previous tree and no current one. */
function replaceDirectory(directory: string, staging: string, previous: string): void {
  if (existsSync(directory)) renameSync(directory, previous);
  renameSync(staging, directory);
  rmSync(previous, { recursive: true, force: true });
}

function recover(directory: string, previous: string): void {
  if (!existsSync(previous)) return;
  if (existsSync(directory)) rmSync(previous, { recursive: true });
  else renameSync(previous, directory);
}

function foreignFiles(directory: string): string[] {
  // Without it, what is left of an interrupted run is all its own.
  if (!existsSync(directory)) return [];
  const own = new Set([INDEX, ...readIndex(join(directory, INDEX))]);
  const foreign = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .filter((path) => !own.has(path))
    .toSorted();
  if (foreign.length === 0) return [];
  const named = foreign.slice(0, 3).join(", ");
  const more = foreign.length > 3 ? ` and ${foreign.length - 3} more` : "";
  return [
    `${directory}: holds files that were not written by an earlier run: ${named}${more}; choose an empty directory or remove them`,
  ];
}

function unfitPaths(files: readonly OutputFile[], directory: string): string[] {
  const seen = new Set<string>();
  return files.flatMap(({ path }) => {
    const outside = path !== normalize(path) || isAbsolute(path) || path.startsWith("..");
    const twice = seen.has(path);
    seen.add(path);
    return [
      ...(outside ? [`${path}: expected a path below ${directory}, without ".."`] : []),
      ...(twice ? [`${path}: two files have this path; rename one`] : []),
    ];
  });
}

function readIndex(path: string): string[] {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
}

function samePath(manifests: readonly Manifest[], paths: readonly string[]): string[] {
  const owners = new Map<string, KubernetesObject>();
  return manifests.flatMap(({ object, source }, i) => {
    const path = paths[i] ?? "";
    const other = owners.get(path);
    owners.set(path, object);
    return other === undefined
      ? []
      : [`${source}: ${identityOf(object)} and ${identityOf(other)} would both be written to ${path}; rename one`];
  });
}

function literalSecret({ object, source }: Manifest): string[] {
  if (object.kind !== "Secret" || object.apiVersion !== "v1") return [];
  const values = Object.entries({ ...asRecord(object["data"]), ...asRecord(object["stringData"]) });
  const literal = values.filter(([, value]) => inputNames(value).size === 0).map(([key]) => key);
  if (literal.length === 0) return [];
  return [
    `${source}: ${identityOf(object)} holds literal values (${literal.join(", ")}); name an existing Secret instead, or use input() and deploy with Pulumi`,
  ];
}

function unknownInputs({ object, source }: Manifest, declared: readonly string[]): string[] {
  const missing = [...inputNames(object)].filter((name) => !declared.includes(name));
  return missing.map(
    (name) =>
      `${source}: ${identityOf(object)} needs input "${name}", which only a deployment knows; deploy with Pulumi, or replace it by an override`,
  );
}
