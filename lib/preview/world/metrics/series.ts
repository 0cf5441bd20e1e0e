import type { Labels } from "../../sources";

/** A series that is made up: what it is at each moment. */
export interface RawSeries {
  readonly labels: Labels;
  /** Undefined at times when the series is not there, such as that of a pod that has gone. */
  readonly value: (time: number) => number | undefined;
}

/** The series of metrics, by their names; each is made when it is first asked for. */
export type Told = ReadonlyMap<string, () => readonly RawSeries[]>;

/** A series that is there all the time. */
export function always(labels: Labels, value: number | ((time: number) => number)): RawSeries {
  return { labels, value: typeof value === "number" ? () => value : value };
}

/** What several tell, together: a name that many of them tell has the series of all. */
export function together(tellers: Iterable<Told>): Told {
  const all = new Map<string, (() => readonly RawSeries[])[]>();
  for (const told of tellers) {
    for (const [name, series] of told) {
      const known = all.get(name);
      if (known) known.push(series);
      else all.set(name, [series]);
    }
  }
  return new Map([...all].map(([name, parts]) => [name, () => parts.flatMap((part) => part())]));
}

/** What the first tells, and of the second whatever the first does not know by name. */
export function preferring(first: Told, second: Told): Told {
  return new Map([...second, ...first]);
}
