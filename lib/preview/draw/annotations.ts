import type { AnsweredAnnotation } from "../answer/answered";
import { type Box, line, px, rect } from "./svg";
import { paint, paletteToken } from "./theme";

/** Events across a plot: a dashed line where each begins, with a mark at its foot, and a shade for as long as it lasts. */
export function drawAnnotations(
  annotations: readonly AnsweredAnnotation[],
  plot: Box,
  x: (time: number) => number,
): string {
  const right = plot.x + plot.width;
  const bottom = plot.y + plot.height;
  return annotations
    .flatMap(({ color, events }) => {
      const token = paletteToken(color);
      return events.map(({ from, to }) => {
        const start = Math.max(plot.x, x(from));
        const end = Math.min(right, x(to));
        if (start > right || end < plot.x) return "";
        const shade =
          end - start > 2
            ? rect({ x: start, y: plot.y, width: end - start, height: plot.height }, token, { opacity: 0.08 })
            : "";
        const mark = `<path d="M${px(start - 4)} ${px(bottom + 5)}L${px(start + 4)} ${px(bottom + 5)}L${px(start)} ${px(bottom)}Z" fill="${paint(token)}"/>`;
        return shade + line([start, plot.y], [start, bottom], token, { dash: "3 3" }) + mark;
      });
    })
    .join("");
}
