import { paint, type Token } from "./theme";
import { type Face, shorten } from "./text";

export const FONT = "Inter, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
export const CODE_FONT = "ui-monospace, monospace";

export interface TextStyle {
  /** In pixels. @default 12 */
  readonly size?: number;
  /** @default "regular" */
  readonly face?: Face;
  /** @default "text" */
  readonly color?: Token;
  /** Which part of the text stands at x. @default "start" */
  readonly anchor?: "start" | "middle" | "end";
  /** In pixels: what is wider ends with an ellipsis. @default - as wide as it is */
  readonly max?: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One line of text whose baseline is at y. */
export function text(x: number, y: number, content: string, style: TextStyle = {}): string {
  const { size = 12, face = "regular", color = "text", anchor = "start", max } = style;
  const shown = max === undefined ? content : shorten(content, max, size, face);
  if (shown.trim() === "") return "";
  const attributes = [
    `x="${px(x)}" y="${px(y)}" font-size="${px(size)}" fill="${paint(color)}"`,
    ...FACES[face],
    ...(anchor === "start" ? [] : [`text-anchor="${anchor}"`]),
  ];
  return `<text ${attributes.join(" ")}>${escaped(shown)}</text>`;
}

/** The attributes of a face. */
export const FACES: Readonly<Record<Face, readonly string[]>> = {
  regular: [],
  bold: [`font-weight="600"`],
  code: [`font-family="${CODE_FONT}"`],
};

/** A filled rectangle. */
export function rect(box: Box, fill: Token, { radius = 0, opacity = 1 } = {}): string {
  const { x, y, width, height } = box;
  const rounded = radius === 0 ? "" : ` rx="${px(radius)}"`;
  const faint = opacity === 1 ? "" : ` fill-opacity="${px(opacity)}"`;
  return `<rect x="${px(x)}" y="${px(y)}" width="${px(Math.max(0, width))}" height="${px(Math.max(0, height))}"${rounded} fill="${paint(fill)}"${faint}/>`;
}

/** A straight line. */
export function line(
  from: readonly [number, number],
  to: readonly [number, number],
  stroke: Token,
  { width = 1, dash = "", opacity = 1 } = {},
): string {
  const more = `${dash === "" ? "" : ` stroke-dasharray="${dash}"`}${opacity === 1 ? "" : ` stroke-opacity="${px(opacity)}"`}`;
  return `<path d="M${px(from[0])} ${px(from[1])}L${px(to[0])} ${px(to[1])}" stroke="${paint(stroke)}" stroke-width="${px(width)}"${more} fill="none"/>`;
}

export function group(x: number, y: number, content: string): string {
  return content === "" ? "" : `<g transform="translate(${px(x)} ${px(y)})">${content}</g>`;
}

/** Text for an element or an attribute of XML, without the control characters that XML has no way to write. */
export function escaped(content: string): string {
  return content.replaceAll(/[^\P{Cc}\t\n\r]/gu, "").replaceAll(/[&<>"']/g, (char) => `&#${char.codePointAt(0) ?? 0};`);
}

/** To hundredths: what is finer nobody sees, and it would be most of the file. */
export function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}
