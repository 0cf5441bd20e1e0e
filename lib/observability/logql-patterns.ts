import { re2, RE2_SYNTAX } from "./re2";

/** Tells what is wrong with a string, given as it is written and as it reads, as the end of "expected …", or undefined. */
export type PatternProblem = (quoted: string, content: string) => string | undefined;

/** For `|~ "…"`, `{a=~"…"}` and `label_replace`. */
export const regexProblem: PatternProblem = (quoted, content) => {
  return re2(content) ? undefined : `${RE2_SYNTAX}, not ${quoted}`;
};

/** For `| regexp "…"`, which makes a label of each named group. */
export const regexParserProblem: PatternProblem = (quoted, content) => {
  const regex = re2(content);
  if (!regex) return regexProblem(quoted, content);
  const { groups } = new RegExp(`${regex.source}|`).exec("") ?? {};
  return groups ? undefined : `a named group such as (?P<status>[0-9]+) in regexp ${quoted}`;
};

/** For `| pattern "…"`, which makes a label of each named capture. */
export const patternParserProblem: PatternProblem = (quoted, content) => {
  const names = captures(content).filter((name) => name !== "_");
  if (names.length === 0) return `a named capture such as <status> in pattern ${quoted}`;
  if (new Set(names).size < names.length) return `each name of a capture once in pattern ${quoted}`;
  return adjacentProblem(quoted, content);
};

/** For `|> "…"`, where captures only leave text out. */
export const patternFilterProblem: PatternProblem = (quoted, content) => {
  const named = captures(content).find((name) => name !== "_");
  return named === undefined ? adjacentProblem(quoted, content) : `<_> instead of <${named}> in the filter ${quoted}`;
};

function adjacentProblem(quoted: string, content: string): string | undefined {
  return /<[a-z_]\w*><[a-z_]\w*>/i.test(content) ? `text between two captures, not ${quoted}` : undefined;
}

function captures(content: string): readonly string[] {
  return [...content.matchAll(/<([a-z_]\w*)>/gi)].map(([, name = ""]) => name);
}
