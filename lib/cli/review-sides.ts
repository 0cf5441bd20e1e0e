import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { render, SynthesisError } from "../core";
import {
  checkOut,
  commitOf,
  environmentsOf,
  filesAt,
  filesBelow,
  type Environment,
  type FileReader,
  type Found,
  type Side,
  type YamlFile,
} from "../review";
import { loadAppModule, selectEnvironments } from "./app-module";
import type { ReviewOptions } from "./review-options";
import { UsageError } from "./usage-error";

/** The word for what the working tree renders. */
const WORKING_TREE = "-";

/**
 * What a side of the review names: a git ref, a folder of YAML, or `-` for what the working tree renders. Throws
 * {@link UsageError} where it is none of them or has no objects, and {@link SynthesisError} with all that cannot be read.
 */
export function sideOf(name: string, options: ReviewOptions, reader: FileReader): Side {
  if (name === WORKING_TREE) return { name: "the working tree", environments: renderedHere(options) };
  const found = isFolder(name) ? inFolder(name, reader) : atRef(name, options, reader);
  if (found.problems.length > 0) throw new SynthesisError(found.problems.map((problem) => `${name}: ${problem}`));
  const environments = found.environments.filter((one) => one.objects.length > 0);
  if (environments.length === 0) throw new UsageError(`${name}: no object of Kubernetes in any YAML file of it`);
  return { name, environments: chosen(name, environments, options.env) };
}

/**
 * The two sides with the same names for the environments that are to be compared. A single one on each side is compared
 * whatever it is called. Throws {@link UsageError} where none of several is on both sides.
 */
export function paired(base: Side, head: Side): readonly [Side, Side] {
  const [before, ...others] = base.environments;
  const [after, ...more] = head.environments;
  if (before && after && others.length === 0 && more.length === 0) {
    const name = after.name || before.name;
    return [
      { ...base, environments: [{ ...before, name }] },
      { ...head, environments: [{ ...after, name }] },
    ];
  }
  const names = new Set(head.environments.map((one) => one.name));
  if (base.environments.some(({ name }) => names.has(name))) return [base, head];
  throw new UsageError(
    `no environment is on both sides: ${listed(base)}, and ${listed(head)}; choose one of each with --env, or name their folders`,
  );
}

function listed({ name, environments }: Side): string {
  return `${name} has ${environments.map((one) => one.name || "objects without an environment").join(", ")}`;
}

function renderedHere({ app, env }: ReviewOptions): Environment[] {
  const module = loadAppModule(app);
  return selectEnvironments(module, env ?? []).map(([name, environment]) => ({
    name,
    objects: render(module.build(environment), module.renderOptions).map(({ object }) => object),
  }));
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function inFolder(name: string, reader: FileReader): Found {
  if (!/[/\\]/.test(name) && commitOf(name) !== undefined)
    throw new UsageError(`${name} is a folder and a git ref; write ./${name} or refs/heads/${name}`);
  return environmentsOf(filesBelow(name), reader);
}

function atRef(name: string, options: ReviewOptions, reader: FileReader): Found {
  const commit = commitOf(name);
  if (commit === undefined)
    throw new UsageError(`${name}: expected a git ref, a folder of YAML, or - for what the working tree renders`);
  const files =
    options.build === undefined ? filesAt(commit, options.path) : built(commit, options.build, options.path);
  if (files.length === 0 || (options.path === undefined && !files.some(({ path }) => path.endsWith(".manifests"))))
    throw new UsageError(`${name}: ${NOTHING_RENDERED}`);
  return environmentsOf(files, reader);
}

const NOTHING_RENDERED =
  "no folder that synth wrote; name the folder of its YAML with --path, " +
  'or have it rendered with --build, such as --build "npm ci && npm run synth" --path out';

/** What a command leaves in a fresh copy of the commit. */
function built(commit: string, command: string, path = "."): YamlFile[] {
  const folder = mkdtempSync(join(tmpdir(), "cdk8s-observability-"));
  try {
    const here = checkOut(commit, folder);
    const { status } = spawnSync(command, { cwd: here, shell: true, stdio: ["ignore", 2, 2] });
    if (status !== 0) throw new UsageError(`--build ${JSON.stringify(command)}: exit code ${status} at ${commit}`);
    const output = join(here, path);
    if (!isFolder(output)) throw new UsageError(`--path ${path}: the command of --build left no such folder`);
    return filesBelow(output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function chosen(
  side: string,
  environments: readonly Environment[],
  names: readonly string[] | undefined,
): readonly Environment[] {
  if (!names || environments.every(({ name }) => name === "")) return environments;
  const unknown = names.filter((name) => !environments.some((one) => one.name === name));
  if (unknown.length === names.length) {
    const known = environments.map(({ name }) => name).join(", ");
    throw new UsageError(`--env ${unknown.join(", ")}: ${side} has ${known}`);
  }
  return environments.filter(({ name }) => names.includes(name));
}
