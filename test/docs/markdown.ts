import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

export const ROOT = join(__dirname, "..", "..");

/** A page as far as the tests look at it. */
export interface Page {
  /** Below the repository. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly tables: readonly Table[];
  /** Everything but the blocks. */
  readonly prose: string;
}

/** A fenced block. */
export interface Block {
  readonly page: string;
  /** The line of its first line of text, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The pages that promise something: README.md and the guides. */
export const pages: readonly Page[] = ["README.md", ...guides()].map(readPage);

export function page(path: string): Page {
  const found = pages.find((candidate) => candidate.path === path);
  if (!found) throw new Error(`${path}: not a page that is tested`);
  return found;
}

export function blocksOf(language: string): Block[] {
  return pages.flatMap(({ blocks }) => blocks.filter((block) => block.language === language));
}

/** The table whose header begins so. */
export function tableOf({ path, tables }: Page, ...header: readonly string[]): Table {
  const found = tables.filter((table) => header.every((title, i) => table.header[i] === title));
  if (found.length !== 1 || !found[0]) {
    throw new Error(`${path}: ${found.length} tables begin with ${header.join(" | ")}`);
  }
  return found[0];
}

/** What stands between backquotes, outside of blocks. */
export function inlineCode({ prose }: Page): string[] {
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
}

export function readPage(path: string): Page {
  const text = readFileSync(join(ROOT, path), "utf8");
  const blocks: Block[] = [];
  const prose: string[] = [];
  let open: { line: number; language: string; lines: string[] } | undefined;
  text.split("\n").forEach((line, i) => {
    const fence = /^```(\w*)$/.exec(line);
    if (fence && open) {
      blocks.push({ page: path, line: open.line, language: open.language, text: `${open.lines.join("\n")}\n` });
      open = undefined;
    } else if (fence) open = { line: i + 2, language: fence[1] ?? "", lines: [] };
    else (open?.lines ?? prose).push(line);
  });
  if (open) throw new Error(`${path}:${open.line}: a block that does not end`);
  return { path, text, blocks, tables: tablesIn(prose), prose: prose.join("\n") };
}

function guides(): string[] {
  const directory = join(ROOT, "docs", "guides");
  return readdirSync(directory)
    .filter((name) => name.endsWith(".md"))
    .toSorted()
    .map((name) => relative(ROOT, join(directory, name)));
}

function tablesIn(lines: readonly string[]): Table[] {
  return lines.flatMap((line, i) => {
    if (!/^\|( --- \|)+$/.test(lines[i + 1] ?? "")) return [];
    const end = lines.findIndex((later, j) => j > i && !later.startsWith("|"));
    const rows = lines.slice(i + 2, end < 0 ? undefined : end).map(cellsOf);
    return [{ header: cellsOf(line), rows }];
  });
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}

/** As GitHub makes it. */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\s_-]/gu, "")
    .replaceAll(" ", "-");
}
