import { formatCpu, formatMemory } from "../core";
import type { Cost, DeclaredProperty, ObjectExplanation, Watch, WatchingCost } from "../explain";
import { labelledLines, type Labelled } from "./labelled-lines";

/** An object, in words. */
export function objectText(explained: ObjectExplanation): string {
  const { object, environment, constructs, properties, overrides, dependsOn, neededBy, rules, watch, cost } = explained;
  const changed = overrides.map(({ path, before, after }) => `${path}: ${before ?? "nothing"} → ${after ?? "nothing"}`);
  return `${object} in ${environment}\n${labelledLines([
    ["declared by", constructs.map(({ path, type }) => `${path} (${type})`)],
    [
      "properties",
      properties ? properties.map(propertyText) : ["unknown: its construct does not keep what it was given"],
    ],
    ["overrides", changed],
    ["rules", rules.flatMap((one) => [rulesLine(one), ...one.given.map((each) => `  ${propertyText(each)}`)])],
    ["depends on", listed(dependsOn)],
    ["needed by", listed(neededBy)],
    ...(watch ? watchRows(watch) : []),
    ["requests", cost ? [costText(cost)] : []],
    ["watching it", cost ? [watchingText(cost.watching)] : []],
  ])}`;
}

function propertyText({ property, value, given, shapes }: DeclaredProperty): string {
  const origin = given ? "given" : "default";
  return `${property}: ${value} (${origin})${shapes === undefined ? "" : ` → ${shapes}`}`;
}

function rulesLine({ monitor, file, alerts, recordings }: ObjectExplanation["rules"][number]): string {
  return `${monitor}: ${counted(alerts, "alert")}, ${counted(recordings, "recorded series", "recorded series")} in ${file}`;
}

function watchRows({ monitor, alerts, dashboards, scrape, logs, traces }: Watch): Labelled[] {
  return [
    ["watched by", [`monitor ${monitor}`]],
    ["alerts", alertLines(alerts)],
    ["tuned", [...new Set(alerts.flatMap(({ given }) => (given ? `${given.property}: ${given.value}` : [])))]],
    ["dashboards", dashboards.map(({ url }) => url)],
    ["metrics", scrape ? [scrapeText(scrape)] : []],
    ["logs", logs === undefined ? [] : [logs]],
    ["traces", traces === undefined ? [] : [`service ${traces}`]],
  ];
}

function scrapeText({ job, endpoint }: NonNullable<Watch["scrape"]>): string {
  if (!endpoint) return `job ${job}, pushed through the collector`;
  return `job ${job}, port ${endpoint.port ?? "of the container"}, path ${endpoint.path}`;
}

/** By severity and by who is told, as somebody who is woken asks. */
function alertLines(alerts: Watch["alerts"]): string[] {
  const groups = new Map<string, string[]>();
  for (const { alert, severity, receivers } of alerts) {
    const told = `${severity} → ${receivers.join(", ") || "nobody"}`;
    groups.set(told, [...(groups.get(told) ?? []), alert]);
  }
  return [...groups]
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .flatMap(([told, names]) => [`${names.length} ${told}`, `  ${[...new Set(names)].join(", ")}`]);
}

function rank(told: string): number {
  return ["critical", "warning", "info"].findIndex((severity) => told.startsWith(severity));
}

function costText({ pods, cpu, memory }: Cost): string {
  const each = amount(cpu, memory);
  if (!pods) return `${each} on each node`;
  if (pods.min === 1 && pods.max === 1) return `${each} in one pod`;
  const sum = (count: number): string => amount(count * cpu, count * memory);
  const together = pods.min === pods.max ? sum(pods.min) : `${sum(pods.min)} to ${sum(pods.max)}`;
  const count = pods.min === pods.max ? `${pods.min}` : `${pods.min} to ${pods.max}`;
  return `${each} in each of ${count} pods: ${together}`;
}

/** Rounded: more digits than an estimate has would promise too much. */
function watchingText({ service, series, samplesPerSecond, logStreams, storagePerDay }: WatchingCost): string {
  const parts = [
    `about ${Math.round(series)} series`,
    `${Math.round(samplesPerSecond)} samples a second`,
    counted(Math.round(logStreams), "log stream"),
    `${(storagePerDay / 2 ** 20).toFixed(1)}Mi of metrics a day`,
  ];
  return `${parts.join(", ")}, for all of ${service}`;
}

function amount(cpu: number, memory: number): string {
  const parts = [
    ...(cpu === 0
      ? []
      : [`CPU ${Number.isNaN(cpu) ? "unknown" : formatCpu(Math.ceil(Number((cpu * 1000).toFixed(3))))}`]),
    ...(memory === 0 ? [] : [`memory ${Number.isNaN(memory) ? "unknown" : formatMemory(Math.ceil(memory))}`]),
  ];
  return parts.join(" and ") || "nothing";
}

/** More than these nobody reads; `--json` has all of them. */
const MOST_NAMES = 20;

function listed(names: readonly string[]): string[] {
  if (names.length <= MOST_NAMES) return names.length === 0 ? [] : [names.join(", ")];
  return [`${names.slice(0, MOST_NAMES).join(", ")} and ${names.length - MOST_NAMES} more`];
}

function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
