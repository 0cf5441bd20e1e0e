import type { GrafanaPanel } from "../../../dashboards/grafana/json";
import { type Box, rect, text } from "./svg";
import { plain, runs, type Run } from "./markdown-runs";
import { escaped, FACES, px } from "./svg";
import { shorten, textWidth } from "./text";
import { paint } from "./theme";

/** The parts of Markdown that we write: headings, paragraphs, lists, code, and words as `runs` tells them apart. */
export function drawMarkdown({ options }: GrafanaPanel, box: Box): string | undefined {
  const content = options["content"];
  if (typeof content !== "string" || content.trim() === "") return undefined;
  const drawn: string[] = [];
  let y = box.y;
  let code = false;
  for (const source of joined(content)) {
    if (source.startsWith("```")) {
      code = !code;
      y += 4;
      continue;
    }
    const block = code ? codeLine(source, { ...box, y }) : prose(source, { ...box, y });
    if (y + block.height > box.y + box.height) {
      drawn.push(text(box.x, box.y + box.height - 1, "… more", { size: 11, color: "muted" }));
      break;
    }
    drawn.push(block.drawn);
    y += block.height;
  }
  return drawn.join("");
}

/** Lines of one paragraph become one. */
function joined(content: string): string[] {
  const lines: string[] = [];
  let code = false;
  let open = false;
  for (const source of content.split("\n")) {
    const fence = source.trim().startsWith("```");
    const alone = code || fence || source.trim() === "" || /^\s*(#|[-*] |\d+\. )/.test(source);
    if (!alone && open) lines.push(`${lines.pop() ?? ""} ${source.trim()}`);
    else lines.push(fence ? source.trim() : source);
    if (fence) code = !code;
    open = !code && !fence && source.trim() !== "" && !source.startsWith("#");
  }
  return lines;
}

function codeLine(source: string, { x, y, width }: Box): { drawn: string; height: number } {
  const back = rect({ x, y, width, height: 20 }, "raised");
  const words = source.replaceAll("\t", "  ");
  return { drawn: back + text(x + 10, y + 14, words, { face: "code", max: width - 20 }), height: 20 };
}

function prose(source: string, { x, y, width }: Box): { drawn: string; height: number } {
  if (source.trim() === "") return { drawn: "", height: 8 };
  const heading = /^(#+)\s+(.*)/.exec(source);
  if (heading !== null) {
    const size = heading[1] === "#" ? 17 : heading[1] === "##" ? 15 : 13;
    return {
      drawn: text(x, y + size + 4, plain(heading[2] ?? ""), { size, face: "bold", max: width }),
      height: size + 13,
    };
  }
  const item = /^(\s*)([-*]|\d+\.)\s+(.*)/.exec(source);
  const indent = item === null ? 0 : 20 + (item[1]?.length ?? 0) * 6;
  const mark =
    item === null
      ? ""
      : text(x + indent - 6, y + 14, item[2] === "-" || item[2] === "*" ? "•" : (item[2] ?? ""), {
          color: "muted",
          anchor: "end",
        });
  const lines = flow(runs(item === null ? source : (item[3] ?? "")), width - indent);
  const drawn = lines.map((line, i) => textOf(line, x + indent, y + 14 + i * 18));
  return { drawn: mark + drawn.join(""), height: lines.length * 18 + 2 };
}

const SIZE = 12.5;

/** One element for a line, so that its words follow each other in whatever font there is. */
function textOf(line: readonly Run[], x: number, y: number): string {
  const spans = line.map(({ words, style: { color = "text", face = "regular", italic = false, href } }) => {
    const attributes = [
      `fill="${paint(color)}"`,
      ...FACES[face],
      ...(italic ? [`font-style="italic"`] : []),
      ...(href === undefined ? [] : [`text-decoration="underline"`]),
    ];
    const span = `<tspan ${attributes.join(" ")}>${escaped(words)}</tspan>`;
    return href === undefined ? span : `<a href="${escaped(href)}">${span}</a>`;
  });
  return `<text x="${px(x)}" y="${px(y)}" font-size="${px(SIZE)}">${spans.join("")}</text>`;
}

/** Runs broken into lines at spaces. */
function flow(source: readonly Run[], width: number): Run[][] {
  const lines: Run[][] = [[]];
  let left = 0;
  for (const { words, style } of source) {
    for (const word of words.split(/(?<=\s)/)) {
      const wide = textWidth(word.trimEnd(), SIZE, style.face);
      if (left + wide > width && left > 0) {
        lines.push([]);
        left = 0;
      }
      const line = lines.at(-1) ?? [];
      const before = line.at(-1);
      const shown = shorten(word.trimEnd(), width, SIZE, style.face) + (word === word.trimEnd() ? "" : " ");
      if (before !== undefined && before.style === style)
        line[line.length - 1] = { ...before, words: before.words + shown };
      else line.push({ words: shown, style });
      left += textWidth(shown, SIZE, style.face);
    }
  }
  return lines;
}
