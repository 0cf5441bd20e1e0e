import { wholeMatch } from "./pattern";

/** The labels of one alert, `alertname` among them. A label that is missing is the same as an empty one. */
export type AlertLabels = Readonly<Record<string, string>>;

/** A matcher of the rendered configuration, ready to be asked. */
export interface LabelMatcher {
  readonly text: string;
  readonly label: string;
  readonly accepts: (value: string) => boolean;
}

/** Reads matchers as they are rendered: `severity="critical"`, `namespace=~"shop-.*"`. */
export function parseMatchers(texts: readonly string[] = []): readonly LabelMatcher[] {
  return texts.map((text) => {
    const [, label, operator = "", quoted] = /^(\w+)(=~|!~|!=|=)(".*")$/s.exec(text) ?? [];
    const value: unknown = quoted === undefined ? undefined : JSON.parse(quoted);
    if (label === undefined || typeof value !== "string") throw new Error(`not a matcher: ${text}`);
    return { text, label, accepts: acceptance(operator, value) };
  });
}

export function matchesAll(matchers: readonly LabelMatcher[], labels: AlertLabels): boolean {
  return matchers.every(({ label, accepts }) => accepts(valueOf(labels, label)));
}

/** The value of a label, which is empty where there is none. */
export function valueOf(labels: AlertLabels, label: string): string {
  return (Object.hasOwn(labels, label) ? labels[label] : undefined) ?? "";
}

function acceptance(operator: string, expected: string): (value: string) => boolean {
  if (operator === "=") return (value) => value === expected;
  if (operator === "!=") return (value) => value !== expected;
  const pattern = wholeMatch(expected);
  if (!pattern) throw new Error(`not a pattern: ${expected}`);
  return operator === "=~" ? (value) => pattern.test(value) : (value) => !pattern.test(value);
}
