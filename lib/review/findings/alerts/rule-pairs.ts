import { grouped } from "./grouped";
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
  (rule) => stable(rule),
  (rule) => stable([rule.kind, rule.language, rule.service, rule.name, rule.labels]),
  // What tells recordings of one name apart are their labels; alerts have labels that may change.
  (rule) =>
    stable(
      rule.kind === "alert"
        ? [
            rule.language,
            rule.service,
            rule.name,
            rule.labels["severity"],
            rule.labels["slo"],
            rule.labels["long_window"],
          ]
        : [rule.kind, rule.service, rule.name, rule.labels],
    ),
  (rule) =>
    rule.kind === "alert"
      ? stable([rule.language, rule.service, rule.name, rule.labels["slo"]])
      : stable([rule.kind, rule.service, rule.name, rule.labels]),
];

/** The same text for values that differ in the order of their keys only. */
export function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
