#!/usr/bin/env node
// Loads the rules of N services into a real Prometheus that scrapes synthetic series of their normal traffic, and tells how
// much of its time it spends on them. It runs Prometheus twice, without and with the rules: the difference is theirs.
//
//   npm run bench:rules -- [--services 100,1000] [--duration 3m] [--settle 1m] [--prometheus PROGRAM] [--profile FILE]
//                          [--json] [--assert]
//
// What counts are shares and ratios within one run, as the machine may be noisy. Which series there are follows from the
// rules. Rules that read nothing or record nothing are exit code 1, as they would be evaluated for free, and so are missed
// and failed evaluations. With --assert a missed target is too. --profile writes a CPU profile of each run, for
// `go tool pprof`.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { detailsOf } from "./rules-details.mjs";
import { serve } from "./rules-exporter.mjs";
import { LONGEST_HISTORY_SECONDS, rulesOf, unfilledRanges } from "./rules-input.mjs";
import { eventually, ruleLoadSeconds, startPrometheus } from "./rules-prometheus.mjs";
import { tellGrowth, tellRun } from "./rules-report.mjs";
import { secondsOf } from "./rules-selectors.mjs";

const TARGETS = { intervalShare: 0.1 };
/** Among how many targets the series are spread. */
const SCRAPE_TARGETS = 20;

const { values } = parseArgs({
  options: {
    services: { type: "string", default: "100,1000" },
    duration: { type: "string", default: "3m" },
    settle: { type: "string", default: "1m" },
    prometheus: { type: "string" },
    profile: { type: "string" },
    json: { type: "boolean", default: false },
    assert: { type: "boolean", default: false },
  },
});
const counts = values.services.split(",").map(Number);
const duration = secondsOf(values.duration);
const settle = secondsOf(values.settle);
if (!counts.every((count) => Number.isInteger(count) && count >= 1) || !(duration >= 30) || !(settle >= 0)) {
  process.stderr.write("error: expected --services such as 100,1000, and --duration such as 3m, 30s or more\n");
  process.exit(2);
}
await main();

async function main() {
  const program = locate();
  const results = [];
  // oxlint-disable-next-line no-await-in-loop -- runs side by side would measure each other
  for (const services of counts) results.push(await measure(program, services));

  const [first, last] = [results[0], results.at(-1)];
  const growth = results.length < 2 ? undefined : growthOf(first, last);
  const met = last.with.intervalShare <= TARGETS.intervalShare;
  if (values.json) process.stdout.write(`${JSON.stringify({ results, growth, targets: TARGETS, met })}\n`);
  else if (growth) tellGrowth(growth);
  const sound = results.every((result) => {
    const { emptySelectors, silentRecordings, missed, failed } = result.with;
    return emptySelectors.length + silentRecordings.length + missed + failed === 0;
  });
  if (!sound || (values.assert && !met)) process.exitCode = 1;
}

function growthOf(first, last) {
  const ratio = (of) => of(last) / of(first);
  return {
    services: ratio(({ services }) => services),
    evaluation: ratio((result) => result.with.intervalShare),
    cpuOfRules: ratio((result) => result.with.cpu - result.without.cpu),
    residentMB: ratio((result) => result.with.residentMB),
  };
}

function locate() {
  const { programs } = createRequire(import.meta.url)("../tools/versions.json");
  const { version } = programs.prometheus ?? programs.promtool;
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  const tools = process.env.CDK8S_OBSERVABILITY_TOOLS || join(cache, "cdk8s-observability", "tools");
  const found = [
    values.prometheus,
    join(tools, `prometheus-${version}`, "prometheus"),
    ...(process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "prometheus")),
  ].find((path) => path && existsSync(path));
  const said = found && execFileSync(found, ["--version"], { encoding: "utf8" });
  if (said?.includes(`version ${version}`)) return found;
  const got = found ? `${found} is another version` : "there is none";
  process.stderr.write(
    `error: Prometheus: ${got}: expected ${version}; run "npm run tools", or name it with --prometheus\n`,
  );
  process.exit(2);
}

async function measure(program, services) {
  const directory = mkdtempSync(join(tmpdir(), "bench-rules-"));
  try {
    const input = rulesOf(services, join(directory, "rules"));
    const without = await run(program, directory, input, false);
    const using = await run(program, directory, input, true);
    const result = { services, ...input.size, without, with: using };
    if (!values.json) tellRun(result, TARGETS);
    return result;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function run(program, directory, input, withRules) {
  const step = secondsOf(input.global.scrape_interval);
  const exporter = await serve(input.series, { parts: SCRAPE_TARGETS, step, longest: LONGEST_HISTORY_SECONDS });
  const name = withRules ? "with" : "without";
  const configFile = join(directory, `${name}.yml`);
  const config = configOf(input.global, exporter.port, withRules ? [join(directory, "rules", "*.yaml")] : []);
  writeFileSync(configFile, JSON.stringify(config));
  const prometheus = await startPrometheus(program, [
    `--config.file=${configFile}`,
    `--storage.tsdb.path=${join(directory, name)}`,
    "--enable-feature=exemplar-storage",
  ]);
  try {
    await eventually(() => exporter.told() === SCRAPE_TARGETS, "every target scraped");
    await setTimeout(settle * 1000);
    const before = await prometheus.metrics();
    const profile = values.profile && prometheus.profile(duration - 10);
    await setTimeout(duration * 1000);
    const after = await prometheus.metrics();
    if (profile) writeFileSync(`${values.profile}.${input.size.rules}-${name}`, await profile);
    const measured = { ...measuredBetween(before, after), readyAfterSeconds: prometheus.readyAfter };
    if (!withRules) return measured;
    return {
      ...measured,
      ...ruleTimes(before, after),
      ruleLoadSeconds: ruleLoadSeconds(prometheus.log()),
      unfilledRanges: unfilledRanges(input, settle + duration),
      ...(await detailsOf(prometheus, input)),
    };
  } finally {
    await prometheus.stop();
    exporter.close();
  }
}

function configOf(global, port, ruleFiles) {
  return {
    global,
    rule_files: ruleFiles,
    storage: { tsdb: { out_of_order_time_window: "10m" } },
    scrape_configs: Array.from({ length: SCRAPE_TARGETS }, (_, part) => ({
      job_name: `part-${part}`,
      honor_labels: true,
      scrape_timeout: global.scrape_interval,
      metrics_path: `/${part}`,
      static_configs: [{ targets: [`127.0.0.1:${port}`] }],
    })),
  };
}

function measuredBetween(before, after) {
  const rate = (name) => (after.get(name) - before.get(name)) / (after.at - before.at);
  return {
    cpu: rate("process_cpu_seconds_total"),
    residentMB: after.get("process_resident_memory_bytes") / 1e6,
    heapInUseMB: after.get("go_memstats_heap_inuse_bytes") / 1e6,
    headSeries: after.get("prometheus_tsdb_head_series"),
    samplesPerSecond: rate("prometheus_tsdb_head_samples_appended_total"),
  };
}

/** `intervalShare`: seconds that groups were being evaluated, one after the other, for each second that went by. */
function ruleTimes(before, after) {
  const grown = (name) => after.get(name) - before.get(name);
  const evaluation = "prometheus_rule_evaluation_duration_seconds";
  return {
    intervalShare: grown("prometheus_rule_group_duration_seconds_sum") / (after.at - before.at),
    microsecondsPerRule: (grown(`${evaluation}_sum`) / grown(`${evaluation}_count`)) * 1e6,
    missed: after.get("prometheus_rule_group_iterations_missed_total"),
    failed: after.get("prometheus_rule_evaluation_failures_total"),
  };
}
