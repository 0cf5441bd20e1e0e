import type { Review } from "../review";
import { costTable, type CostTable } from "./cost-rows";
import { headline, objectsLine, wordOf } from "./headline";
import { countOf, linesOf, type Line, type ServiceLines } from "./line";

/**
 * The review as a comment on a pull request, in GitHub's and GitLab's Markdown: what matters first, the worst first, service
 * by service. At most `limit` characters: what is least urgent is left out first, and how much that is stands at the end;
 * dangers are never left out.
 */
export function markdown(review: Review, limit = Infinity): string {
  const services = linesOf(review);
  const head = `## ${headline(countOf(services))}\n\n${escaped(objectsLine(review))}\n`;
  const cost = costTable(review.environments);
  const parts = [...services.flatMap(urgentPart), ...(cost ? [costPart(cost)] : []), ...otherPart(services)];
  return fitted(head, parts, limit);
}

/** A part of the report; one without a weight has to stay. */
interface Part {
  readonly text: string;
  readonly lines: number;
  readonly isNeeded: boolean;
}

function urgentPart({ service, lines }: ServiceLines): Part[] {
  const urgent = lines.filter(({ severity }) => severity !== "info");
  const dangers = urgent.filter(({ severity }) => severity === "danger");
  const warnings = urgent.filter(({ severity }) => severity === "warning");
  if (urgent.length === 0) return [];
  const title = `\n### ${escaped(service)}\n\n`;
  return [
    { text: title + dangers.map(bullet).join(""), lines: 0, isNeeded: dangers.length > 0 },
    ...warnings.map((line) => ({ text: bullet(line), lines: 1, isNeeded: false })),
  ];
}

function costPart({ environments, rows, services, nodes }: CostTable): Part {
  const title = `\n### Cost, estimated for ${nodes} ${nodes === 1 ? "node" : "nodes"}\n\n`;
  const head = row(["", ...environments.map(escaped)]) + row(["---", ...environments.map(() => "---")]);
  const body = rows.map(({ amount, cells }) => row([amount, ...cells])).join("");
  const lines = services.map((line) => `\n${escaped(line)}\n`).join("");
  return { text: title + head + body + lines, lines: rows.length, isNeeded: false };
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

function otherPart(services: readonly ServiceLines[]): Part[] {
  const others = services
    .map(({ service, lines }) => ({ service, lines: lines.filter(({ severity }) => severity === "info") }))
    .filter(({ lines }) => lines.length > 0)
    .toSorted((a, b) => (a.service < b.service ? -1 : 1));
  const count = others.reduce((sum, { lines }) => sum + lines.length, 0);
  if (count === 0) return [];
  const isShort = count <= FOLDED_FROM;
  const parts = others.flatMap(({ service, lines }): Part[] => [
    { text: `\n**${escaped(service)}**\n\n`, lines: 0, isNeeded: false },
    ...lines.map((line) => ({ text: bullet(line), lines: 1, isNeeded: false })),
  ]);
  const open = isShort ? "\n### Other changes\n" : `\n<details><summary>${count} other changes</summary>\n`;
  const close = isShort ? "" : "\n</details>\n";
  return [{ text: open, lines: 0, isNeeded: true }, ...parts, { text: close, lines: 0, isNeeded: true }];
}

/** More lines than this that nobody has to look at are folded. */
const FOLDED_FROM = 12;

function bullet(line: Line): string {
  const { severity, text, consequence, detail } = line;
  const word = severity === "info" ? "" : `**${wordOf(severity)}:** `;
  const more = consequence === undefined ? "" : `  \n  ${escaped(consequence)}`;
  const folded = detail ? `\n${indented(compared(detail))}` : "";
  return `- ${word}${escaped(text + where(line))}${more}${folded}\n`;
}

function compared({ before, after }: { readonly before: string; readonly after: string }): string {
  // A fence longer than any in the texts cannot be ended by them.
  const fence = "`".repeat(Math.max(3, ...[...`${before}${after}`.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `<details><summary>before and after</summary>\n\n${fence}diff\n${marked("-", before)}${marked("+", after)}${fence}\n\n</details>`;
}

function marked(sign: string, text: string): string {
  return text.replaceAll(/^/gm, `${sign} `).concat("\n");
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "  ");
}

/** Where it is so, unless it is so everywhere; and of whom the same is to be said. */
function where({ environments, likewise }: Line): string {
  const places = environments.length === 0 ? "" : ` (${environments.join(", ")})`;
  if (likewise.length === 0) return places;
  const [shown, left] = [likewise.slice(0, 5).join(", "), likewise.length - 5];
  return `${places}; likewise ${shown}${left > 0 ? ` and ${left} more` : ""}`;
}

/**
 * Text that Markdown does not interpret: nobody is mentioned and no issue is linked because of what a manifest holds, and
 * nothing of it becomes HTML.
 */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\`*]|~(?=~)|(?<=\])\(|(?<!\w)_|_(?!\w)/g, String.raw`\$&`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/#(?=\d)/g, "&#35;")
    .replaceAll("@", "&#64;")
    .replaceAll(/\s*\n\s*/g, " ");
}

/** As much as fits, in order; what is needed always. */
function fitted(head: string, parts: readonly Part[], limit: number): string {
  const needed = parts.reduce((sum, part) => sum + (part.isNeeded ? part.text.length : 0), head.length + NOTE_LENGTH);
  let room = limit - needed;
  let left = 0;
  const kept = parts.filter((part) => {
    if (part.isNeeded) return true;
    room -= part.text.length;
    if (room < 0) left += part.lines;
    return room >= 0;
  });
  const note =
    left === 0 ? "" : `\n${left} more lines are left out for want of room: run the review yourself to see them.\n`;
  return head + kept.map(({ text }) => text).join("") + note;
}

const NOTE_LENGTH = 120;
