import type { Changes, Finding } from "../../model";
import { counted, listed } from "../../wording";
import { allRules } from "./rule-files";
import type { Placed, RulePair } from "./rule-pairs";

/** What happens to the recording rules of one service, which no other finding tells about. */
export interface RecordingChanges {
  readonly service: string;
  readonly added: readonly Placed[];
  readonly removed: readonly Placed[];
  readonly changed: readonly Required<RulePair>[];
}

/** One line for the recordings of a service. Nothing when none differs. */
export function recordingsFinding({ service, added, removed, changed }: RecordingChanges): Finding[] {
  const parts = [
    { placed: added, verb: "new" },
    { placed: removed, verb: "removed" },
    { placed: changed.map(({ after }) => after), verb: "computed in another way" },
  ].filter(({ placed }) => placed.length > 0);
  const [first] = parts.flatMap(({ placed }) => placed);
  if (!first) return [];
  const told = parts.map(
    ({ placed, verb }) => `${placed.length} ${verb} (${listed([...new Set(placed.map(({ rule }) => rule.name))], 3)})`,
  );
  const all = [...added, ...removed, ...changed.flatMap((pair) => [pair.before, pair.after])];
  const [only] = changed;
  return [
    {
      severity: "info",
      rule: "recordings-changed",
      service,
      object: first.file.object,
      text: `recording rules: ${told.join(", ")}`,
      ...(only && changed.length === 1
        ? { detail: { before: only.before.rule.expr, after: only.after.rule.expr } }
        : {}),
      explains: [...new Set(all.flatMap(({ file }) => file.explains))],
    },
  ];
}

/** Series that nobody records any more and that rules or dashboards still read. Reads all rules when there are some. */
export function lostRecordings(removed: readonly Placed[], { after }: Changes): Finding[] {
  const candidates = removed.filter(({ rule }) => rule.kind === "record");
  if (candidates.length === 0) return [];
  const rules = allRules(after);
  const recorded = new Set(rules.filter(({ kind }) => kind === "record").map(({ name }) => name));
  const byOwner = new Set(
    rules.filter(({ kind }) => kind === "record").map(({ name, service }) => `${service} ${name}`),
  );
  const readers = new Map<string, Set<string>>();
  const read = (name: string, reader: string): void => {
    const known = readers.get(name);
    if (known) known.add(reader);
    else readers.set(name, new Set([reader]));
  };
  const names = new Set(candidates.map(({ rule }) => rule.name));
  for (const rule of rules) {
    for (const [name] of rule.expr.matchAll(NAMES)) {
      if (!names.has(name)) continue;
      read(`${rule.service} ${name}`, rule.name);
      read(name, rule.name);
    }
  }
  for (const { value, key } of [...names].every((name) => recorded.has(name))
    ? []
    : after.documentsOfKind("dashboard")) {
    const title = value["title"];
    for (const [name] of JSON.stringify(value).matchAll(NAMES))
      if (names.has(name)) read(name, `the dashboard ${typeof title === "string" ? title : key}`);
  }
  const told = new Set<string>();
  return candidates.flatMap(({ rule, file }): Finding[] => {
    const own = `${rule.service} ${rule.name}`;
    if (told.has(own) || byOwner.has(own)) return [];
    told.add(own);
    // Where others record it too, only what its own service reads is known to miss it.
    const of = [...(readers.get(recorded.has(rule.name) ? own : rule.name) ?? [])].toSorted();
    if (of.length === 0) return [];
    return [
      {
        severity: "warning",
        rule: "recording-lost",
        service: rule.service,
        object: file.object,
        text: `nobody records ${rule.name} any more, which ${listed(of)} ${of.length === 1 ? "reads" : "read"}`,
        consequence: `Without that series ${counted(of.length, "reader")} ${of.length === 1 ? "is" : "are"} empty, and alerts among them never fire.`,
        explains: file.explains,
      },
    ];
  });
}

const NAMES = /[a-zA-Z_][a-zA-Z0-9_:]*/g;
