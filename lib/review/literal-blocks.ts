import { isRecord } from "../core";

/** A text of YAML without its literal blocks, which are most of a ConfigMap. */
export interface Lifted {
  readonly text: string;
  /** Puts the blocks back into what was read; undefined where one is not where it should be. */
  readonly restore: (values: readonly unknown[]) => readonly unknown[] | undefined;
}

/**
 * Takes the literal blocks (`key: |`) out of a text, so that a reader of YAML need not look at each of their lines.
 * Undefined for what is written in any way that is not plain; the whole text is to be read then.
 */
export function liftLiteralBlocks(text: string): Lifted | undefined {
  if (text.includes(MARK) || text.includes("\r") || text.includes("\t")) return undefined;
  const lines = text.split("\n");
  const kept: string[] = [];
  const blocks = new Map<string, string>();
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? "";
    const [, indent, key, strip] = line.endsWith("|") || line.endsWith("|-") ? (HEADER.exec(line) ?? []) : [];
    const width = indentOf(lines[i + 1] ?? "");
    if (indent === undefined || key === undefined || width === undefined || width <= indent.length) {
      kept.push(line);
      continue;
    }
    const content: string[] = [];
    for (; i + 1 < lines.length; i++) {
      const next = lines[i + 1] ?? "";
      const own = indentOf(next);
      if (own !== undefined && own <= indent.length) break;
      if (own !== undefined && own < width) return undefined;
      content.push(next.slice(width));
    }
    const mark = `${MARK}${blocks.size}`;
    blocks.set(mark, content.join("\n").replace(/\n+$/, "") + (strip === "" ? "\n" : ""));
    kept.push(`${indent}${key}: ${mark}`);
  }
  return blocks.size === 0 ? undefined : { text: kept.join("\n"), restore: (values) => restored(values, blocks) };
}

const HEADER = /^( *)([A-Za-z_][\w./-]*): \|(-?)$/;
const MARK = "literal-block-taken-out-";

/** Undefined for an empty line, which has any. */
function indentOf(line: string): number | undefined {
  let width = 0;
  while (line.charCodeAt(width) === 0x20) width++;
  return width === line.length ? undefined : width;
}

function restored(values: readonly unknown[], blocks: ReadonlyMap<string, string>): readonly unknown[] | undefined {
  const put = new Set<string>();
  const found = values.map((value) => inside(value));
  return put.size === blocks.size ? found : undefined;

  function inside(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(inside);
    if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inside(inner)]));
    const block = typeof value === "string" ? blocks.get(value) : undefined;
    if (block === undefined || typeof value !== "string") return value;
    put.add(value);
    return block;
  }
}
