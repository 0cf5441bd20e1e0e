import { asRecord, type KubernetesObject } from "../../../core";
import { startsWith } from "../../diff";
import { kindOf } from "../../documents/document";
import { configurationAt } from "../../documents/texts";
import type { Inventory } from "../../inventory";
import type { Changes, Finding, ObjectChange } from "../../model";
import { rulesOf, type Rule } from "./rule";

/** One file of rules that is not the same on both sides. */
export interface RuleFileChange {
  /** The object that holds it. */
  readonly object: string;
  readonly before: readonly Rule[];
  readonly after: readonly Rule[];
  /** What is explained when all differences of the rules are told. */
  readonly explains: Finding["explains"];
}

/** The files of rules that changed; the others are not read. */
export function ruleFileChanges({ objects }: Changes): RuleFileChange[] {
  return objects.flatMap((change): RuleFileChange[] => {
    const before = "before" in change ? change.before : undefined;
    const after = "after" in change ? change.after : undefined;
    if ((after ?? before)?.kind === "PrometheusRule") return [resource(change, before, after)];
    if ((after ?? before)?.kind !== "ConfigMap") return [];
    return configMap(change, before, after);
  });
}

/** All rules of a side. Reads everything: to be called only when a change demands it. */
export function allRules(side: Inventory): Rule[] {
  const documents = [...side.documentsOfKind("prometheus-rules"), ...side.documentsOfKind("loki-rules")];
  return documents.flatMap(({ kind, value, object }) => rulesOf(value, languageOf(kind), object));
}

function resource(change: ObjectChange, before?: KubernetesObject, after?: KubernetesObject): RuleFileChange {
  const explains = fields(change, ["spec", "groups"]);
  return { object: change.identity, before: ofResource(before), after: ofResource(after), explains };
}

function ofResource(object?: KubernetesObject): Rule[] {
  return object ? rulesOf(asRecord(object["spec"]), "promql", object) : [];
}

function configMap(change: ObjectChange, before?: KubernetesObject, after?: KubernetesObject): RuleFileChange[] {
  const keys = changedKeys(change);
  const old = files(before, keys);
  const now = files(after, keys);
  const names = [...new Set([...old.keys(), ...now.keys()])];
  const isWhole = !("fields" in change) && names.length === keys.size;
  return names.map((key) => ({
    object: change.identity,
    before: old.get(key) ?? [],
    after: now.get(key) ?? [],
    explains: isWhole ? [change] : "fields" in change ? fieldsOf(change, key) : [],
  }));
}

function changedKeys(change: ObjectChange): ReadonlySet<string> {
  if ("fields" in change) {
    return new Set(change.fields.flatMap(({ path: [top, key] }) => (top === "data" ? keysOf(key) : [])));
  }
  const object = change.kind === "added" ? change.after : change.before;
  return new Set(Object.keys(asRecord(object["data"])));
}

function keysOf(step: unknown): string[] {
  return typeof step === "string" ? [step] : [];
}

/** The rules of the files at these keys. */
function files(object: KubernetesObject | undefined, keys: ReadonlySet<string>): ReadonlyMap<string, readonly Rule[]> {
  if (!object) return new Map();
  const data = asRecord(object["data"]);
  return new Map(
    [...keys].flatMap((key) => {
      const value = Object.hasOwn(data, key) ? configurationAt(object, key) : undefined;
      const kind = value && kindOf(value, object);
      const isRules = kind === "prometheus-rules" || kind === "loki-rules";
      return value && isRules ? [[key, rulesOf(value, languageOf(kind), object)] as const] : [];
    }),
  );
}

function languageOf(kind: string): Rule["language"] {
  return kind === "loki-rules" ? "logql" : "promql";
}

function fields(change: ObjectChange, start: readonly string[]): Finding["explains"] {
  if (!("fields" in change)) return [change];
  return change.fields.filter(({ path }) => startsWith(path, start));
}

/** A file that is new or gone is one change, whose path ends with its key. */
function fieldsOf(change: ObjectChange, key: string): Finding["explains"] {
  const whole = "fields" in change ? change.fields.filter(({ path }) => path.length === 2 && path[1] === key) : [];
  return [...fields(change, ["data", key, "groups"]), ...whole];
}
