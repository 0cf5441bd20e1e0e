import type { JsonRecord } from "../../core";

/** The sections of an ini text such as grafana.ini, with their settings; undefined for any other text. */
export function parseIni(text: string): JsonRecord | undefined {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  for (const line of text.split("\n")) {
    const content = line.trim();
    if (content === "" || content.startsWith("#") || content.startsWith(";")) continue;
    const header = /^\[([^\]]+)\]$/.exec(content)?.[1];
    if (header !== undefined) {
      section = sections.get(header) ?? new Map();
      sections.set(header, section);
      continue;
    }
    const [, name, value] = /^([\w.-]+)\s*=\s*(.*)$/.exec(content) ?? [];
    // A setting that is there twice is one that no reader agrees on: it stays a text.
    if (!section || name === undefined || value === undefined || section.has(name)) return undefined;
    section.set(name, value);
  }
  if (sections.size === 0) return undefined;
  return Object.fromEntries([...sections].map(([name, settings]) => [name, Object.fromEntries(settings)]));
}
