/** How wide a text is, at most: Inter's own widths and a little more, for readers whose browser has another font. */
export function textWidth(text: string, size: number, face: Face = "regular"): number {
  const widths = METRICS[face].map((metric) => {
    let thousandths = 0;
    for (const char of text) thousandths += charWidth(char, metric);
    return (thousandths * size) / 1000;
  });
  return Math.max(...widths);
}

/** `code` has letters of one width, where the reader has such a font. */
export type Face = "regular" | "bold" | "code";

/** The text, or as much of it as fits with an ellipsis; nothing where not even that does. */
export function shorten(text: string, width: number, size: number, face: Face = "regular"): string {
  if (textWidth(text, size, face) <= width) return text;
  const room = width - textWidth("…", size, face);
  if (room < 0) return "";
  return `${beginning(text, room, size, face).trimEnd()}…`;
}

/** Lines that are no wider than `width`, broken at spaces, and inside of words that are wider; the last of `most` is shortened. */
export function wrap(text: string, width: number, size: number, most: number, face: Face = "regular"): string[] {
  const lines: string[] = [];
  let rest = text.trimEnd();
  while (rest !== "" && lines.length < most) {
    if (lines.length === most - 1 || textWidth(rest, size, face) <= width) {
      lines.push(shorten(rest, width, size, face));
      break;
    }
    const end = Math.max(1, breakAt(rest, width, size, face));
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return lines;
}

function breakAt(text: string, width: number, size: number, face: Face): number {
  const fitting = beginning(text, width, size, face);
  const space = fitting.lastIndexOf(" ") + 1;
  return space > fitting.length / 2 ? space : fitting.length;
}

/** As much of a text as fits. */
function beginning(text: string, width: number, size: number, face: Face): string {
  const ends = METRICS[face].map((metric) => {
    let used = 0;
    let end = 0;
    for (const char of text) {
      used += (charWidth(char, metric) * size) / 1000;
      if (used > width) break;
      end += char.length;
    }
    return end;
  });
  return text.slice(0, Math.min(...ends));
}

type Metric = "regular" | "bold" | "code";

/** Pictures have Inter in place of a font for code, and so has a reader without one: there must be room for either. */
const METRICS: Readonly<Record<Face, readonly Metric[]>> = {
  regular: ["regular"],
  bold: ["bold"],
  code: ["code", "regular"],
};

const SAFETY = 1.07;

/** Advance widths of Inter 4 in thousandths of the font's size, of the characters from space to tilde. */
const WIDTHS: Readonly<Record<"regular" | "bold", readonly number[]>> = {
  regular: numbers(
    "281 288 466 633 642 982 644 300 365 365 501 662 288 460 288 360 631 407 610 618 646 593 620 566 619 620 288 302 662 662 662 511 966 690 654 730 722 601 590 746 743 269 571 672 565 903 753 765 639 765 644 642 646 744 690 985 682 679 629 365 360 365 471 456 323 562 612 571 612 583 370 613 591 242 242 549 242 876 591 600 612 612 376 528 327 591 562 818 546 562 552 426 333 426 662",
  ),
  bold: numbers(
    "252 321 523 644 650 1004 663 326 373 373 540 673 319 465 319 379 660 423 623 636 666 612 640 576 640 640 319 329 673 673 673 543 999 728 659 737 722 605 588 749 746 277 580 703 565 922 759 769 645 773 652 650 660 736 728 1020 720 713 652 373 379 373 481 469 351 574 624 583 624 591 389 625 612 262 262 569 262 900 612 609 624 624 397 549 353 612 587 839 569 588 566 455 359 455 673",
  ),
};

/** Most fonts for code have letters that are 600 wide; San Francisco Mono has the widest of those that are common. */
const CODE = 620;

function charWidth(char: string, metric: Metric): number {
  const code = char.codePointAt(0) ?? 0;
  // Whatever is not in the table is taken for as wide as it is high, as arrows and ideographs are.
  const other = code < 0x250 ? 760 : 1010;
  if (metric === "code") return code < 0x250 ? CODE : other * SAFETY;
  return (WIDTHS[metric][code - 32] ?? other) * SAFETY;
}

function numbers(list: string): readonly number[] {
  return list.split(" ").map(Number);
}
