import type { TextStyle } from "./svg";

/** Words that are written alike. */
export interface Run {
  readonly words: string;
  readonly style: RunStyle;
}

interface RunStyle extends Pick<TextStyle, "face" | "color"> {
  readonly italic?: boolean;
  /** Where they lead: an address of the web. */
  readonly href?: string;
}

/** The bold words, the stressed ones, the code and the links of a line. */
export function runs(source: string): Run[] {
  const found: Run[] = [];
  let end = 0;
  for (const match of source.matchAll(SPECIAL)) {
    if (match.index > end) found.push({ words: source.slice(end, match.index), style: {} });
    const [whole, bold, italic, code, link, address = ""] = match;
    if (bold !== undefined) found.push({ words: plain(bold), style: { face: "bold" } });
    if (italic !== undefined) found.push({ words: plain(italic), style: { italic: true } });
    if (code !== undefined) found.push({ words: code, style: { face: "code", color: "purple" } });
    if (link !== undefined) found.push({ words: plain(link), style: linkStyle(address) });
    end = match.index + whole.length;
  }
  return [...found, { words: source.slice(end), style: {} }];
}

/** The words alone. */
export function plain(source: string): string {
  return source.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, "$1").replaceAll(/[*`]/g, "");
}

const SPECIAL = /\*\*(.+?)\*\*|\*([^\s*](?:[^*]*[^\s*])?)\*|`([^`]+)`|\[([^\]]+)\]\(([^)\s]*)[^)]*\)/g;

/** A path of Grafana leads nowhere from here, and a script must not run. */
function linkStyle(address: string): RunStyle {
  return /^https?:\/\//i.test(address) ? { color: "blue", href: address } : {};
}
