import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";

/** A Prometheus that runs until `stop`. `settings` are its flags beyond the address that it listens on. */
export async function startPrometheus(program, settings) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const process = spawn(program, [`--web.listen-address=127.0.0.1:${port}`, ...settings], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(process, "exit");
  let log = "";
  process.stderr.on("data", (data) => (log += data));
  const started = Date.now();
  const stop = async () => {
    process.kill("SIGKILL");
    await ended;
  };
  const ready = async () => {
    if (process.exitCode !== null)
      throw new Error(`Prometheus ended with ${process.exitCode}
${log.slice(-4000)}`);
    return fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  };
  try {
    await eventually(ready, "Prometheus ready");
  } catch (error) {
    process.kill("SIGKILL");
    throw error;
  }
  const json = async (path) => {
    const response = await fetch(`${url}/api/v1/${path}`);
    const body = await response.json();
    if (body.status !== "success") throw new Error(`${path}: ${body.error}`);
    return body.data;
  };
  return {
    url,
    stop,
    readyAfter: (Date.now() - started) / 1000,
    log: () => log,
    rules: async () => (await json("rules")).groups,
    query: async (expr) => (await json(`query?query=${encodeURIComponent(expr)}`)).result,
    profile: async (seconds) =>
      Buffer.from(await (await fetch(`${url}/debug/pprof/profile?seconds=${seconds}`)).arrayBuffer()),
    metrics: async () => parseMetrics(await (await fetch(`${url}/metrics`)).text()),
  };
}

/** What Prometheus tells of itself: the sum of each metric, and its largest value. */
function parseMetrics(text) {
  const sum = new Map();
  for (const line of text.split("\n")) {
    const found = /^([a-zA-Z_:][\w:]*)(?:\{.*\})? (\S+)$/.exec(line);
    if (found) sum.set(found[1], (sum.get(found[1]) ?? 0) + Number(found[2]));
  }
  return { at: Date.now() / 1000, get: (name) => sum.get(name) ?? 0 };
}

/** How long Prometheus says that it took to load the rules of its configuration, in seconds. */
export function ruleLoadSeconds(log) {
  const line = log.split("\n").find((one) => one.includes("Completed loading of configuration file"));
  const [, value, unit] = /rules=([\d.]+)(µs|ms|s)/.exec(line ?? "") ?? [];
  return value === undefined ? undefined : Number(value) * { µs: 1e-6, ms: 1e-3, s: 1 }[unit];
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

/** Asks every tenth of a second until it is so, five minutes at most. */
export async function eventually(isSo, what) {
  const deadline = Date.now() + 300_000;
  // oxlint-disable-next-line no-await-in-loop -- it is a wait
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`not within five minutes: ${what}`);
    // oxlint-disable-next-line no-await-in-loop -- it is a wait
    await setTimeout(100);
  }
}
