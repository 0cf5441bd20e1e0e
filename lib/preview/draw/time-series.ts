import type { AnsweredPanel } from "../answer/answered";
import { drawAnnotations } from "./annotations";
import { chart } from "./charts";
import { clock, timeTicks } from "./clock";
import type { Context } from "./context";
import { curvesOf, type DrawnCurve } from "./curve";
import { formatValue, tickStep } from "./format";
import { legend, legendHeight } from "./legend";
import { type Box, group, line, text } from "./svg";
import { paint } from "./theme";
import { textWidth } from "./text";

/** Curves over time with both axes, what happened meanwhile, and a legend with each curve's last and highest value. */
export function drawTimeSeries(answered: AnsweredPanel, box: Box, context: Context): string | undefined {
  const { range, annotations, id } = context;
  const curves = curvesOf(answered, range);
  if (curves.length === 0) return undefined;

  const unit = answered.panel.fieldConfig.defaults.unit ?? "short";
  const below = legendHeight(curves.length, box.height);
  const height = box.height - below - 22;
  const values = valueAxis(curves, unit, height, range.to);
  const gutter = Math.min(box.width / 3, Math.max(...values.ticks.map(({ label }) => textWidth(label, 11))) + 8);
  const plot: Box = { x: box.x + gutter, y: box.y + 2, width: box.width - gutter - 4, height };
  const times = timeTicks(range.from, range.to, Math.max(2, Math.floor(plot.width / 72)));
  const x = (time: number): number => plot.x + ((time - range.from) / (range.to - range.from)) * plot.width;
  const y = (value: number): number => plot.y + (1 - (value - values.min) / (values.max - values.min)) * plot.height;

  return [
    ...values.ticks.map(({ value }) => line([plot.x, y(value)], [plot.x + plot.width, y(value)], "grid")),
    ...values.ticks.map(({ value, label }) =>
      text(plot.x - 8, y(value) + 4, label, { size: 11, color: "muted", anchor: "end", max: gutter }),
    ),
    ...times.map((time) => line([x(time), plot.y], [x(time), plot.y + plot.height], "grid")),
    ...times
      .filter((time) => x(time) > plot.x + 12 && x(time) < plot.x + plot.width - 12)
      .map((time) =>
        text(x(time), plot.y + plot.height + 16, clock(time), { size: 11, color: "muted", anchor: "middle" }),
      ),
    group(plot.x, plot.y, chart(option(curves, context, values), plot, id)),
    drawAnnotations(annotations, plot, x),
    legend(curves, { x: box.x, y: box.y + box.height - below, width: box.width, height: below }, unit, range.to),
  ].join("");
}

/** What is 100%, by unit. */
const WHOLES: Readonly<Record<string, number>> = { percentunit: 1, percent: 100 };

interface ValueAxis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

function valueAxis(curves: readonly DrawnCurve[], unit: string, height: number, now: number): ValueAxis {
  const lowest = Math.min(0, ...curves.flatMap(({ points }) => points.map(([, value]) => value ?? 0)));
  const stacks = curves.filter(({ field }) => field.stacked);
  const sums =
    stacks[0]?.points.map((_, i) => stacks.reduce((sum, { points }) => sum + (points[i]?.[1] ?? 0), 0)) ?? [];
  const single = curves.filter(({ field }) => !field.stacked).map(({ max }) => max);
  const highest = Math.max(...sums, ...single);
  // Nothing is above the whole.
  const whole = WHOLES[unit] === highest;
  const top = highest > 0 ? highest * (whole ? 1 : 1.04) : lowest < 0 ? 0 : 1;
  const step = tickStep(top - lowest, Math.max(2, Math.floor(height / 34)), unit);
  const first = Math.floor(lowest / step);
  const last = Math.max(first + 1, Math.ceil(top / step - 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => {
    const value = Number(((first + i) * step).toPrecision(12));
    return { value, label: formatValue(value, unit, now) };
  });
  return { min: first * step, max: last * step, ticks };
}

function option(curves: readonly DrawnCurve[], { range }: Context, values: ValueAxis): Parameters<typeof chart>[0] {
  const hidden = {
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { show: false },
    splitLine: { show: false },
  };
  return {
    grid: { left: 0, top: 0, right: 0, bottom: 0, outerBoundsMode: "none" },
    xAxis: { type: "value", min: range.from, max: range.to, ...hidden },
    yAxis: { type: "value", min: values.min, max: values.max, ...hidden },
    series: curves.map(({ color, field, points }) => ({
      type: "line",
      silent: true,
      // A line along the edge is as thick as any other.
      clip: false,
      emphasis: { disabled: true },
      symbol: "none",
      showAllSymbol: true,
      ...(field.stacked ? { stack: "stack" } : {}),
      itemStyle: { color: paint(color) },
      lineStyle: {
        color: paint(color),
        width: field.dashed ? 1.5 : Math.min(1.6, field.lineWidth),
        type: field.dashed ? [6, 4] : "solid",
      },
      ...(field.fillOpacity > 0 && curves.length <= 12
        ? { areaStyle: { color: paint(color), opacity: field.fillOpacity } }
        : {}),
      data: points.map(([time, value], i) => {
        if (value === null) return [time, "-"];
        // A lone point has no line to either side.
        const alone = typeof points[i - 1]?.[1] !== "number" && typeof points[i + 1]?.[1] !== "number";
        return alone ? { value: [time, value], symbol: "circle", symbolSize: 5 } : [time, value];
      }),
    })),
  };
}
