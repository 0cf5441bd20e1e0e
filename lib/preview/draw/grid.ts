import type { GridPosition } from "../../../dashboards/grafana/layout";
import type { Box } from "./svg";

export const COLUMNS = 24;
/** In pixels, with the gap below: as high as in Grafana. */
export const ROW_HEIGHT = 38;
/** Between panels, in pixels. */
export const GAP = 8;

/** Where a panel is on a grid that is `width` wide, and how large. */
export function place({ x, y, w, h }: GridPosition, width: number): Box {
  const column = (width + GAP) / COLUMNS;
  return { x: x * column, y: y * ROW_HEIGHT, width: w * column - GAP, height: h * ROW_HEIGHT - GAP };
}
