import type { AnsweredAnnotation } from "../answer/answered";
import { clock } from "./clock";
import { type Box, escaped, line, px, rect } from "./svg";
import { paint, paletteToken } from "./theme";

/** Events across a plot: a dashed line where each begins, with a mark at its foot, and a shade for as long as it lasts. Whoever points at one is told what it is. */
export function drawAnnotations(
  annotations: readonly AnsweredAnnotation[],
  plot: Box,
  x: (time: number) => number,
): string {
  const right = plot.x + plot.width;
  const bottom = plot.y + plot.height;
  return annotations
    .flatMap(({ title, color, events }) => {
      const token = paletteToken(color);
      return events.map(({ from, to, text }) => {
        const start = Math.max(plot.x, x(from));
        const end = Math.min(right, x(to));
        if (start > right || end < plot.x) return "";
        const shade =
          end - start > 2
            ? rect({ x: start, y: plot.y, width: end - start, height: plot.height }, token, { opacity: 0.08 })
            : "";
        const mark = `<path d="M${px(start - 4)} ${px(bottom + 5)}L${px(start + 4)} ${px(bottom + 5)}L${px(start)} ${px(bottom)}Z" fill="${paint(token)}"/>`;
        const words = [title, from === to ? clock(from) : `${clock(from)} – ${clock(to)}`, text].filter(Boolean);
        const dashes = line([start, plot.y], [start, bottom], token, { dash: "3 3" });
        // What is one pixel wide is hard to point at.
        const around = line([start, plot.y], [start, bottom], token, { width: 7, opacity: 0 });
        return `<g><title>${escaped(words.join(" · "))}</title>${shade}${around}${dashes}${mark}</g>`;
      });
    })
    .join("");
}
