import type { AnsweredDashboard } from "../answer/answered";
import { clock, date } from "./clock";
import { FONT, group, px, rect, text } from "./svg";
import { drawPanel } from "./panel";
import { place, ROW_HEIGHT } from "./grid";
import { paint, paletteToken } from "./theme";
import { textWidth } from "./text";

const MARGIN = 12;
const HEADER = 84;

/** A whole dashboard: title, choices and time range, headings of rows, and the panels where Grafana has them. */
export function drawDashboard(answered: AnsweredDashboard, width: number): string {
  const { dashboard, panels, range, annotations } = answered;
  const inner = width - 2 * MARGIN;
  const below = Math.max(0, ...dashboard.panels.map(({ gridPos: { y, h } }) => y + h));
  const height = HEADER + below * ROW_HEIGHT + MARGIN;
  const rows = dashboard.panels.filter(({ type }) => type === "row");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${px(width)}" height="${px(height)}" viewBox="0 0 ${px(width)} ${px(height)}" font-family="${FONT}">`,
    rect({ x: 0, y: 0, width, height }, "canvas"),
    header(answered, inner),
    ...rows.map(({ title, gridPos }) =>
      group(MARGIN, HEADER + gridPos.y * ROW_HEIGHT, text(4, 24, title, { size: 14, face: "bold", max: inner - 8 })),
    ),
    ...panels.map((answer) => {
      const box = place(answer.panel.gridPos, inner);
      const id = `${dashboard.uid}-${answer.panel.id}`;
      return group(MARGIN + box.x, HEADER + box.y, drawPanel(answer, box, { range, annotations, id }));
    }),
    "</svg>",
  ].join("");
}

function header({ dashboard, choices, range, annotations }: AnsweredDashboard, inner: number): string {
  const when = `${date(range.from)}  ${clock(range.from)} – ${clock(range.to)} UTC`;
  const right = MARGIN + inner;
  const drawn = [
    text(MARGIN + 4, 34, dashboard.title, { size: 20, face: "bold", max: inner * 0.7 }),
    text(right, 33, when, { size: 12, color: "muted", anchor: "end", max: inner * 0.28 }),
  ];
  let x = MARGIN + 4;
  const kinds = annotations.filter(({ events }) => events.length > 0);
  const chips = [
    ...choices.map(({ title, value }) => ({ title, value, color: undefined })),
    ...kinds.map(({ title, events, color }) => ({ title, value: String(events.length), color: paletteToken(color) })),
  ];
  for (const { title, value, color } of chips) {
    const left = textWidth(title, 12);
    const room = Math.min(textWidth(value, 12, "bold"), 260);
    const width = left + room + 26;
    if (x + width > right) break;
    drawn.push(
      `<rect x="${px(x + 0.5)}" y="50.5" width="${px(width - 1)}" height="23" rx="3" fill="${paint("panel")}" stroke="${paint(color ?? "border")}"/>`,
      text(x + 8, 66, title, { color: "muted" }),
      text(x + left + 16, 66, value, { face: "bold", color: color ?? "text", max: room }),
    );
    x += width + 8;
  }
  return drawn.join("");
}
