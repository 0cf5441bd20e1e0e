import { spawnSync } from "node:child_process";

/** Fails with what to do when Go is absent or older than `minimum` ("1.26"). */
export function requireGo(minimum) {
  const remedy = `install Go ${minimum} or newer (https://go.dev/dl/) and run this again`;
  const { error, stdout } = spawnSync("go", ["env", "GOVERSION"], { encoding: "utf8" });
  if (error) throw new Error(`the programs are built with Go, and there is no "go" on the PATH: ${remedy}`);
  const [major, minor] = versionNumbers(stdout);
  const [majorNeeded, minorNeeded] = versionNumbers(minimum);
  if (major < majorNeeded || (major === majorNeeded && minor < minorNeeded)) {
    throw new Error(`the programs need Go ${minimum}, found ${stdout.trim()}: ${remedy}`);
  }
}

/** Runs the go command and returns what it prints. */
export function go(args, { cwd, env }) {
  const { error, status, stdout, stderr } = spawnSync("go", args, {
    cwd,
    // A go.work of a folder above would bring other versions into the build.
    env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off", ...env },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`go ${args[0]} ${args[1]}: ${(stderr || stdout).trim()}`);
  return stdout;
}

/** Downloads a module, refuses other contents than the pinned checksum, and returns the folder it lies in. */
export function downloadModule(path, version, sum, { cwd, env, flags = [] }) {
  const module = JSON.parse(go(["mod", "download", ...flags, "-json", `${path}@${version}`], { cwd, env }));
  if (module.Sum !== sum) throw new Error(`${path}@${version}: expected ${sum}, got ${module.Sum}`);
  return module;
}

function versionNumbers(text) {
  const [, major = "0", minor = "0"] = /(\d+)\.(\d+)/.exec(text) ?? [];
  return [Number(major), Number(minor)];
}
