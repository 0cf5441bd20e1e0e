#!/usr/bin/env node
// Review a change of N services with the command as it is installed: `review <folder> <folder>`. Three changes: none, 5 % of
// the services (threshold, image, replicas), and every object a little. Each measurement is a process of its own, from its
// start to its end; writing the folders is not measured.
//
//   npm run bench:review -- [--services N] [--runs N] [--json] [--assert]
//
// With --assert a missed target is exit code 1. The case in which everything changes is only told.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** The folder of each change, and what it is. */
const CHANGES = { base: "nothing changed", some: "5 % changed", all: "every object changed" };
const TARGETS = { wallMs: 5000, peakMemoryMB: 500, growth: 12 };

const { values } = parseArgs({
  options: {
    services: { type: "string", default: "1000" },
    runs: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
    assert: { type: "boolean", default: false },
    write: { type: "string" },
    measure: { type: "string", multiple: true },
  },
});
const services = Number(values.services);
const runs = Number(values.runs);
if (!(services >= 10 && runs >= 1)) {
  process.stderr.write("error: expected --services 10 or more and --runs 1 or more\n");
  process.exit(2);
}

if (values.write) await write(values.write, services);
else if (values.measure) measure(values.measure);
else report();

function report() {
  const directory = mkdtempSync(join(tmpdir(), "bench-review-"));
  try {
    const tenth = Math.round(services / 10);
    for (const n of [services, tenth]) self(["--write", join(directory, String(n)), "--services", String(n)]);
    // What does not grow would hide what does.
    const { userMs: startMs } = best(["--help"]);
    const cases = Object.fromEntries(
      Object.entries(CHANGES).map(([name, title]) => [name, { title, ...compared(directory, name, tenth, startMs) }]),
    );
    const met = [cases.base, cases.some].every((one) =>
      Object.entries(TARGETS).every(([target, most]) => one[target] <= most),
    );
    if (values.json) process.stdout.write(`${JSON.stringify({ services, cases, targets: TARGETS, met })}\n`);
    else process.stdout.write(text(cases));
    if (values.assert && !met) process.exitCode = 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function compared(directory, change, tenth, startMs) {
  const review = (n) => best(["review", join(directory, String(n), "base"), join(directory, String(n), change)]);
  const whole = review(services);
  const growth = (whole.userMs - startMs) / (review(tenth).userMs - startMs);
  return { ...whole, growth: Math.round(growth * 100) / 100 };
}

function text(cases) {
  const { wallMs, peakMemoryMB, growth } = TARGETS;
  return [
    `${services} services; targets ${wallMs} ms, ${peakMemoryMB} MB, ${growth} times of a tenth\n`,
    ...Object.values(cases).map(
      (one) =>
        `${one.title.padEnd(22)} ${one.wallMs} ms, ${one.userMs} ms of CPU, ${one.peakMemoryMB} MB, ` +
        `${one.growth} times of a tenth: ${one.headline}\n`,
    ),
  ].join("");
}

/** The quickest run, as whatever else the machine does only adds. */
function best(args) {
  const results = Array.from({ length: runs }, () => {
    const [headline, ...rest] = self(args.map((arg) => `--measure=${arg}`))
      .trim()
      .split("\n");
    return { headline: headline.replace(/^#+ /, ""), ...JSON.parse(rest.at(-1)) };
  });
  return results.reduce((a, b) => (b.userMs < a.userMs ? b : a));
}

function self(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), ...args], {
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** `base`, and beside it `some` and `all` with changes. */
async function write(directory, count) {
  const require = createRequire(import.meta.url);
  const { render, writeManifests } = require("../dist/lib/core");
  const { manyServices } = await import("./many-services.mjs");
  const manifests = render(manyServices(count));
  writeManifests(manifests, join(directory, "base"));
  const edit = (object) => manifests.map((manifest) => ({ ...manifest, object: object(manifest.object) }));
  const chosen = new Set(Array.from({ length: Math.ceil(count / 20) }, (_, i) => `service-${i * 20}`));
  writeManifests(
    edit((object) => withRules(chosen.has(object.metadata.name) ? otherService(object) : object, chosen)),
    join(directory, "some"),
  );
  writeManifests(
    edit((object) => ({
      ...withRules(otherService(object)),
      metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, "example.com/team": "another" } },
    })),
    join(directory, "all"),
  );
}

/** Another image and other replicas. */
function otherService(object) {
  if (object.kind === "HorizontalPodAutoscaler") return { ...object, spec: { ...object.spec, minReplicas: 3 } };
  if (object.kind !== "Deployment") return object;
  return JSON.parse(JSON.stringify(object).replaceAll(":1.2.3", ":2.0.0"));
}

/** Another threshold in the rules of these services, or of all. */
function withRules(object, chosen) {
  if (object.kind !== "ConfigMap" || !object.metadata.name.startsWith("prometheus-rules-")) return object;
  const data = Object.fromEntries(
    Object.entries(object.data).map(([key, text]) => {
      const service = /service-\d+/.exec(key)?.[0];
      return [key, chosen && !chosen.has(service) ? text : text.replaceAll("0.02", "0.05")];
    }),
  );
  return { ...object, data };
}

/** Becomes the command, and adds a line of JSON when it ends. */
function measure(args) {
  process.argv = [process.execPath, "cdk8s-observability", ...args];
  process.on("exit", () => {
    const { userCPUTime, maxRSS } = process.resourceUsage();
    const wallMs = Math.round(performance.now());
    const peakMemoryMB = Math.round(maxRSS / 1024);
    writeFileSync(1, `\n${JSON.stringify({ wallMs, userMs: Math.round(userCPUTime / 1000), peakMemoryMB })}\n`);
  });
  const { main } = createRequire(import.meta.url)("../dist/lib/cli/main.js");
  main(process.argv.slice(2)).then((code) => (process.exitCode = code));
}
