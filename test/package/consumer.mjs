#!/usr/bin/env node
// What somebody gets who installs the package: packs it, installs the archive into an empty strict TypeScript project with
// its peers, compiles the README's complete example there and renders it with the installed command.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../", import.meta.url));
/** What `preview` draws with, which nothing else needs. */
const DRAWING = ["echarts", "@resvg/resvg-js", "@expo-google-fonts/inter"];
const own = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
const project = mkdtempSync(join(tmpdir(), "consumer-"));
const run = (command, args, cwd = project) =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

try {
  const packed = JSON.parse(run("npm", ["pack", "--json", "--silent", "--pack-destination", project], repository));
  const archive = (Array.isArray(packed) ? packed[0] : Object.values(packed)[0]).filename;

  const pinned = (name) => [name, own.devDependencies[name]];
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({
      name: "consumer",
      private: true,
      dependencies: {
        "cdk8s-observability": `file:${archive}`,
        ...Object.fromEntries(["cdk8s", "cdk8s-plus-28", "constructs"].map(pinned)),
      },
      devDependencies: Object.fromEntries([pinned("typescript"), pinned("@types/node")]),
    }),
  );
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        target: "es2022",
        module: "node20",
        rootDir: ".",
        outDir: "dist",
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        // As tsc --init has it: the declarations of cdk8s-plus-28 do not hold under exactOptionalPropertyTypes.
        skipLibCheck: true,
      },
      include: ["stacks"],
    }),
  );
  mkdirSync(join(project, "stacks"));
  writeFileSync(join(project, "stacks", "build.ts"), completeExample());

  run("npm", ["install", "--no-audit", "--no-fund", "--silent"]);
  for (const optional of ["@pulumi", "echarts", "@resvg"])
    assert.ok(!existsSync(join(project, "node_modules", optional)), `${optional} comes only to those who ask for it`);
  run(join(project, "node_modules", ".bin", "tsc6"), []);
  const command = join(project, "node_modules", ".bin", "cdk8s-observability");
  const table = run(command, ["synth"]);
  const files = readdirSync(join(project, "out"), { recursive: true }).filter((path) => String(path).endsWith(".yaml"));

  const reviewed = JSON.parse(run(command, ["review", "out/staging", "out/prod", "--format", "json"]));
  const images = reviewed.services.flatMap(({ lines }) => lines).filter(({ rule }) => rule.startsWith("image-"));
  assert.ok(
    images.some(({ text }) => text.includes("1.5.0 → 1.4.2")),
    `the review tells of the other version, got ${JSON.stringify(images)}`,
  );
  assert.match(run(command, ["explain", "ServiceErrors5xx", "shop/checkout", "--env", "prod"]), /alerts\.errors5xx/);
  for (const file of ["ci/review.mjs", "ci/post-review.mjs", "schemas/review-1.json"])
    assert.ok(existsSync(join(project, "node_modules", own.name, file)), `${file} is in the package`);

  const preview = ["preview", "--env", "staging", "--png"];
  const refused = spawnSync(command, preview, { cwd: project, encoding: "utf8" });
  assert.equal(refused.status, 2, refused.stderr);
  const [install] = /npm install .*/.exec(refused.stderr) ?? [];
  assert.ok(install, `how to install what is missing, got ${refused.stderr}`);
  run("npm", [
    "install",
    "--no-audit",
    "--no-fund",
    "--silent",
    "--save-dev",
    ...DRAWING.map((name) => pinned(name).join("@")),
  ]);
  run(command, preview);
  const drawn = readdirSync(join(project, "out", "preview", "staging"));

  assert.ok(
    drawn.includes("index.html") && drawn.includes("triage.png"),
    `the page and pictures, got ${drawn.join(", ")}`,
  );
  assert.match(table, /shop\/checkout/);
  assert.ok(files.length > 60, `files were written, got ${files.length}`);
  process.stdout.write(
    `${archive}: the README's example compiles (strict) and renders ${files.length} files; preview draws ${drawn.length - 1} pictures\n1 passed, 0 failed\n`,
  );
} finally {
  rmSync(project, { recursive: true, force: true });
}

/** The first TypeScript block of the README. */
function completeExample() {
  const block = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(repository, "README.md"), "utf8"));
  assert.ok(block?.[1], "the README has a TypeScript example");
  return block[1];
}
