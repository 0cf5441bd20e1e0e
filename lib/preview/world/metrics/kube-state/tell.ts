import type { Labels } from "../../../sources";
import type { RawSeries, Told } from "../series";

/** An object that kube-state-metrics tells about, and when it is there. */
export interface StateObject {
  readonly labels: Labels;
  /** @default - always */
  readonly isThere?: (time: number) => boolean;
}

/** One series of an object: its further labels, and its value, undefined while there is none. */
export type Row = readonly [labels: Labels, value: number | ((time: number) => number | undefined)];

/** The series of one metric, of all objects of a kind. */
export function tell<T extends StateObject>(
  objects: readonly T[],
  metrics: Readonly<Record<string, (object: T) => readonly Row[]>>,
): Told {
  return new Map(
    Object.entries(metrics).map(([name, rows]) => [
      name,
      () => objects.flatMap((object) => rows(object).map((row) => seriesOf(object, row))),
    ]),
  );
}

/** One series without further labels. */
export function plain(value: Row[1]): readonly Row[] {
  return [[{}, value]];
}

/** One series for each value of a label: 1 for the one that holds, and 0 for the others. */
export function oneOf(
  label: string,
  values: readonly string[],
  holds: (time: number) => string,
  also: Labels = {},
): readonly Row[] {
  return values.map((value) => [{ ...also, [label]: value }, (time) => (holds(time) === value ? 1 : 0)]);
}

function seriesOf({ labels, isThere }: StateObject, [own, value]: Row): RawSeries {
  return {
    labels: { ...labels, ...own },
    value: (time) => {
      if (isThere && !isThere(time)) return undefined;
      return typeof value === "number" ? value : value(time);
    },
  };
}
