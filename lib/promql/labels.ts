/** The labels that the series of a result can have. */
export interface Labels {
  /** Those that are known. */
  readonly names: ReadonlySet<string>;
  /** Those of them that every series has, and not empty. */
  readonly sure: ReadonlySet<string>;
  /** Whether there may be others. Nothing is reported of what may be there. */
  readonly open: boolean;
  /** What lost a label on the way, such as `sum by (job) (…)`, by label; under "" what lost all that were not named. */
  readonly lost: ReadonlyMap<string, string>;
}

const NONE: ReadonlySet<string> = new Set();
const NOTHING: ReadonlyMap<string, string> = new Map();

export const noLabels: Labels = { names: NONE, sure: NONE, open: false, lost: NOTHING };
/** Of something that is not known. */
export const anyLabels: Labels = { names: NONE, sure: NONE, open: true, lost: NOTHING };

/** Labels by name; without the second, all of them are sure. */
export function labelsOf(names: Iterable<string>, sure?: Iterable<string>, open = false): Labels {
  const all = new Set(names);
  return { names: all, sure: sure ? new Set(sure) : all, open, lost: NOTHING };
}

/** Whether a series can have the label. */
export function canHave({ names, open }: Labels, label: string): boolean {
  return open || names.has(label) || label === "__name__";
}

/** Those that are listed, and no others: `by (…)` and `on (…)`. */
export function only(labels: Labels, listed: readonly string[], because: string): Labels {
  const names = listed.filter((label) => canHave(labels, label));
  const lost = new Map(labels.lost);
  for (const label of labels.names) if (!listed.includes(label)) lost.set(label, because);
  lost.set("", because);
  return { names: new Set(names), sure: new Set(listed.filter((label) => labels.sure.has(label))), open: false, lost };
}

/** All but those that are listed: `without (…)` and `ignoring (…)`. */
export function without(labels: Labels, listed: readonly string[], because: string): Labels {
  if (listed.length === 0) return labels;
  const left = (names: ReadonlySet<string>): Set<string> =>
    new Set([...names].filter((name) => !listed.includes(name)));
  const lost = new Map(labels.lost);
  for (const label of listed) lost.set(label, because);
  return { names: left(labels.names), sure: left(labels.sure), open: labels.open, lost };
}

/** With one more, which may be empty unless it is sure. */
export function withLabel(labels: Labels, label: string, isSure = false): Labels {
  const sure = new Set(labels.sure);
  if (isSure) sure.add(label);
  else sure.delete(label);
  return { ...labels, names: new Set([...labels.names, label]), sure };
}

/** Series of either kind. */
export function either(a: Labels, b: Labels): Labels {
  if (a === b) return a;
  const lost = new Map([...a.lost, ...b.lost]);
  const names = new Set([...a.names, ...b.names]);
  const sure = new Set([...a.sure].filter((name) => b.sure.has(name)));
  return { names, sure, open: a.open || b.open, lost };
}

/** What lost a label, if it was there before. */
export function lossOf({ lost }: Labels, label: string): string | undefined {
  return lost.get(label) ?? lost.get("");
}
