import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const readers = join(__dirname, "../../lib/review/findings");

/** The rules that readers name in so many words; those that are put together are not among them. */
export function rulesInSources(): ReadonlySet<string> {
  const files = readdirSync(readers, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const sources = files.map((file) => readFileSync(join(readers, file), "utf8"));
  return new Set(sources.flatMap((source) => NAMED.flatMap((named) => rulesIn(source, named))));
}

/** `rule: "alert-added"`, `tell("info", "service-new", …`, `finding(workload, severity, "limit-cut", …` */
const NAMED = [
  /\brule: ([^,\n]*)/g,
  /\b(?:tell|finding|about)\(\s*(?:[\w.]+,\s*)?(?:severity|"\w+"|[^,"]*\? "\w+" : "\w+"),\s*([^,]*),/g,
];

function rulesIn(source: string, named: RegExp): string[] {
  return [...source.matchAll(named)].flatMap(([, expression = ""]) =>
    [...expression.matchAll(/(?<![=!]== )"([a-z0-9-]+)"/g)].flatMap(([, rule]) => rule ?? []),
  );
}
