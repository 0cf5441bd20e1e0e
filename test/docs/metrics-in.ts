const WORDS = new Set(["and", "bool", "offset", "on", "or", "unless"]);
const AGGREGATIONS = ["avg", "count", "max", "min", "sum", "topk"];

/** The names of the metrics that an expression of PromQL asks for. */
export function metricsIn(expression: string): string[] {
  const bare = expression
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, "")
    .replaceAll(/\{[^}]*\}|\[[^\]]*\]/g, "")
    .replaceAll(/\b(by|without|on|ignoring|group_left|group_right) *\([^)]*\)/g, "");
  return [...bare.matchAll(/(?<![\w:$.])[A-Za-z_:][\w:]*(?![\w:]| *\()/g)]
    .map(([name]) => name)
    .filter((name) => !WORDS.has(name) && !AGGREGATIONS.includes(name));
}
