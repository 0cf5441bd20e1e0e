#!/usr/bin/env node
// Review a change of N services: both sides are folders of YAML, are read and compared, and what is found is told.
// Once with 5 % of the services changed (threshold, image, replicas), once with every object changed a little. Each
// measurement is a process of its own, as its peak of memory counts; writing the folders is not measured.
//
//   npm run build && node bench/review.mjs [--services N] [--runs N] [--json] [--assert]
//
// With --assert a missed target is exit code 1; the case in which everything changes is only told.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const TARGETS = { wallMs: 5000, peakMemoryMB: 500, growth: 12 };

const { values } = parseArgs({
  options: {
    services: { type: "string", default: "1000" },
    runs: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
    assert: { type: "boolean", default: false },
    write: { type: "string" },
    measure: { type: "string" },
  },
});
const services = Number(values.services);
const runs = Number(values.runs);
if (!(services >= 100 && runs >= 1)) {
  if (!values.write) {
    process.stderr.write("error: expected --services 100 or more and --runs 1 or more\n");
    process.exit(2);
  }
}

if (values.write) await write(values.write, services);
else if (values.measure) process.stdout.write(JSON.stringify(measure(values.measure)));
else report();

function report() {
  const directory = mkdtempSync(join(tmpdir(), "bench-review-"));
  try {
    for (const n of [services, Math.round(services / 10)])
      self("--write", join(directory, String(n)), "--services", String(n));
    const whole = best(join(directory, String(services), "some"));
    const tenth = best(join(directory, String(Math.round(services / 10)), "some"));
    const all = best(join(directory, String(services), "all"));
    const result = {
      services,
      wallMs: Math.round(whole.wallMs),
      peakMemoryMB: Math.round(whole.peakMemoryMB),
      growth: Math.round((whole.userMs / tenth.userMs) * 100) / 100,
      whole,
      tenth,
      all,
      targets: TARGETS,
    };
    result.met = Object.entries(TARGETS).every(([name, target]) => result[name] <= target);
    if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    else
      process.stdout.write(
        `${services} services, ${whole.objects} objects on each side, ${whole.changed} changed: ${whole.findings} findings\n` +
          `wall                     ${result.wallMs} ms (target ${TARGETS.wallMs})\n` +
          `peak memory              ${result.peakMemoryMB} MB (target ${TARGETS.peakMemoryMB})\n` +
          `growth from a tenth      ${result.growth} (target ${TARGETS.growth})\n` +
          `user CPU                 ${Math.round(whole.userMs)} ms, of it ${Math.round(whole.readMs)} ms to read\n` +
          `every object changed     ${Math.round(all.wallMs)} ms, ${Math.round(all.peakMemoryMB)} MB, ${all.findings} findings\n`,
      );
    if (values.assert && !result.met) process.exitCode = 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function best(head) {
  const results = Array.from({ length: runs }, () => JSON.parse(self("--measure", head)));
  return results.reduce((a, b) => (b.wallMs < a.wallMs ? b : a));
}

function self(...args) {
  return execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...args], { maxBuffer: 1e9 });
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

function measure(head) {
  const require = createRequire(import.meta.url);
  const { reviewEnvironment } = require("../dist/lib/review");
  const { fileReader, readFiles } = require("../dist/lib/review/input/yaml-file");
  const start = process.cpuUsage();
  const begin = performance.now();
  const reader = fileReader();
  const [before, after] = [join(head, "../base"), head].map((folder) => ({
    name: "",
    objects: readFiles(filesBelow(folder), reader).objects,
  }));
  const readMs = performance.now() - begin;
  const { changes, findings } = reviewEnvironment(before, after);
  const wallMs = performance.now() - begin;
  const { user } = process.cpuUsage(start);
  return {
    objects: after.objects.length,
    changed: changes.objects.length,
    findings: findings.length,
    readMs,
    wallMs,
    userMs: user / 1000,
    peakMemoryMB: process.resourceUsage().maxRSS / 1024,
  };
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".yaml"))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(folder, file), text: readFileSync(file, "utf8") }));
}
