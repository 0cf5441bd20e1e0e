/** How many of the dearest rules are told. */
const DEAREST = 10;

/** Tells what one run measured, for people. */
export function tellRun({ services, without, with: using, ...size }, targets) {
  tell(
    `${services} services: ${using.groups} groups, ${size.rules} rules (${size.rulesPerService} a service)`,
    `  files       ${megabytes(size.bytes)} (${(size.bytesPerService / 1e3).toFixed(1)} kB a service) in ${size.shards} shards, the largest of ${size.largestShardKiB} KiB`,
    `  series      ${size.rawSeries} scraped; ${without.headSeries} in the head without rules, ${using.headSeries} with; ${using.samplesPerSecond.toFixed(0)} samples/s`,
    `  evaluation  ${percent(using.intervalShare)} of the interval (target ${percent(targets.intervalShare)}), ${using.microsecondsPerRule.toFixed(0)} µs a rule; missed ${using.missed}, failed ${using.failed}`,
    ...Object.entries(using.byInterval).map(
      ([interval, { groups, rules, share }]) =>
        `              every ${interval} s: ${groups} groups, ${rules} rules, ${percent(share)}`,
    ),
    `  CPU         ${using.cpu.toFixed(3)} cores with rules, ${without.cpu.toFixed(3)} without`,
    `  memory      ${using.residentMB.toFixed(0)} MB resident with rules, ${without.residentMB.toFixed(0)} MB without`,
    `  start       rules loaded in ${using.ruleLoadSeconds?.toFixed(2) ?? "?"} s, ready after ${using.readyAfterSeconds.toFixed(1)} s`,
    `  inputs      ${percent(1 - using.emptySelectors.length / using.selectors)} of ${using.selectors} selectors find series`,
    ...using.emptySelectors.map((text) => `              finds nothing: ${text}`),
    ...using.silentRecordings.map((name) => `              records nothing: ${name}`),
    ...unfilled(using.unfilledRanges),
    `  not at rest ${JSON.stringify(using.notInactive)}`,
    "  dearest     share of the interval, median, rules",
    ...using.rulesByTime
      .slice(0, DEAREST)
      .map(
        ({ name, rules, share, medianMicroseconds }) =>
          `              ${percent(share)}  ${medianMicroseconds} µs  ${rules} × ${name}`,
      ),
  );
}

/** Tells how much more the last run took than the first. */
export function tellGrowth({ services, evaluation, cpuOfRules, residentMB }) {
  tell(
    `growth with ${services.toFixed(0)} times the services: evaluation ${evaluation.toFixed(1)}, CPU of the rules ${cpuOfRules.toFixed(1)}, memory ${residentMB.toFixed(1)}`,
  );
}

function unfilled(ranges) {
  if (ranges.length === 0) return [];
  const longest = Math.max(...ranges.map(({ seconds }) => seconds)) / 3600;
  return [
    `  ranges      ${ranges.length} of a service look back further than there are samples, up to ${longest.toFixed(1)} h: full ones cost more`,
  ];
}

function tell(...lines) {
  process.stdout.write(`${lines.join("\n")}\n`);
}

function percent(share) {
  return `${(share * 100).toFixed(2)} %`;
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
