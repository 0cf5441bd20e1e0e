import type { DrawnCurve } from "./curve";
import { formatValue } from "./format";
import { type Box, line, text } from "./svg";

const ROW = 18;

/** How high a legend is: as high as its curves need, and no more than a share of the panel. */
export function legendHeight(curves: number, available: number): number {
  const most = Math.max(2, Math.floor((available * 0.38) / ROW));
  return (Math.min(curves + 1, most) + 0.4) * ROW;
}

/** A table of curves: their colours, names, last and highest values. What does not fit is counted; limits, which are dashed, do. */
export function legend(curves: readonly DrawnCurve[], box: Box, unit: string, now: number): string {
  const rows = Math.round(box.height / ROW - 0.4) - 1;
  const shown = curves.length > rows ? limitsFirst(curves).slice(0, Math.max(1, rows)) : curves;
  const hidden = curves.length - shown.length;
  const column = Math.min(96, box.width / 4);
  const right = box.x + box.width - 4;
  const top = box.y + ROW;
  const head = { size: 11, color: "muted", anchor: "end", max: column } as const;
  const name = box.width - 2 * column - 30;
  return [
    text(right - column, top, "Last *", head),
    text(right, top, "Max", head),
    hidden > 0 ? text(box.x, top, `${hidden} more not listed`, { size: 11, color: "muted", max: name }) : "",
    ...shown.map((curve, i) => {
      const y = top + (i + 1) * ROW;
      const value = { size: 11, anchor: "end", max: column - 8 } as const;
      return [
        line([box.x, y - 4], [box.x + 14, y - 4], curve.color, { width: 3, dash: curve.field.dashed ? "4 3" : "" }),
        text(box.x + 22, y, curve.name, { size: 11, max: name }),
        text(right - column, y, formatValue(curve.last, unit, now), value),
        text(right, y, formatValue(curve.max, unit, now), value),
      ].join("");
    }),
  ].join("");
}

function limitsFirst(curves: readonly DrawnCurve[]): DrawnCurve[] {
  return curves.toSorted((a, b) => Number(b.field.dashed) - Number(a.field.dashed));
}
