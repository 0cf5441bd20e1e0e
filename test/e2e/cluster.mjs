// The cluster that KUBECONFIG points to, through kubectl and one `kubectl proxy`.
import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs kubectl and returns what it printed. */
export async function kubectl(...args) {
  const { stdout } = await run("kubectl", args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** Runs kubectl with an object, or several, on its standard input. */
export async function kubectlWith(objects, ...args) {
  const list = { apiVersion: "v1", kind: "List", items: objects };
  return new Promise((resolve, reject) => {
    const child = execFile("kubectl", [...args, "-f", "-"], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      error ? reject(new Error(stderr || error.message)) : resolve(stdout),
    );
    child.stdin.end(JSON.stringify(list));
  });
}

/** Reaches services and pods through the API server, so that it works from outside the cluster too. */
export async function openProxy() {
  const child = spawn("kubectl", ["proxy", "--port=0"], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise((resolve, reject) => {
    child.stdout.on("data", (data) => resolve(/:(\d+)/.exec(String(data))?.[1]));
    child.on("exit", () => reject(new Error("kubectl proxy ended")));
  });
  const root = `http://127.0.0.1:${port}`;
  const request = async (path, options = {}) => {
    const response = await fetch(`${root}${path}`, {
      signal: AbortSignal.timeout(15_000),
      ...options,
    });
    if (!response.ok)
      throw new Error(`${options.method ?? "GET"} ${path}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    return text === "" ? undefined : JSON.parse(text);
  };
  return {
    service: (namespace, name, port, path, options) =>
      request(`/api/v1/namespaces/${namespace}/services/${name}:${port}/proxy${path}`, options),
    pod: (namespace, name, port, path, options) =>
      request(`/api/v1/namespaces/${namespace}/pods/${name}:${port}/proxy${path}`, options),
    /** Where a service is reached from here. */
    url: (namespace, name, port) => `${root}/api/v1/namespaces/${namespace}/services/${name}:${port}/proxy`,
    close: () => child.kill(),
  };
}

/** Calls `probe` until it returns something, and returns that with the seconds it took. Errors on the way count as "not yet". */
export async function eventually(what, seconds, probe, interval = 500) {
  const start = performance.now();
  let last = "";
  for (;;) {
    try {
      const value = await probe();
      if (value !== undefined && value !== false) return { value, seconds: elapsed(start) };
    } catch (error) {
      last = `; last: ${error.message}`;
    }
    if (performance.now() - start > seconds * 1000) throw new Error(`${what}: not within ${seconds} s${last}`);
    await sleep(interval);
  }
}

export function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export function elapsed(start) {
  return Math.round((performance.now() - start) / 100) / 10;
}
