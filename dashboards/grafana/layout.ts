import type { Panel } from "../model";

/** Where a panel stands on Grafana's grid of 24 columns, in units of about 38 pixels' height. */
export interface GridPosition {
  readonly h: number;
  readonly w: number;
  readonly x: number;
  readonly y: number;
}

export const GRID_COLUMNS = 24;

/** Places one line of panels side by side: by weight, together as wide as the grid, all as high as the highest. */
export function placeLine(panels: readonly Panel[], y: number): GridPosition[] {
  const h = Math.max(0, ...panels.map(height));
  const weights = panels.map(({ weight = 1 }) => weight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  return weights.map((weight) => {
    const x = Math.round((GRID_COLUMNS * before) / total);
    before += weight;
    return { h, w: Math.round((GRID_COLUMNS * before) / total) - x, x, y };
  });
}

function height(panel: Panel): number {
  switch (panel.kind) {
    case "stat":
      return 3;
    case "timeSeries":
      return 9;
    case "callGraph":
    case "logs":
      return 12;
    case "trace":
      return 18;
    case "table":
    case "traceList":
      // One unit is a table row; title, column heads and margins take three more.
      return (panel.visibleRows ?? 5) + 3;
    case "text":
      return Math.ceil((TITLE + panel.text.split("\n").filter(isSeen).length * TEXT_LINE) / UNIT);
  }
}

/** Of the two fences around code, the margins of both are no more than one line. */
function isSeen(line: string): boolean {
  return line !== "```sh";
}

/** Heights in pixels: of one unit of the grid with its gap, of a panel's title and margins, and of a line of text. */
const UNIT = 38;
const TITLE = 60;
const TEXT_LINE = 23;
