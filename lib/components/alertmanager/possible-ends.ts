import type { LabelMatcher } from "./label-matcher";
import type { RouteNode } from "./route-tree";

/** Whether matchers match, or undefined where that depends on labels that are not known. */
export type Verdict = (matchers: readonly LabelMatcher[]) => boolean | undefined;

/** More ways than that are not followed: they differ in labels of which nothing is known. */
const MOST_WAYS = 256;

/** Where an alert may end: the routes of each way that is open to it, as far as its labels are known. */
export function possibleEnds(root: RouteNode, verdict: Verdict): readonly (readonly RouteNode[])[] {
  return waysThrough(root, new Map(), verdict).map(({ ends }) => ends);
}

interface Way {
  readonly ends: readonly RouteNode[];
  /** What is taken for granted of matchers that may match or not, so that the same ones always do the same. */
  readonly assumed: ReadonlyMap<string, boolean>;
}

function waysThrough(node: RouteNode, assumed: Way["assumed"], verdict: Verdict): readonly Way[] {
  const done: Way[] = [];
  let going: Way[] = [{ ends: [], assumed }];
  for (const child of node.children) {
    const known = verdict(child.matchers);
    if (known === false) continue;
    const key = child.matchers.map(({ text }) => text).join();
    const next: Way[] = [];
    for (const way of going) {
      const matches = known ?? way.assumed.get(key);
      const assuming = (value: boolean): Way["assumed"] =>
        matches === undefined ? new Map(way.assumed).set(key, value) : way.assumed;
      if (matches !== true) next.push({ ends: way.ends, assumed: assuming(false) });
      if (matches === false) continue;
      for (const inner of waysThrough(child, assuming(true), verdict)) {
        const joined = { ends: [...way.ends, ...inner.ends], assumed: inner.assumed };
        if (child.continues) next.push(joined);
        else done.push(joined);
      }
    }
    going = next.slice(0, MOST_WAYS);
  }
  return [...done, ...going].map((way) => (way.ends.length > 0 ? way : { ...way, ends: [node] }));
}

/**
 * The time intervals of routes at which all of them may be silent at once, or undefined when there is always one that is
 * not. Of intervals only the names count: nothing but the same name is the same time.
 */
export function commonSilence(ends: readonly RouteNode[]): readonly string[] | undefined {
  const names = [...new Set(ends.flatMap((end) => [...end.muteTimeIntervals, ...end.activeTimeIntervals]))];
  // Each name is a time that may be now or not. Beyond ten there is no telling, and so no complaint.
  if (names.length > 10 || ends.some((end) => !hasIntervals(end))) return undefined;
  for (let now = 0; now < 2 ** names.length; now++) {
    const holds = (name: string): boolean => ((now >> names.indexOf(name)) & 1) === 1;
    const allSilent = ends.every(
      ({ muteTimeIntervals: mute, activeTimeIntervals: active }) =>
        mute.some(holds) || (active.length > 0 && !active.some(holds)),
    );
    if (allSilent) return names;
  }
  return undefined;
}

function hasIntervals({ muteTimeIntervals, activeTimeIntervals }: RouteNode): boolean {
  return muteTimeIntervals.length > 0 || activeTimeIntervals.length > 0;
}
