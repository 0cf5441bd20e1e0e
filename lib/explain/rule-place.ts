import { asRecord, asRecords, identityOf, type JsonRecord } from "../core";
import type { Monitor } from "../monitor";
import { parseYaml } from "../review/yaml";
import type { AlertRule } from "../signals";
import type { World } from "./world";

/** Where a rule stands once it is rendered, and what it is there. */
export interface RulePlace {
  /** The ConfigMap, by its identity. */
  readonly object: string;
  /** The key below its `data`. */
  readonly file: string;
  readonly group: string;
  /** How often it is evaluated. @default - the stack's evaluation interval */
  readonly interval?: string;
  /** The rule as the program reads it, after overrides. */
  readonly rule: JsonRecord;
  /** Its labels with those of its group. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Finds the rules of monitors in what is rendered. Each file is read once. */
export function rulePlaces(world: World): (monitor: Monitor, rule: AlertRule) => RulePlace | undefined {
  const files = ruleFiles(world);
  const read = new Map<string, readonly RulePlace[]>();
  return ({ monitorName }, { alert, severity, labels = {} }) => {
    const file = `${monitorName.replace("/", ".")}.yaml`;
    const places = read.get(file) ?? (files.get(file) ?? []).flatMap(placesIn);
    read.set(file, places);
    const expected = Object.entries({ ...labels, severity });
    return places.find(
      ({ rule, labels: found }) =>
        rule["alert"] === alert && expected.every(([label, value]) => found[label] === value),
    );
  };
}

interface RuleFileText {
  readonly object: string;
  readonly file: string;
  readonly text: string;
}

/** The texts of all rule files by their names: of Prometheus, and of Loki. */
export function ruleFiles({ manifests }: Pick<World, "manifests">): ReadonlyMap<string, readonly RuleFileText[]> {
  const files = new Map<string, RuleFileText[]>();
  for (const { object } of manifests) {
    if (object.kind !== "ConfigMap" || !/^\w+-rules-/.test(object.metadata.name)) continue;
    for (const [file, text] of Object.entries(asRecord(object["data"]))) {
      if (typeof text !== "string") continue;
      files.set(file, [...(files.get(file) ?? []), { object: identityOf(object), file, text }]);
    }
  }
  return files;
}

function placesIn({ object, file, text }: RuleFileText): RulePlace[] {
  return asRecords(asRecord(parseYaml(text))["groups"]).flatMap(({ name, interval, labels, rules }) =>
    asRecords(rules).map((rule) => ({
      object,
      file,
      group: typeof name === "string" ? name : "",
      ...(typeof interval === "string" && { interval }),
      rule,
      labels: texts({ ...asRecord(labels), ...asRecord(rule["labels"]) }),
    })),
  );
}

function texts(record: JsonRecord): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, String(value)]));
}
