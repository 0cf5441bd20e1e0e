/** An expression on several lines: a new one before each operator between sets that stands in no parenthesis. */
export function readable(expr: string): string[] {
  const lines: string[] = [];
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let i = 0; i < expr.length; i++) {
    const letter = expr.charAt(i);
    if (quote !== "") {
      if (letter === "\\" && quote !== "`") i++;
      else if (letter === quote) quote = "";
    } else if (`"'\``.includes(letter)) quote = letter;
    else if ("({[".includes(letter)) depth++;
    else if (")}]".includes(letter)) depth--;
    else if (depth === 0 && /^ (and|or|unless) /.test(expr.slice(i, i + 8))) {
      lines.push(expr.slice(start, i));
      start = i + 1;
    }
  }
  return [...lines, expr.slice(start)].map((line) => line.trim());
}
