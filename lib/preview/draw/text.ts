/** How wide a text is, at least: Inter's own widths and a little more, for readers whose browser has another font. */
export function textWidth(text: string, size: number, weight: Weight = "regular"): number {
  let thousandths = 0;
  for (const char of text) thousandths += charWidth(char.codePointAt(0) ?? 0, weight);
  return (thousandths * size * SAFETY) / 1000;
}

export type Weight = "regular" | "bold";

/** The text, or as much of it as fits with an ellipsis; nothing where not even that does. */
export function shorten(text: string, width: number, size: number, weight: Weight = "regular"): string {
  if (textWidth(text, size, weight) <= width) return text;
  const chars = Array.from(text);
  const room = width - textWidth("…", size, weight);
  if (room < 0) return "";
  let used = 0;
  const fitting = chars.findIndex((char) => (used += textWidth(char, size, weight)) > room);
  return `${chars.slice(0, Math.max(0, fitting)).join("").trimEnd()}…`;
}

/** Lines that are no wider than `width`, broken at spaces, and inside of words that are wider; the last of `most` is shortened. */
export function wrap(text: string, width: number, size: number, most: number): string[] {
  const lines: string[] = [];
  let rest = text.trimEnd();
  while (rest !== "" && lines.length < most) {
    if (lines.length === most - 1 || textWidth(rest, size) <= width) {
      lines.push(shorten(rest, width, size));
      break;
    }
    const end = Math.max(1, breakAt(rest, width, size));
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return lines;
}

function breakAt(text: string, width: number, size: number): number {
  let used = 0;
  let space = 0;
  let position = 0;
  for (const char of text) {
    used += textWidth(char, size);
    if (used > width) break;
    position += char.length;
    if (char === " ") space = position;
  }
  return space > position / 2 ? space : position;
}

const SAFETY = 1.07;

/** Advance widths of Inter 4 in thousandths of the font's size, of the characters from space to tilde. */
const WIDTHS: Readonly<Record<Weight, readonly number[]>> = {
  regular: numbers(
    "281 288 466 633 642 982 644 300 365 365 501 662 288 460 288 360 631 407 610 618 646 593 620 566 619 620 288 302 662 662 662 511 966 690 654 730 722 601 590 746 743 269 571 672 565 903 753 765 639 765 644 642 646 744 690 985 682 679 629 365 360 365 471 456 323 562 612 571 612 583 370 613 591 242 242 549 242 876 591 600 612 612 376 528 327 591 562 818 546 562 552 426 333 426 662",
  ),
  bold: numbers(
    "252 321 523 644 650 1004 663 326 373 373 540 673 319 465 319 379 660 423 623 636 666 612 640 576 640 640 319 329 673 673 673 543 999 728 659 737 722 605 588 749 746 277 580 703 565 922 759 769 645 773 652 650 660 736 728 1020 720 713 652 373 379 373 481 469 351 574 624 583 624 591 389 625 612 262 262 569 262 900 612 609 624 624 397 549 353 612 587 839 569 588 566 455 359 455 673",
  ),
};

function charWidth(code: number, weight: Weight): number {
  // Whatever is not in the table is taken for as wide as it is high, as arrows and ideographs are.
  return WIDTHS[weight][code - 32] ?? (code < 0x250 ? 760 : 1010);
}

function numbers(list: string): readonly number[] {
  return list.split(" ").map(Number);
}
