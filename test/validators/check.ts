import { spawnSync } from "node:child_process";
import { schemasPath, toolPath, type ToolName } from "../../tools/find";

/** Runs a pinned program and returns what it says; when it refuses its input, that is the error. */
export function check(tool: ToolName, args: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync(installed(tool, toolPath(tool)), args, { encoding: "utf8" });
  if (error) throw error;
  if (status !== 0) throw new Error(`${tool} ${args.join(" ")}\n${stdout}${stderr}`);
  return stdout + stderr;
}

/** Checks a file or folder against the API of one Kubernetes release. */
export function checkManifests(kubernetesVersion: string, path: string): string {
  const schemas = installed("the Kubernetes schemas", schemasPath());
  const release = ["-kubernetes-version", kubernetesVersion, "-schema-location", schemas];
  return check("kubeconform", ["-strict", "-summary", ...release, path]);
}

function installed(what: string, path: string | undefined): string {
  if (path === undefined) throw new Error(`${what}: not installed in the pinned version; run \`npm run tools\``);
  return path;
}
