import type { AnsweredPanel } from "../answer/answered";
import type { Span } from "../sources";
import { formatValue, tickStep } from "./format";
import { type Box, line, rect, text } from "./svg";
import { textWidth } from "./text";
import { PALETTE, type Token } from "./theme";

const ROW = 24;

/** The spans of a trace below the one that began them, each as a bar from its start to its end. */
export function drawSpans({ answers }: AnsweredPanel, box: Box): string | undefined {
  const spans = answers.flatMap(({ result }) => (result.kind === "spans" ? result.spans : []));
  if (spans.length === 0) return undefined;
  const start = Math.min(...spans.map(({ startTime }) => startTime));
  const length = Math.max(1e-6, ...spans.map((span) => span.startTime + span.duration - start));
  const tree = inTree(spans);
  const colors = serviceColors(spans);
  const fitting = Math.max(1, Math.floor((box.height - 46) / ROW));
  const shown = tree.slice(0, fitting);
  const names = Math.min(360, box.width * 0.38);
  const plot = { x: box.x + names + 12, width: box.width - names - 24 };
  const step = tickStep(length, Math.max(2, Math.min(5, Math.floor(plot.width / 90))), "s");
  const ticks = Array.from({ length: Math.floor(length / step + 1e-9) + 1 }, (_, i) => i * step);
  const x = (seconds: number): number => plot.x + (seconds / length) * plot.width;
  const top = box.y + 24;
  const hidden = tree.length - shown.length;
  return [
    text(box.x, box.y + 13, `${spans.length} spans · ${formatValue(length, "s", 0)}`, {
      size: 11,
      color: "muted",
      max: names,
    }),
    ...ticks.map((tick) => line([x(tick), top - 4], [x(tick), top + shown.length * ROW], "grid")),
    ...ticks.map((tick) =>
      text(x(tick) + (tick === 0 ? 0 : -3), box.y + 13, formatValue(tick, "s", 0), {
        size: 11,
        color: "muted",
        anchor: tick === 0 ? "start" : "end",
      }),
    ),
    ...shown.map(({ span, depth }, i) =>
      drawSpan(
        span,
        depth,
        { x: box.x, y: top + i * ROW, width: names, height: ROW },
        { from: x(span.startTime - start), to: x(span.startTime + span.duration - start), end: plot.x + plot.width },
        colors.get(span.service) ?? "slate",
      ),
    ),
    hidden === 0 ? "" : text(box.x, box.y + box.height - 2, `… ${hidden} more`, { size: 11, color: "muted" }),
  ].join("");
}

function drawSpan(
  { service, operation, duration, failed }: Span,
  depth: number,
  names: Box,
  bar: { from: number; to: number; end: number },
  color: Token,
): string {
  const left = names.x + Math.min(depth * 12, names.width / 2);
  const room = names.x + names.width - left - 12;
  const name = { face: "bold", max: room * 0.6 } as const;
  const used = Math.min(textWidth(service, 12, "bold"), room * 0.6) + 16;
  const width = Math.max(2, bar.to - bar.from);
  const label = `${formatValue(duration, "s", 0)}${failed ? " · failed" : ""}`;
  const wide = textWidth(label, 11);
  const tint = failed ? "red" : "muted";
  // Beside the bar on the side that has room; on it where neither has.
  const y = names.y + 16;
  const written =
    bar.from + width + 6 + wide <= bar.end
      ? text(bar.from + width + 6, y, label, { size: 11, color: tint })
      : bar.from - 6 - wide >= names.x + names.width
        ? text(bar.from - 6, y, label, { size: 11, color: tint, anchor: "end" })
        : text(bar.from + 6, y, label, { size: 11, color: "onColor", max: width - 12 });
  return [
    rect({ x: left, y: names.y + 4, width: 3, height: names.height - 8 }, failed ? "red" : color, { radius: 1 }),
    text(left + 9, y, service, name),
    text(left + used, y, operation, { size: 11, color: "muted", max: room - used }),
    rect({ x: bar.from, y: names.y + 5, width, height: names.height - 10 }, failed ? "red" : color, { radius: 2 }),
    written,
  ].join("");
}

function inTree(spans: readonly Span[]): { span: Span; depth: number }[] {
  const ids = new Set(spans.map(({ spanID }) => spanID));
  const roots = spans.filter(({ parentSpanID }) => parentSpanID === undefined || !ids.has(parentSpanID));
  const below = (parents: readonly Span[], depth: number): { span: Span; depth: number }[] =>
    parents
      .toSorted((a, b) => a.startTime - b.startTime)
      .flatMap((span) => [
        { span, depth },
        ...below(
          spans.filter(({ parentSpanID }) => parentSpanID === span.spanID),
          depth + 1,
        ),
      ]);
  return below(roots, 0);
}

function serviceColors(spans: readonly Span[]): Map<string, Token> {
  // Red is for those that failed.
  const colors = PALETTE.filter((token) => token !== "red");
  const services = [...new Set(spans.map(({ service }) => service))];
  return new Map(services.map((service, i) => [service, colors[i % colors.length] ?? "slate"]));
}
