import type { AnsweredPanel } from "../answer/answered";
import { type Field, fieldOf } from "./field";
import { seriesName } from "./names";
import { PALETTE, type Token } from "./theme";
import type { TimeRange } from "../sources";

/** A curve with how it is drawn. */
export interface DrawnCurve {
  readonly name: string;
  readonly color: Token;
  readonly field: Field;
  /** Null where a curve is interrupted. */
  readonly points: readonly (readonly [time: number, value: number | null])[];
  /** At the end of it. */
  readonly last: number;
  readonly max: number;
}

/** The curves of a panel in the order of its queries. */
export function curvesOf({ panel, answers }: AnsweredPanel, range: TimeRange): DrawnCurve[] {
  const all = answers.flatMap(({ target, result }) =>
    result.kind === "curves" ? result.curves.map(({ labels, points }) => ({ target, labels, points })) : [],
  );
  let uncoloured = 0;
  return all.flatMap(({ target, labels, points }) => {
    const shown = points.filter(([, value]) => Number.isFinite(value));
    const name = seriesName(target, labels);
    const field = fieldOf(panel, name, target.refId);
    const color = field.color ?? PALETTE[uncoloured++ % PALETTE.length] ?? "text";
    const last = shown.at(-1)?.[1];
    if (last === undefined) return [];
    const max = shown.reduce((most, [, value]) => Math.max(most, value), -Infinity);
    return [
      { name, color, field, points: field.stacked ? filled(shown, range) : interrupted(shown, range), last, max },
    ];
  });
}

function interrupted(points: readonly (readonly [number, number])[], { step }: TimeRange): DrawnCurve["points"] {
  return points.flatMap(([time, value], i): (readonly [number, number | null])[] => {
    const before = points[i - 1]?.[0];
    return before !== undefined && time - before > step * 1.5
      ? [
          [time - step, null],
          [time, value],
        ]
      : [[time, value]];
  });
}

/** A point at each moment, as layers that lie upon each other need: nothing is 0. */
function filled(points: readonly (readonly [number, number])[], { from, to, step }: TimeRange): DrawnCurve["points"] {
  const values = new Map(points.map(([time, value]) => [Math.round((time - from) / step), value]));
  const count = Math.floor((to - from) / step) + 1;
  return Array.from({ length: count }, (_, i) => [from + i * step, values.get(i) ?? 0] as const);
}
