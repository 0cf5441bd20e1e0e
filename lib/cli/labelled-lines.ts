/** A label and what stands beside it: texts that may be broken between words, each beginning on a line of its own. */
export type Labelled = readonly [label: string, texts: readonly string[]];

/** Lines of at most 100 columns: labels on the left, texts beside them. What has no text is left out. */
export function labelledLines(rows: readonly Labelled[]): string {
  const shown = rows.filter(([, texts]) => texts.length > 0);
  const width = Math.max(...shown.map(([label]) => label.length)) + 2;
  return shown
    .flatMap(([label, texts]) => {
      const lines = texts.flatMap((text) => broken(text, COLUMNS - width));
      return lines.map((line, i) => `${(i === 0 ? label : "").padEnd(width)}${line}`.trimEnd() + "\n");
    })
    .join("");
}

const COLUMNS = 100;

/** A text on lines of at most so many columns, broken between words; a longer word stays whole, that it can be copied. */
export function broken(text: string, columns: number): string[] {
  const indent = /^ */.exec(text)?.[0] ?? "";
  const lines: string[] = [];
  let line = "";
  for (const word of text.slice(indent.length).split(" ")) {
    const longer = line === "" ? `${lines.length === 0 ? indent : `${indent}  `}${word}` : `${line} ${word}`;
    if (line !== "" && longer.length > columns) {
      lines.push(line);
      line = `${indent}  ${word}`;
    } else line = longer;
  }
  return [...lines, line];
}
