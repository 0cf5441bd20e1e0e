import type { Finding, Severity } from "../model";
import type { Review } from "../review";

/** A line of the report: a finding, and the environments in which it is the same. */
export interface Line extends Pick<Finding, "severity" | "rule" | "service" | "text" | "consequence" | "detail"> {
  /** Empty where the review has only one. */
  readonly environments: readonly string[];
  /** Other services of which the same is to be said. */
  readonly likewise: readonly string[];
}

/** The lines about one service, the worst first. */
export interface ServiceLines {
  readonly service: string;
  readonly lines: readonly Line[];
}

export const SEVERITIES: readonly Severity[] = ["danger", "warning", "info"];

/** What the review found, service by service, the worst first. What is the same for many services is one line. */
export function linesOf({ environments }: Review): readonly ServiceLines[] {
  const merged = new Map<string, Line & { readonly environments: string[] }>();
  for (const { name, findings } of environments) {
    for (const { severity, rule, service, text, consequence, detail } of findings) {
      const key = JSON.stringify([severity, rule, service, text, consequence]);
      const line = merged.get(key) ?? {
        severity,
        rule,
        service,
        text,
        environments: [],
        likewise: [],
        ...(consequence !== undefined && { consequence }),
        ...(detail && { detail }),
      };
      merged.set(key, line);
      if (!line.environments.includes(name)) line.environments.push(name);
    }
  }
  const alone = environments.length === 1;
  const lines = [...merged.values()].map((line): Line => (alone ? { ...line, environments: [] } : line));
  return byService(together(lines));
}

/** How many lines there are of each severity. */
export function countOf(services: readonly ServiceLines[]): Readonly<Record<Severity, number>> {
  const lines = services.flatMap((service) => service.lines);
  const count = (severity: Severity): number => lines.filter((line) => line.severity === severity).length;
  return { danger: count("danger"), warning: count("warning"), info: count("info") };
}

/** From this many services on, what is the same of all is told once. */
const MANY = 4;

function together(lines: readonly Line[]): Line[] {
  const alike = group(lines);
  return [...alike.values()].flatMap((same) => {
    const [first, ...others] = same;
    if (!first || same.length < MANY) return same;
    return [{ ...first, likewise: others.map(({ service }) => service) }];
  });
}

function group(lines: readonly Line[]): Map<string, Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = JSON.stringify([line.severity, line.rule, withoutName(line), line.environments]);
    const found = groups.get(key);
    if (found) found.push(line);
    else groups.set(key, [line]);
  }
  return groups;
}

/** The text without the name of its service and its namespace. */
function withoutName({ service, text, consequence = "" }: Line): string {
  const [namespace = "", name = ""] = service.split("/");
  return [service, name, namespace]
    .filter((part) => part !== "")
    .reduce((left, part) => left.replaceAll(part, "…"), `${text}\n${consequence}`);
}

function byService(lines: readonly Line[]): ServiceLines[] {
  const services = new Map<string, Line[]>();
  for (const line of lines) {
    const found = services.get(line.service);
    if (found) found.push(line);
    else services.set(line.service, [line]);
  }
  return [...services]
    .map(([service, all]) => ({
      service,
      lines: SEVERITIES.flatMap((one) => all.filter((line) => line.severity === one)),
    }))
    .toSorted((a, b) => compared(a, b));
}

function compared(a: ServiceLines, b: ServiceLines): number {
  for (const severity of SEVERITIES) {
    const count = ({ lines }: ServiceLines): number => lines.filter((line) => line.severity === severity).length;
    if (count(a) !== count(b)) return count(b) - count(a);
  }
  return a.service < b.service ? -1 : 1;
}
