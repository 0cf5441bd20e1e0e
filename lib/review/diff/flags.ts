import type { Entry } from "./pair";

/**
 * A command line, put together by its flags: `--flag=value`, and `--flag value` as one. Undefined where nothing looks like
 * a flag.
 */
export function flagEntries(words: readonly unknown[]): Entry[] | undefined {
  if (!words.some((word) => FLAG.test(String(word)))) return undefined;
  const entries: Entry[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const flag = FLAG.exec(String(word))?.[0];
    const next = typeof words[i + 1] === "string" ? String(words[i + 1]) : undefined;
    if (flag === undefined)
      entries.push({ item: { by: "value", key: String(word) }, value: word, whole: String(word) });
    else if (flag === word && next !== undefined && !next.startsWith("-")) {
      const both = `${flag} ${next}`;
      entries.push({ item: { by: "value", key: flag }, value: both, whole: both });
      i++;
    } else entries.push({ item: { by: "value", key: flag }, value: word, whole: String(word) });
  }
  return entries;
}

const FLAG = /^--?[A-Za-z][\w.-]*/;
