import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import versions from "./versions.json";

/** A program that versions.json pins. */
export type ToolName = keyof typeof versions.programs;

/** The Kubernetes releases whose schemas are pinned, oldest first: "1.31.14", … */
export const kubernetesVersions: readonly string[] = Object.keys(versions.kubernetes);

/** Where the pinned version of a program lies: as `npm run tools` built it, else on the PATH; undefined when absent. */
export function toolPath(name: ToolName): string | undefined {
  const { version, versionFlag } = versions.programs[name];
  const built = join(toolsDirectory(), `${name}-${version}`, name);
  if (existsSync(built)) return built;
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find((path) => existsSync(path) && reports(path, versionFlag, version));
}

/** The pinned Chromium; undefined when absent. Its libraries and fonts lie beside it. */
export function chromiumPath(): string | undefined {
  const path = join(toolsDirectory(), `chromium-${versions.chromium.version}`, "chromium");
  return existsSync(path) ? path : undefined;
}

/** The folder of the Kubernetes JSON schemas, as kubeconform's `-schema-location` takes it; undefined when incomplete. */
export function schemasPath(): string | undefined {
  const directory = join(toolsDirectory(), "schemas");
  const complete = kubernetesVersions.every((version) => existsSync(join(directory, `v${version}-standalone-strict`)));
  return complete ? directory : undefined;
}

function toolsDirectory(): string {
  const cache = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  return process.env["CDK8S_OBSERVABILITY_TOOLS"] || join(cache, "cdk8s-observability", "tools");
}

function reports(path: string, versionFlag: string, version: string): boolean {
  const { stdout, stderr } = spawnSync(path, [versionFlag], { encoding: "utf8" });
  return `${stdout} ${stderr}`.split(/[\s,]+/).some((word) => word === version || word === `v${version}`);
}
