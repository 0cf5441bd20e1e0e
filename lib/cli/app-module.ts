import type { App } from "cdk8s";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { isRecord, type RenderOptions } from "../core";
import { UsageError } from "./usage-error";

/** What the module named by `--app` must export: the environments, and how each becomes an app. */
export interface AppModule {
  readonly environments: Readonly<Record<string, unknown>>;
  readonly build: (environment: unknown) => App;
  /** What `render` is told for every environment, such as overrides. @default - nothing */
  readonly renderOptions?: RenderOptions;
}

/** Loads the compiled module that declares the app. Throws {@link UsageError} when it is not there or not one. */
export function loadAppModule(file: string): AppModule {
  const path = resolve(file);
  if (!existsSync(path))
    throw new UsageError(`--app ${file}: no such file; compile the project first, or name its module`);
  // A path that the user chose can only be loaded when it is known.
  // oxlint-disable-next-line typescript/no-require-imports
  const loaded: unknown = require(path);
  if (!isAppModule(loaded)) {
    throw new UsageError(
      `--app ${file}: expected a module that exports "environments" (an object), "build" (a function) and, if need be, "renderOptions" (an object)`,
    );
  }
  return loaded;
}

/** The environments to work on: all, or those that were named. Throws {@link UsageError} for a name that is not there. */
export function selectEnvironments(module: AppModule, names: readonly string[]): [string, unknown][] {
  const known = Object.keys(module.environments);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UsageError(`--env ${unknown.join(", ")}: expected one of ${known.join(", ")}`);
  return Object.entries(module.environments).filter(([name]) => names.length === 0 || names.includes(name));
}

function isAppModule(value: unknown): value is AppModule {
  return (
    typeof value === "object" &&
    value !== null &&
    "environments" in value &&
    typeof value.environments === "object" &&
    value.environments !== null &&
    "build" in value &&
    typeof value.build === "function" &&
    (!("renderOptions" in value) || isRecord(value.renderOptions))
  );
}
