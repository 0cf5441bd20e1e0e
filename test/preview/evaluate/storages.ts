import type { Storage } from "../../../lib/preview/evaluate";
import type { Labels } from "../../../lib/preview/sources";

/** A series, and what it is at a moment; undefined where it is not there. */
export interface MadeUp {
  readonly name: string;
  readonly labels: Labels;
  readonly value: (time: number) => number | undefined;
}

/** A storage of series that follow formulas. */
export function aStorage(series: readonly MadeUp[]): Storage {
  return {
    names: () => [...new Set(series.map(({ name }) => name))],
    series: (asked, time) =>
      series.flatMap(({ name, labels, value }) => {
        const now = name === asked ? value(time) : undefined;
        return now === undefined ? [] : [{ labels, value: now }];
      }),
  };
}

/** A series, as `name{label="value"}` and what it is. */
export function aSeries(name: string, labels: Labels, value: MadeUp["value"] | number): MadeUp {
  return { name, labels, value: typeof value === "number" ? () => value : value };
}
