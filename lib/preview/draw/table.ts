import type { AnsweredPanel } from "../answer/answered";
import { clock, date } from "./clock";
import type { Context } from "./context";
import { mapped, thresholdColor } from "./field";
import { formatValue } from "./format";
import { type Box, line, rect, text } from "./svg";
import { tableRows, type TableRows } from "./table-rows";
import { textWidth } from "./text";
import type { Token } from "./theme";

const ROW = 30;
const GAP = 16;

type Column = TableRows["columns"][number];

/** Rows under their heads, as many as fit; what does not is counted. */
export function drawTable(answered: AnsweredPanel, box: Box, { range }: Context): string | undefined {
  const { columns, rows } = tableRows(answered);
  if (rows.length === 0) return undefined;
  const fitting = Math.max(1, Math.floor((box.height - ROW) / ROW));
  const shown = rows.length > fitting ? rows.slice(0, Math.max(1, Math.floor((box.height - ROW - 18) / ROW))) : rows;
  const cells = shown.map((row) => columns.map((column) => cell(column, row[column.name], range.to)));
  const numeric = columns.map(({ name }) => shown.some((row) => typeof row[name] === "number") && name !== "startTime");
  const widths = columnWidths(columns, cells, box.width);
  const lefts = widths.map((_, i) => box.x + widths.slice(0, i).reduce((sum, width) => sum + width, 0));

  const place = (i: number): { x: number; anchor: "start" | "end"; max: number } => {
    const left = lefts[i] ?? box.x;
    const width = widths[i] ?? 0;
    const max = width - GAP;
    return numeric[i] === true
      ? { x: left + width - GAP / 2, anchor: "end", max }
      : { x: left + GAP / 2, anchor: "start", max };
  };
  const headers = columns.map(({ title }, i) => {
    const { x, ...style } = place(i);
    return text(x, box.y + 19, title, { ...style, face: "bold", color: "muted" });
  });
  const body = cells.flatMap((row, r) => {
    const top = box.y + ROW * (r + 1);
    return [
      line([box.x, top], [box.x + box.width, top], "grid"),
      ...row.map(({ words, color, background }, i) => {
        const { x, ...style } = place(i);
        const left = lefts[i] ?? box.x;
        const filled =
          background === undefined
            ? ""
            : rect({ x: left + 2, y: top + 3, width: (widths[i] ?? 0) - 4, height: ROW - 6 }, background, {
                radius: 3,
              });
        return filled + text(x, top + 19.5, words, { ...style, color: background === undefined ? color : "onColor" });
      }),
    ];
  });
  const hidden = rows.length - shown.length;
  const more =
    hidden === 0 ? "" : text(box.x + GAP / 2, box.y + box.height - 2, `… ${hidden} more`, { size: 11, color: "muted" });
  return [...headers, ...body, more].join("");
}

export interface DrawnCell {
  readonly words: string;
  readonly color: Token;
  readonly background?: Token;
}

/** How a value is written in its column, and in which colours. */
export function cell({ name, field }: Column, value: string | number | undefined, now: number): DrawnCell {
  if (value === undefined) return { words: "", color: "muted" };
  const words = written(name, field.unit, value, now);
  const word = mapped(field.mappings, value);
  if (word !== undefined) return { words: word.text ?? words, color: field.cell === "auto" ? "text" : word.color };
  const color =
    typeof value === "number" && field.colorByThresholds ? thresholdColor(field.thresholds, value) : undefined;
  if (color === undefined) return { words, color: "text" };
  return field.cell === "color-background" ? { words, color: "text", background: color } : { words, color };
}

function written(name: string, unit: string, value: string | number, now: number): string {
  if (typeof value === "string") return value;
  if (name === "startTime") return `${date(value)} ${clock(value, "milliseconds")}`;
  return formatValue(value, unit, now);
}

/** By what they have in them; those that have most give where there is not enough, and take where there is more. */
function columnWidths(columns: readonly Column[], cells: readonly (readonly DrawnCell[])[], width: number): number[] {
  const needs = columns.map(({ title }, i) => {
    const widest = Math.max(...cells.map((row) => textWidth(row[i]?.words ?? "", 12)), textWidth(title, 12, "bold"));
    return widest + GAP;
  });
  const total = needs.reduce((sum, need) => sum + need, 0);
  if (total <= width) return needs.map((need) => need + (width - total) / needs.length);
  const limit = fairLimit(needs, width);
  return needs.map((need) => Math.min(need, limit));
}

/** How wide the widest may be so that all fit. */
function fairLimit(needs: readonly number[], width: number): number {
  let rest = width;
  const ordered = needs.toSorted((a, b) => a - b);
  for (const [i, need] of ordered.entries()) {
    const share = rest / (ordered.length - i);
    if (need > share) return share;
    rest -= need;
  }
  return width;
}
