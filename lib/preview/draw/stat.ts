import type { AnsweredPanel } from "../answer/answered";
import type { Context } from "./context";
import { fieldOf, mapped, thresholdColor } from "./field";
import { formatValue } from "./format";
import { seriesName } from "./names";
import { type Box, text } from "./svg";
import { textWidth } from "./text";
import type { Token } from "./theme";

/** Numbers as large as they fit, side by side with their names where there are several. */
export function drawStat(answered: AnsweredPanel, box: Box, { range }: Context): string | undefined {
  const shown = statValues(answered, range.to);
  if (shown.length === 0) return undefined;
  const most = Math.max(1, Math.floor(box.width / 70));
  const width = box.width / Math.min(most, shown.length);
  const several = shown.length > 1;
  return shown
    .slice(0, most)
    .map(({ name, words, color }, i) => {
      const size = fitting(words, width - 8, Math.min(40, box.height * (several ? 0.45 : 0.6)));
      const x = box.x + width * (i + 0.5);
      const y = box.y + box.height / 2 + size * 0.36 - (several ? 8 : 4);
      const below = several
        ? text(x, box.y + box.height - 4, name, { size: 11, color: "muted", anchor: "middle", max: width - 8 })
        : "";
      return text(x, y, words, { size, face: "bold", color, anchor: "middle", max: width - 4 }) + below;
    })
    .join("");
}

interface StatValue {
  readonly name: string;
  readonly words: string;
  readonly color: Token;
}

/** The values of a stat as it writes them; `now` in seconds since 1970. */
export function statValues(answered: AnsweredPanel, now: number): StatValue[] {
  return answered.answers.flatMap(({ target, result }) => {
    if (result.kind !== "samples") return [];
    return result.samples.map(({ labels, value }) => {
      const name = seriesName(target, labels);
      return { name, ...judged(answered, { name, refId: target.refId }, value, now) };
    });
  });
}

function judged(
  { panel }: AnsweredPanel,
  { name, refId }: { readonly name: string; readonly refId: string },
  value: number,
  now: number,
): { words: string; color: Token } {
  const field = fieldOf(panel, name, refId);
  const word = mapped(field.mappings, value);
  const words = word?.text ?? formatValue(value, field.unit, now);
  return { words, color: word?.color ?? field.color ?? thresholdColor(field.thresholds, value) ?? "text" };
}

function fitting(words: string, width: number, most: number): number {
  const least = 12;
  const size = Math.min(most, width / textWidth(words, 1, "bold"));
  return Math.max(least, Math.floor(size));
}
