import type { AnsweredPanel } from "../answer/answered";
import type { LogLine } from "../sources";
import { clock } from "./clock";
import { type Box, px, rect, text } from "./svg";
import { wrap } from "./text";
import { paint, type Token } from "./theme";

const ROW = 17;
const SIZE = 11.5;
const TIME = 92;
/** Of one entry, such as a panic with its stack. */
const MOST_LINES = 5;

/** Lines with their time and, as a bar, their level, as many as fit; of a stack its beginning. */
export function drawLogs({ answers }: AnsweredPanel, box: Box): string | undefined {
  const lines = answers.flatMap(({ result }) => (result.kind === "lines" ? result.lines : []));
  if (lines.length === 0) return undefined;
  const bottom = box.y + box.height - 16;
  const drawn: string[] = [];
  let y = box.y;
  let shown = 0;
  for (const entry of lines) {
    const words = wordsOf(entry, box.width - TIME - 12);
    const height = words.length * ROW + 5;
    if (y + height > bottom && shown > 0) break;
    drawn.push(drawEntry(entry, words.slice(0, Math.max(1, Math.floor((bottom - y) / ROW))), { ...box, y, height }));
    y += height;
    shown++;
  }
  const hidden = lines.length - shown;
  const more =
    hidden === 0 ? "" : text(box.x, box.y + box.height - 1, `… ${hidden} more`, { size: 11, color: "muted" });
  return drawn.join("") + more;
}

function wordsOf({ text: words }: LogLine, width: number): string[] {
  const [first = "", ...others] = words.trimEnd().split("\n");
  const head = wrap(first, width, SIZE, others.length === 0 ? 3 : 2, "code");
  const room = MOST_LINES - head.length;
  const rest =
    others.length > room ? [...others.slice(0, room - 1), `… ${others.length - room + 1} more lines`] : others;
  return [...(head.length === 0 ? [" "] : head), ...rest];
}

function drawEntry({ time, labels }: LogLine, words: readonly string[], box: Box): string {
  const { x, y, width, height } = box;
  const level = levelColor(labels["detected_level"] ?? labels["level"] ?? labels["severity_text"] ?? "");
  return [
    rect({ x, y: y + 1, width: 3, height: height - 4 }, level, { radius: 1 }),
    text(x + 10, y + 13, clock(time, "milliseconds"), { size: 11, color: "muted" }),
    ...words.map((line, i) => {
      const indent = /^\s*/.exec(line)?.[0].replaceAll("\t", "    ").length ?? 0;
      const left = x + TIME + Math.min(indent, 12) * 4;
      return text(left, y + 13 + i * ROW, line.trim(), {
        size: SIZE,
        face: "code",
        color: i === 0 ? "text" : "muted",
        max: x + width - left - 4,
      });
    }),
    `<path d="M${px(x)} ${px(y + height - 1.5)}H${px(x + width)}" stroke="${paint("grid")}" fill="none"/>`,
  ].join("");
}

function levelColor(level: string): Token {
  if (/^(error|err|critical|fatal|panic)/i.test(level)) return "red";
  if (/^warn/i.test(level)) return "orange";
  if (/^info/i.test(level)) return "green";
  if (/^(debug|trace)/i.test(level)) return "blue";
  return "slate";
}
