// npm run test:mutants: makes each mistake in each alert and in what it is computed from, and looks whether the alert's own unit
// tests tell. With --alert NAME… only these, with --every 10 only each tenth mutant. At least 95 % have to be found, and each of the others needs its reason.
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { dump, load } from "js-yaml";
import { mutantsOf } from "./mutations.mjs";
import { reasonFor } from "./survivors.mjs";

const TARGET = 0.95;
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const { values } = parseArgs({
  options: {
    app: { type: "string", default: join(ROOT, "test/alerts/every-alert.cjs") },
    alert: { type: "string", multiple: true },
    every: { type: "string", default: "1" },
    cli: { type: "string", default: join(ROOT, "dist/lib/cli/main.js") },
    json: { type: "boolean" },
  },
});

const directory = mkdtempSync(join(tmpdir(), "mutants-"));
try {
  process.exitCode = await main();
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function main() {
  const promtool = JSON.parse(
    execFileSync(process.execPath, [join(ROOT, "tools/install.mjs"), "promtool", "--json"], { encoding: "utf8" }),
  ).promtool;
  const only = values.alert ? ["--alert", ...values.alert] : [];
  const tests = join(directory, "tests");
  execFileSync(process.execPath, [values.cli, "test-alerts", "--app", values.app, "--out", tests, "--no-run", ...only]);

  const every = Number(values.every);
  const mutants = ruleFiles(tests)
    .flatMap((file) => mutantsOfFile(file))
    .filter((_, index) => index % every === every - 1);
  const work = mutants.map((mutant, index) => ({ ...mutant, path: written(mutant, index) }));
  const batches = chunks(work, 40);
  const killed = new Set();
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (let batch = batches.shift(); batch; batch = batches.shift()) {
        for (const path of await failing(
          promtool,
          batch.map(({ path }) => path),
        ))
          killed.add(path);
      }
    }),
  );
  return report(work.map((mutant) => ({ ...mutant, killed: killed.has(mutant.path) })));
}

function ruleFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".rules.yaml"))
    .map((file) => join(folder, file))
    .toSorted();
}

function mutantsOfFile(file) {
  const name = basename(file, ".rules.yaml");
  const monitor = basename(dirname(file));
  const { groups } = load(readFileSync(file, "utf8"));
  const tests = load(readFileSync(file.replace(".rules.yaml", ".test.yaml"), "utf8"));
  return groups.flatMap((group, g) =>
    group.rules.flatMap((rule, r) =>
      mutantsOf(rule).map(({ what, rule: mutated }) => ({
        monitor,
        name,
        where: rule.record ?? rule.alert,
        what,
        tests,
        rules: { groups: groups.with(g, { ...group, rules: group.rules.with(r, mutated) }) },
      })),
    ),
  );
}

function written({ rules, tests }, index) {
  const folder = join(directory, "mutants");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${index}.rules.yaml`), dump(rules, { lineWidth: -1 }));
  const path = join(folder, `${index}.test.yaml`);
  writeFileSync(path, dump({ ...tests, rule_files: [`${index}.rules.yaml`] }, { lineWidth: -1 }));
  return path;
}

/** Those of the files whose tests fail. */
async function failing(promtool, paths) {
  const junit = `${paths[0]}.junit.xml`;
  const options = { encoding: "utf8", maxBuffer: 2 ** 30 };
  const said = await new Promise((resolve) => {
    execFile(promtool, ["test", "rules", `--junit=${junit}`, ...paths], options, (_, stdout, stderr) =>
      resolve(stdout.concat(stderr)),
    );
  });
  const suites = existsSync(junit) ? readFileSync(junit, "utf8").match(/<testsuite .*?>/g) : [];
  const of = (suite, name) => new RegExp(` ${name}="([^"]*)"`).exec(suite)?.[1];
  const looked = new Map(suites.map((suite) => [of(suite, "name"), suite]));
  const missed = paths.filter((path) => !looked.has(path));
  if (missed.length > 0) throw new Error(`promtool did not look at ${missed.join(", ")}: ${said}`);
  return paths.filter((path) => of(looked.get(path), "failures") !== "0" || of(looked.get(path), "errors") !== "0");
}

function report(mutants) {
  const survivors = mutants.filter(({ killed }) => !killed).map((mutant) => ({ ...mutant, reason: reasonFor(mutant) }));
  const killed = mutants.length - survivors.length;
  const share = killed / mutants.length;
  const unexplained = survivors.filter(({ reason }) => reason === undefined);
  const alerts = new Set(mutants.map(({ monitor, name }) => `${monitor}/${name}`)).size;
  if (values.json) {
    const listed = survivors.map(({ monitor, name, where, what, reason }) => ({ monitor, name, where, what, reason }));
    console.log(JSON.stringify({ alerts, mutants: mutants.length, killed, share, survivors: listed }, null, 2));
  } else {
    for (const { monitor, name, where, what, reason } of survivors) {
      console.log(`survives: ${monitor} ${name}, ${where}: ${what}\n  ${reason ?? "NO REASON GIVEN"}`);
    }
    console.log(`${alerts} alerts, ${mutants.length} mutants, ${killed} killed: ${(share * 100).toFixed(1)} %`);
    if (unexplained.length > 0)
      console.log(`${unexplained.length} survivors without a reason: see test/mutants/survivors.mjs`);
  }
  return share >= TARGET && unexplained.length === 0 ? 0 : 1;
}

function chunks(all, size) {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
