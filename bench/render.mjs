#!/usr/bin/env node
// Build, render and write N services, against the time that js-yaml needs to dump the same plain objects (the floor).
// Each measurement is a process of its own, imports apart, and the kinds take turns: what counts are ratios of the
// smallest times, as the machine may be noisy. They are of user CPU time; what the kernel needs to create ten thousand
// files is told beside them, as it depends on the file system alone.
//
//   npm run bench -- [--services N] [--runs N] [--json] [--assert]
//
// With --assert a missed target is exit code 1; without it, what was measured is only told.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { manyServices } from "./many-services.mjs";

const TARGETS = { ratio: 2.0, growth: 11, peakMemoryMB: 400 };

const { values } = parseArgs({
  options: {
    services: { type: "string", default: "1000" },
    runs: { type: "string", default: "5" },
    json: { type: "boolean", default: false },
    assert: { type: "boolean", default: false },
    measure: { type: "string" },
  },
});
const services = Number(values.services);
const runs = Number(values.runs);
if (!(services >= 10 && runs >= 1)) {
  process.stderr.write("error: expected --services 10 or more and --runs 1 or more\n");
  process.exit(2);
}

if (values.measure) process.stdout.write(JSON.stringify(measure(values.measure, services)));
else report();

function report() {
  const best = {};
  for (let run = 0; run < runs; run++) {
    for (const [name, kind, n] of [
      ["floor", "dump", services],
      ["whole", "build", services],
      ["tenth", "build", Math.round(services / 10)],
    ]) {
      const result = JSON.parse(
        execFileSync(process.execPath, [fileURLToPath(import.meta.url), "--measure", kind, "--services", String(n)]),
      );
      if (!best[name] || result.userMs < best[name].userMs) best[name] = result;
    }
  }
  const { floor, whole, tenth } = best;
  const result = {
    services,
    objects: whole.objects,
    bytes: whole.bytes,
    ratio: round(whole.userMs / floor.userMs),
    growth: round(whole.userMs / tenth.userMs),
    peakMemoryMB: Math.round(whole.peakMemoryMB),
    userMs: { floor: Math.round(floor.userMs), whole: Math.round(whole.userMs), tenth: Math.round(tenth.userMs) },
    systemMs: { floor: Math.round(floor.systemMs), whole: Math.round(whole.systemMs) },
    targets: TARGETS,
  };
  result.met = Object.entries(TARGETS).every(([name, target]) => result[name] <= target);
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else {
    process.stdout.write(
      `${result.services} services, ${result.objects} objects, ${(result.bytes / 1e6).toFixed(1)} MB\n` +
        `ratio to the dump floor  ${result.ratio} (target ${TARGETS.ratio})\n` +
        `growth from a tenth      ${result.growth} (target ${TARGETS.growth})\n` +
        `peak memory              ${result.peakMemoryMB} MB (target ${TARGETS.peakMemoryMB})\n`,
    );
  }
  if (values.assert && !result.met) process.exitCode = 1;
}

function measure(kind, n) {
  const require = createRequire(import.meta.url);
  const { render, writeManifests } = require("../dist/lib/core");
  const { dump } = require("js-yaml");

  const directory = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    if (kind === "build") {
      const start = process.cpuUsage();
      const manifests = render(manyServices(n));
      const { bytes } = writeManifests(manifests, join(directory, "out"));
      return { ...used(start), objects: manifests.length, bytes, peakMemoryMB: process.resourceUsage().maxRSS / 1024 };
    }
    const objects = render(manyServices(n)).map(({ object }) => object);
    const start = process.cpuUsage();
    for (const object of objects) dump(object, { noRefs: true, lineWidth: -1 });
    return { ...used(start), objects: objects.length };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function used(start) {
  const { user, system } = process.cpuUsage(start);
  return { userMs: user / 1000, systemMs: system / 1000 };
}

function round(value) {
  return Math.round(value * 100) / 100;
}
