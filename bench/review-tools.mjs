#!/usr/bin/env node
// What a reviewer has to read of the same five changes: in a text diff, in a structural diff of YAML (dyff), and in the review.
// Counts lines that are not empty. The tools are asked for as one would use them on rendered YAML in Git.
//
//   npm run build && node bench/review-tools.mjs [--dyff <path>] [--show]
//
// dyff: go install github.com/homeport/dyff/cmd/dyff@v1.12.0
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { dyff: { type: "string", default: "dyff" }, show: { type: "boolean", default: false } },
});
const root = join(import.meta.dirname, "..");
const prod = join(root, "test/golden/prod");

/** Each a list of files with a text of them and what stands there instead; all files where none is named. */
const CHANGES = {
  "a critical alert fires later": [
    [
      "observability/configmap.prometheus-rules-57.yaml",
      /(alert: ServiceErrors5xx\n\s+expr: .*?) > 0\.02\b/,
      "$1 > 0.05",
    ],
    ["observability/configmap.prometheus-rules-57.yaml", /vector\(0\.02\)/, "vector(0.05)"],
    ["observability/configmap.prometheus-rules-57.yaml", /(the limit is )2(.%)/, "$15$2"],
  ],
  "Prometheus gets a larger volume": [
    ["observability/statefulset.prometheus.yaml", /storage: \d+Gi/, "storage: 400Gi"],
  ],
  "critical alerts go to a receiver that nobody reads": [
    ["observability/configmap.alertmanager-config.yaml", /(severity="critical"\n\s+receiver:) oncall/, "$1 nobody"],
    ["observability/configmap.alertmanager-config.yaml", /(\n {4}receivers:\n)/, "$1      - name: nobody\n"],
  ],
  "a new version of the program, with its labels": [
    ["", /(\/version: |gin-shop:|service\.version=)0\.2\.0/g, "$11.0.0"],
  ],
  "logs are kept for less time": [
    ["observability/configmap.loki-config.yaml", /retention_period: \w+/, "retention_period: 72h"],
  ],
};

const work = mkdtempSync(join(tmpdir(), "review-tools-"));
try {
  const rows = Object.entries(CHANGES).map(([name, edits], i) => [
    name,
    ...compared(changed(join(work, String(i)), edits)),
  ]);
  process.stdout.write("| change | `diff -ru` | `dyff between` | `review` |\n| --- | --- | --- | --- |\n");
  for (const row of rows) process.stdout.write(`| ${row.join(" | ")} |\n`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function changed(folder, edits) {
  cpSync(prod, folder, { recursive: true });
  let edited = 0;
  for (const [file, from, to] of edits) {
    for (const path of file === "" ? filesBelow(folder) : [file]) {
      const before = readFileSync(join(folder, path), "utf8");
      const after = before.replace(from, to);
      if (after !== before) edited++;
      writeFileSync(join(folder, path), after);
    }
  }
  if (edited < edits.length) throw new Error(`an edit of ${folder} changes nothing`);
  return folder;
}

function compared(folder) {
  const joined = (of) => {
    const file = `${of === prod ? work + "/base" : of}.all.yaml`;
    writeFileSync(
      file,
      filesBelow(of)
        .map((path) => readFileSync(join(of, path), "utf8"))
        .join("---\n"),
    );
    return file;
  };
  return [
    lines("diff", ["-ru", prod, folder]),
    lines(values.dyff, ["between", "--omit-header", joined(prod), joined(folder)]),
    lines(process.execPath, [join(root, "dist/lib/cli/main.js"), "review", prod, folder, "--format", "text"]),
  ];
}

function lines(program, args) {
  const { stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 2 ** 28 });
  if (error) return `(${error.message})`;
  if (stdout === "") throw new Error(`${program}: ${stderr}`);
  if (values.show) process.stdout.write(`\n== ${program}\n${stdout}\n`);
  return stdout.split("\n").filter((line) => line.trim() !== "").length;
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml"))
    .toSorted();
}
