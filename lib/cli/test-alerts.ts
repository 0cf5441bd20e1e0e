import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { render, SynthesisError, toYaml, writeFiles, type OutputFile } from "../core";
import { Observability } from "../observability";
import type { MonitorTests, RuleTest } from "../observability";
import { loadAppModule, selectEnvironments } from "./app-module";
import { similar } from "./similar";
import { UsageError } from "./usage-error";

/** Options of `cdk8s-observability test-alerts`. */
export interface TestAlertsOptions {
  readonly app: string;
  readonly env?: readonly string[];
  readonly alert?: readonly string[];
  readonly out: string;
  readonly promtool: string;
  readonly run: boolean;
}

/** Writes the unit tests of every alert and runs them. Whether all of them passed. */
export function testAlerts(options: TestAlertsOptions): boolean {
  const module = loadAppModule(options.app);
  const environments = selectEnvironments(module, options.env ?? []).map(([name, environment]) => {
    const app = module.build(environment);
    // What cannot be rendered is told as such, and not by a test that fails.
    render(app, module.renderOptions);
    const stacks = app.node.findAll().filter((construct) => construct instanceof Observability);
    return { name, monitors: stacks.flatMap((stack) => stack.alertTests()) };
  });
  const problems = environments.flatMap(({ name, monitors }) =>
    monitors.flatMap((monitor) => monitor.problems.map((problem) => `[${name}] ${problem}`)),
  );
  if (problems.length > 0) throw new SynthesisError(problems);
  const all = environments.flatMap(({ name, monitors }) =>
    monitors.flatMap(({ tests }) => tests.map((test) => ({ test, path: pathOf(name, test) }))),
  );
  checkNames(
    options,
    all.map(({ test }) => test),
  );
  const wanted = all.filter(({ test }) => isWanted(test, options.alert));

  writeFiles(
    wanted.flatMap(({ test, path }) => filesOf(test, path)),
    options.out,
  );
  process.stdout.write(
    report(
      wanted.map(({ test }) => test),
      environments,
    ),
  );
  if (!options.run) return true;
  return run(
    options.promtool,
    wanted.map(({ path }) => join(options.out, `${path}.test.yaml`)),
  );
}

/** Throws {@link UsageError} for names of alerts that have no test, and where no alert has one. */
function checkNames({ app, alert = [] }: TestAlertsOptions, tests: readonly RuleTest[]): void {
  const known = [...new Set(tests.flatMap(({ rules }) => rules.groups.flatMap(alertNames)))];
  if (known.length === 0)
    throw new UsageError(`--app ${app}: expected an Observability that watches alerts with tests`);
  const unknown = alert.filter((name) => !tests.some((test) => isWanted(test, [name])));
  const told = unknown.map(
    (name) => `--alert ${name}: no test of such an alert; perhaps ${similar(name, known).join(", ")}`,
  );
  if (told.length > 0) throw new UsageError(told.join("\n"));
}

function alertNames({ rules }: RuleTest["rules"]["groups"][number]): string[] {
  return rules.flatMap((rule) => ("alert" in rule ? [rule.alert] : []));
}

function isWanted({ name }: RuleTest, alerts: readonly string[] | undefined): boolean {
  return alerts === undefined || alerts.some((alert) => name === alert || name.startsWith(`${alert}.`));
}

/** `dev/shop.checkout/ServiceErrors5xx.critical` */
function pathOf(environment: string, { monitor, name }: RuleTest): string {
  return join(environment, monitor.replace("/", "."), name);
}

function filesOf({ rules, tests }: RuleTest, path: string): OutputFile[] {
  return [
    { path: `${path}.rules.yaml`, content: () => toYaml(rules) },
    { path: `${path}.test.yaml`, content: () => toYaml(tests) },
  ];
}

function report(
  tests: readonly RuleTest[],
  environments: readonly { readonly name: string; readonly monitors: readonly MonitorTests[] }[],
): string {
  const cases = tests.flatMap((test) => test.tests.tests);
  const assertions = cases.reduce(
    (sum, { alert_rule_test = [], promql_expr_test = [] }) => sum + alert_rule_test.length + promql_expr_test.length,
    0,
  );
  const unproven = [
    ...new Set(environments.flatMap(({ monitors }) => monitors.flatMap((monitor) => monitor.unproven))),
  ];
  const missing = unproven.length === 0 ? "" : `without a test: ${unproven.toSorted().join(", ")}\n`;
  return `${tests.length} alerts, ${cases.length} cases, ${assertions} assertions\n${missing}`;
}

function run(promtool: string, files: readonly string[]): boolean {
  const { error, status } = spawnSync(promtool, ["--version"]);
  if (error || status !== 0) {
    const why = error ? error.message : "it does not tell its version";
    throw new UsageError(`--promtool ${promtool}: ${why}; ${INSTALL}`);
  }
  const failures = batches(files).flatMap((batch) => failuresOf(promtool, batch));
  if (failures.length === 0) process.stdout.write("all passed\n");
  else process.stderr.write(failures.join(""));
  return failures.length === 0;
}

const INSTALL =
  "install promtool, which comes with Prometheus 3 (https://prometheus.io/download/), or say --no-run to write the tests alone";

/** So many names still fit into one command. */
const BATCH = 500;

function batches(files: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(files.length / BATCH) }, (_, i) => files.slice(i * BATCH, (i + 1) * BATCH));
}

/** What promtool says of each file that failed. */
function failuresOf(promtool: string, files: readonly string[]): string[] {
  // It tells of the files one after the other and names none, of success on one stream and of failure on the other: in one
  // file they stay in order.
  const directory = mkdtempSync(join(tmpdir(), "test-alerts-"));
  const output = join(directory, "output");
  try {
    const descriptor = openSync(output, "w");
    const { error, status } = spawnSync(promtool, ["test", "rules", ...files], {
      stdio: ["ignore", descriptor, descriptor],
    });
    closeSync(descriptor);
    if (error) throw error;
    return status === 0 ? [] : failed(readFileSync(output, "utf8"), files);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function failed(output: string, files: readonly string[]): string[] {
  const verdicts = output.split(/^(?= {2}(?:SUCCESS|FAILED:)$)/m).filter((part) => /^ {2}[SF]/.test(part));
  // Something else is wrong, such as a flag or a file; all that it said may tell.
  if (verdicts.length !== files.length) return [output === "" ? "promtool failed and says nothing\n" : output];
  return verdicts.flatMap((verdict, i) =>
    verdict.startsWith("  SUCCESS") ? [] : [`${files[i]}\n${verdict.trimEnd().replaceAll(/\n{2,}/g, "\n")}\n\n`],
  );
}
