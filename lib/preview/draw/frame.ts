import type { AnsweredPanel } from "../answer/answered";
import { type Box, escaped, FONT, line, px, rect, text } from "./svg";
import { paint } from "./theme";
import { wrap } from "./text";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const PADDING = 12;
const TITLE = 36;

/** What stands inside of a panel's border, below its title. */
export function bodyOf({ width, height }: Size): Box {
  return { x: PADDING, y: TITLE, width: width - 2 * PADDING, height: height - TITLE - PADDING };
}

/** A panel's border and title around what is drawn in it, as a drawing of its own. */
export function frame({ panel, answers }: AnsweredPanel, size: Size, content: string): string {
  const { width, height } = size;
  const unanswered = answers.filter(({ result }) => result.kind === "none").length;
  const some = unanswered > 0 && unanswered < answers.length;
  const note = some ? `${unanswered} of ${answers.length} queries not answered` : "";
  const room = width - 2 * PADDING;
  const titleRoom = some ? room * 0.6 : room;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${px(width)}" height="${px(height)}" viewBox="0 0 ${px(width)} ${px(height)}" font-family="${FONT}" role="${panel.type === "text" ? "group" : "img"}" aria-label="${escaped(panel.title || "Text")}">`,
    panel.description === "" ? "" : `<title>${escaped(panel.description)}</title>`,
    `<rect x="0.5" y="0.5" width="${px(width - 1)}" height="${px(height - 1)}" rx="4" fill="${paint("panel")}" stroke="${paint("border")}"/>`,
    text(PADDING, 23, panel.title, { size: 13, face: "bold", max: titleRoom }),
    some ? text(width - PADDING, 23, note, { size: 11, color: "orange", anchor: "end", max: room * 0.38 }) : "",
    content,
    "</svg>",
  ].join("");
}

/** In place of data: what the panel says of there being none. */
export function nothing(panel: AnsweredPanel["panel"], box: Box): string {
  const lines = wrap(panel.fieldConfig.defaults.noValue ?? "No data", box.width, 13, 3);
  const top = box.y + box.height / 2 - (lines.length - 1) * 9 + 4;
  return lines
    .map((words, i) =>
      text(box.x + box.width / 2, top + i * 18, words, { size: 13, color: "muted", anchor: "middle", max: box.width }),
    )
    .join("");
}

/** In place of data: why there was no answer. */
export function unanswered(why: string, box: Box): string {
  const inner = box.width - 24;
  const most = Math.max(1, Math.floor((box.height - 30) / 16));
  const lines = wrap(why.replaceAll(/\s+/g, " "), inner, 12, Math.min(6, most));
  const height = Math.min(box.height, 34 + lines.length * 16);
  const y = box.y + Math.max(0, (box.height - height) / 2);
  return [
    rect({ ...box, y, height }, "orange", { radius: 3, opacity: 0.1 }),
    line([box.x + 1.5, y], [box.x + 1.5, y + height], "orange", { width: 3 }),
    text(box.x + 14, y + 20, "Not answered", { face: "bold", color: "orange", max: inner }),
    ...lines.map((words, i) => text(box.x + 14, y + 38 + i * 16, words, { color: "text", max: inner })),
  ].join("");
}
