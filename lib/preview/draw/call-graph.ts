import type { AnsweredPanel } from "../answer/answered";
import { chart } from "./charts";
import type { Context } from "./context";
import { formatValue } from "./format";
import { layers } from "./layers";
import { type Box, group, rect, text } from "./svg";
import { shorten, textWidth } from "./text";
import { paint } from "./theme";

interface Arrow {
  readonly source: string;
  readonly target: string;
  /** By the query that told it. */
  readonly values: Readonly<Record<string, number>>;
}

/** Who calls whom, from left to right: a circle with the sum of its arrows, orange where some of the calls fail. */
export function drawCallGraph({ panel, answers }: AnsweredPanel, box: Box, { range, id }: Context): string | undefined {
  const arrows = arrowsOf(answers);
  if (arrows.length === 0) return undefined;
  const units = unitsOf(panel.options["nodes"]);
  const [first = "A", second = "B"] = answers.map(({ target }) => target.refId);
  const said = (values: Arrow["values"]): string[] => [
    ...(first in values ? [`${formatValue(values[first] ?? 0, "", range.to)} ${units[0]}`] : []),
    ...((values[second] ?? 0) > 0 ? [`${formatValue(values[second] ?? 0, "", range.to)} ${units[1]}`] : []),
  ];
  const columns = layers(arrows);
  const column = box.width / columns.length;
  const radius = Math.max(9, Math.min(20, box.height / (Math.max(...columns.map((names) => names.length)) * 4.4)));
  const nodes = columns.flatMap((names, i) =>
    names.map((name, j) => {
      const incoming = arrows.filter(({ target }) => target === name);
      const values = total(incoming);
      // A step aside for every second one, so that an arrow along a row does not run through the names between.
      const y = ((j + 0.5) / names.length) * box.height - 12 + (names.length === 1 && i % 2 === 1 ? 14 : 0);
      return { name, x: (i + 0.5) * column, y, said: said(values), failing: (values[second] ?? 0) > 0 };
    }),
  );
  const at = new Map(nodes.map(({ name, x, y }) => [name, { x, y }]));
  const labels = nodes.map(({ name, x, y, said }) =>
    [
      text(x, y + radius + 15, name, { face: "bold", anchor: "middle", max: column - 12 }),
      text(x, y + radius + 30, said.join(" · "), { size: 11, color: "muted", anchor: "middle", max: column - 12 }),
    ].join(""),
  );
  const edges =
    columns.length * 130 > box.width
      ? []
      : arrows.map(({ source, target, values }) => {
          const [a, b] = [at.get(source), at.get(target)];
          if (a === undefined || b === undefined) return "";
          const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
          const words = shorten(said(values).join(" · "), column - 2 * radius - 12, 10);
          const width = textWidth(words, 10) + 6;
          // So that the arrow does not run through the letters.
          const back = rect({ x: x - width / 2, y: y - 7, width, height: 14 }, "panel");
          return back + text(x, y + 4, words, { size: 10, color: "muted", anchor: "middle" });
        });
  const drawn = chart(
    {
      series: [
        {
          type: "graph",
          layout: "none",
          // Positions are pixels.
          left: 0,
          top: 0,
          width: box.width,
          height: box.height,
          silent: true,
          edgeSymbol: ["none", "arrow"],
          edgeSymbolSize: 8,
          symbolSize: radius * 2,
          label: { show: false },
          data: [
            ...nodes,
            ...CORNERS.map(([x, y], i) => ({
              name: `\u0000${i}`,
              x: x * box.width,
              y: y * box.height,
              corner: true,
              failing: false,
            })),
          ].map((node) => ({
            name: node.name,
            x: node.x,
            y: node.y,
            ...("corner" in node ? { symbol: "none" } : {}),
            itemStyle: { color: paint("panel"), borderColor: paint(node.failing ? "orange" : "green"), borderWidth: 3 },
          })),
          links: arrows.map(({ source, target, values }) => ({
            source,
            target,
            lineStyle: {
              color: paint((values[second] ?? 0) > 0 ? "orange" : "slate"),
              width: 1.5,
              curveness: 0,
              opacity: 0.9,
            },
          })),
        },
      ],
    },
    box,
    id,
  );
  return group(box.x, box.y, drawn + edges.join("") + labels.join(""));
}

/** The chart library stretches a graph until it fills its room; with the room's own corners in it, it stays as it is. */
const CORNERS = [
  [0, 0],
  [1, 1],
] as const;

function arrowsOf(answers: AnsweredPanel["answers"]): Arrow[] {
  const arrows = new Map<string, Arrow>();
  for (const { target: asked, result } of answers) {
    if (result.kind !== "samples") continue;
    for (const { labels, value } of result.samples) {
      const { source = "", target = "" } = labels;
      const key = JSON.stringify([source, target]);
      arrows.set(key, { source, target, values: { ...arrows.get(key)?.values, [asked.refId]: value } });
    }
  }
  return [...arrows.values()];
}

function total(arrows: readonly Arrow[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [refId, value] of arrows.flatMap(({ values }) => Object.entries(values)))
    sums[refId] = (sums[refId] ?? 0) + value;
  return sums;
}

/** Of the first query's values and of the second's, as the option `nodes` names them. */
export function unitsOf(nodes: unknown): [string, string] {
  const units = (nodes ?? {}) as { mainStatUnit?: string; secondaryStatUnit?: string };
  return [units.mainStatUnit ?? "", units.secondaryStatUnit ?? ""];
}
