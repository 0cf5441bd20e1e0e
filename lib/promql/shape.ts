/** An expression without the content of its texts, and where they are. */
export interface Shape {
  /** The expression, in which each text is empty, or `_` where it was not. */
  readonly shape: string;
  /** Where each text begins and ends in the expression, with its quotes: two numbers each. */
  readonly texts: readonly number[];
}

/**
 * What expressions that differ in the content of their texts have in common. The expressions of a thousand services differ
 * in little else.
 */
export function shapeOf(expr: string): Shape {
  // Quotes within comments and raw strings, and escaped ones, do not begin or end a text.
  if (UNUSUAL.test(expr)) return { shape: expr, texts: [] };
  const texts: number[] = [];
  let shape = "";
  let from = 0;
  for (let open = expr.indexOf('"'); open >= 0; open = expr.indexOf('"', from)) {
    const close = expr.indexOf('"', open + 1);
    if (close < 0) return { shape: expr, texts: [] };
    shape += close === open + 1 ? expr.slice(from, close + 1) : `${expr.slice(from, open)}"_"`;
    texts.push(open, close + 1);
    from = close + 1;
  }
  return { shape: shape + expr.slice(from), texts };
}

const UNUSUAL = /[#`\\'\n]/;
