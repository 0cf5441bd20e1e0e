import type { Severity } from "../model";
import type { Review } from "../review";
import { costTable, type CostTable } from "./cost-rows";
import { headline, objectsLine, wordOf } from "./headline";
import { countOf, linesOf, type Line } from "./line";

/** How a part of the text is shown: in colours on a terminal, as it is elsewhere. */
export type Paint = (part: Severity | "title" | "dim", text: string) => string;

/** The review for a terminal. Longer values stand below what is urgent alone. */
export function text(review: Review, paint: Paint = (_, part) => part): string {
  const services = linesOf(review);
  const cost = costTable(review.environments);
  const blocks = services.map(
    ({ service, lines }) => `\n${paint("title", service)}\n${lines.map((line) => shown(line, paint)).join("")}`,
  );
  return `${paint("title", headline(countOf(services)))}\n${objectsLine(review)}\n${blocks.join("")}${cost ? costText(cost, paint) : ""}`;
}

function costText({ environments, rows, services, nodes }: CostTable, paint: Paint): string {
  const title = paint("title", `cost, estimated for ${nodes} ${nodes === 1 ? "node" : "nodes"}`);
  const width = Math.max(...rows.map(({ amount }) => amount.length));
  const lines = rows.flatMap(({ amount, cells }) =>
    cells.map((cell, i) => {
      const place = cells.length === 1 ? "" : ` (${environments[i]})`;
      return `  ${(i === 0 ? amount : "").padEnd(width)}  ${cell}${place}\n`;
    }),
  );
  return `\n${title}\n${lines.join("")}${services.map((line) => `  ${paint("dim", line)}\n`).join("")}`;
}

function shown({ severity, environments, likewise, ...line }: Line, paint: Paint): string {
  const word = paint(severity, wordOf(severity).toLowerCase().padEnd(WIDTH));
  const places = environments.length === 0 ? "" : ` (${environments.join(", ")})`;
  const others = likewise.length === 0 ? [] : [`likewise ${likewise.join(", ")}`];
  const detail =
    line.detail && severity !== "info" ? [...marked("-", line.detail.before), ...marked("+", line.detail.after)] : [];
  const more = [...others, ...(line.consequence === undefined ? [] : [line.consequence]), ...detail];
  const below = more.map((one) => `${" ".repeat(WIDTH + 4)}${paint("dim", one)}\n`);
  return `  ${word}  ${line.text}${places}\n${below.join("")}`;
}

function marked(sign: string, part: string): string[] {
  return part.split("\n").map((one) => `${sign} ${one}`);
}

const WIDTH = "warning".length;
