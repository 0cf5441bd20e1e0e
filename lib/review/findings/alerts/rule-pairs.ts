import { canonical } from "../../diff";
import { grouped } from "../../grouped";
import type { RuleFileChange } from "./rule-files";
import type { Rule } from "./rule";

/** A rule in the file that holds it. */
export interface Placed {
  readonly rule: Rule;
  readonly file: RuleFileChange;
}

/** The same rule on both sides, or one that is only on one of them. */
export interface RulePair {
  readonly before?: Placed;
  readonly after?: Placed;
}

/** What happened to the rules of all files together, so that one that moved to another file is the same. */
export interface RulePairs {
  /** Those that differ. */
  readonly changed: readonly Required<RulePair>[];
  readonly added: readonly Placed[];
  readonly removed: readonly Placed[];
}

/** Puts the rules of both sides together: by all that they are, then by what they are called, the closest first. */
export function rulePairs(files: readonly RuleFileChange[]): RulePairs {
  let removed = files.flatMap((file) => file.before.map((rule) => ({ rule, file })));
  let added = files.flatMap((file) => file.after.map((rule) => ({ rule, file })));
  const changed: Required<RulePair>[] = [];
  for (const [index, key] of KEYS.entries()) {
    const waiting = grouped(added, ({ rule }) => key(rule));
    const left: Placed[] = [];
    for (const before of removed) {
      const after = waiting.get(key(before.rule))?.shift();
      if (!after) left.push(before);
      else if (index > 0) changed.push({ before, after });
    }
    removed = left;
    added = [...waiting.values()].flat();
  }
  return { changed, added, removed };
}

/** What must be the same for two rules to be one; in a later round less. */
const KEYS: readonly ((rule: Rule) => string)[] = [
  ({ kind, name, language, service, expr, for: held, keepFiringFor, interval, labels, annotations, others }) =>
    JSON.stringify([
      [kind, name, language, service, expr, held, keepFiringFor, interval],
      [sorted(labels), sorted(annotations), canonical(others)],
    ]),
  ({ kind, language, service, name, labels }) => JSON.stringify([kind, language, service, name, sorted(labels)]),
  // What tells recordings of one name apart are their labels; alerts have labels that may change.
  ({ kind, language, service, name, labels }) =>
    kind === "alert"
      ? JSON.stringify([language, service, name, labels["severity"], labels["slo"], labels["long_window"]])
      : JSON.stringify([kind, service, name, sorted(labels)]),
  ({ kind, language, service, name, labels }) =>
    kind === "alert"
      ? JSON.stringify([language, service, name, labels["slo"]])
      : JSON.stringify([kind, service, name, sorted(labels)]),
  // A rule without a service of its own belongs to the object that holds it, and goes on in another one.
  ({ kind, language, service, name, labels }) =>
    labels["service"] === undefined
      ? JSON.stringify([kind, language, name, sorted(labels)])
      : JSON.stringify([kind, language, service, name, sorted(labels)]),
];

/** Names and texts in turn, by name: quicker than `canonical`, which takes any value. */
function sorted(texts: Readonly<Record<string, string>>): string[] {
  const names = Object.keys(texts).toSorted();
  return names.flatMap((name) => [name, texts[name] ?? ""]);
}
