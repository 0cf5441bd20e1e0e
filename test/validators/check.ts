import { spawnSync } from "node:child_process";
import { schemasPath, toolPath, type ToolName } from "../../tools/find";

/** Runs a pinned program and returns what it says; when it refuses its input, that is the error. */
export function check(tool: ToolName, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const options = { encoding: "utf8", env: { ...process.env, ...env } } as const;
  const { error, status, stdout, stderr } = spawnSync(programPath(tool), args, options);
  if (error) throw error;
  if (status !== 0) throw new Error(`${tool} ${args.join(" ")}\n${stdout}${stderr}`);
  return stdout + stderr;
}

/** Where a pinned program lies. */
export function programPath(tool: ToolName): string {
  return installed(tool, toolPath(tool));
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
