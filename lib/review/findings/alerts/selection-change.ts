import { unwrapped, type Expression, type Matcher, type Selector } from "../../../promql/expression";

/** What an expression looks at, or what it keeps apart, that is not the same on both sides. */
export type SelectionChange =
  | { readonly kind: "matcher"; readonly before?: string; readonly after?: string }
  | { readonly kind: "grouping"; readonly added: readonly string[]; readonly removed: readonly string[] };

/** Two expressions of the same shape, told apart by what they select. */
export interface Selections {
  /** The old expression, with the matchers and the labels of the new one: what else differs is seen in it. */
  readonly before: Expression;
  readonly changes: readonly SelectionChange[];
  /** Whether every selector has the same changes. */
  readonly isEverywhere: boolean;
}

/** What two expressions select in another way, as far as their shape is the same. */
export function selectionChanges(before: Expression, after: Expression): Selections {
  const found: SelectionChange[] = [];
  const perSelector: string[] = [];
  const patched = aligned(before, after, found, perSelector);
  const distinct = new Map(found.map((change) => [JSON.stringify(change), change]));
  return { before: patched, changes: [...distinct.values()], isEverywhere: new Set(perSelector).size < 2 };
}

function aligned(a: Expression, b: Expression, found: SelectionChange[], perSelector: string[]): Expression {
  const [before, after] = [unwrapped(a), unwrapped(b)];
  const inside = (was: Expression, is: Expression): Expression => aligned(was, is, found, perSelector);
  if (before.kind === "selector" && after.kind === "selector") return selector(before, after, found, perSelector);
  if (before.kind === "range" && after.kind === "range") {
    return before.of.name === after.of.name
      ? { ...before, of: selector(before.of, after.of, found, perSelector) }
      : before;
  }
  if (before.kind === "binary" && after.kind === "binary" && before.operator === after.operator) {
    const sides = { ...before, left: inside(before.left, after.left), right: inside(before.right, after.right) };
    if (!before.matching || !after.matching || before.matching.on !== after.matching.on) return sides;
    // What is ignored of a match is the reverse of what it is made by.
    if (before.matching.on) grouping(before.matching.labels, after.matching.labels, found);
    else grouping(after.matching.labels, before.matching.labels, found);
    return { ...sides, matching: { ...before.matching, labels: after.matching.labels } };
  }
  if (before.kind === "aggregation" && after.kind === "aggregation" && before.operator === after.operator) {
    const args = before.args.map((arg, i) => inside(arg, after.args[i] ?? arg));
    const [was, is] = [before.grouping, after.grouping];
    if (!is || (was?.without ?? false) !== is.without) return { ...before, args };
    if (is.without) grouping(is.labels, was?.labels ?? [], found);
    else grouping(was?.labels ?? [], is.labels, found);
    return { ...before, args, grouping: is };
  }
  if (before.kind === "call" && after.kind === "call")
    return { ...before, args: before.args.map((arg, i) => inside(arg, after.args[i] ?? arg)) };
  if ((before.kind === "subquery" && after.kind === "subquery") || (before.kind === "unary" && after.kind === "unary"))
    return { ...before, of: inside(before.of, after.of) };
  return before;
}

function selector(before: Selector, after: Selector, found: SelectionChange[], perSelector: string[]): Selector {
  if (before.name !== after.name) return before;
  const [old, now] = [texts(before.matchers), texts(after.matchers)];
  const gone = before.matchers.filter((one) => !now.includes(matcherText(one)));
  const added = after.matchers.filter((one) => !old.includes(matcherText(one)));
  const changes = added.map((one): SelectionChange => {
    const was = gone.find(({ label }) => label === one.label);
    if (was) gone.splice(gone.indexOf(was), 1);
    return { kind: "matcher", after: matcherText(one), ...(was && { before: matcherText(was) }) };
  });
  const all = [...changes, ...gone.map((one): SelectionChange => ({ kind: "matcher", before: matcherText(one) }))];
  found.push(...all);
  perSelector.push(JSON.stringify(all));
  return { ...before, matchers: after.matchers };
}

function grouping(before: readonly string[], after: readonly string[], found: SelectionChange[]): void {
  const added = after.filter((label) => !before.includes(label)).toSorted();
  const removed = before.filter((label) => !after.includes(label)).toSorted();
  if (added.length + removed.length > 0) found.push({ kind: "grouping", added, removed });
}

function texts(matchers: readonly Matcher[]): string[] {
  return matchers.map(matcherText);
}

function matcherText({ label, operator, value }: Matcher): string {
  return `${label}${operator}"${value.value}"`;
}
