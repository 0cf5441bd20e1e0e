import { canHave, lossOf, type Labels } from "../promql";

/** Tells what Prometheus would refuse in a template, as the end of the sentence "expected …", or undefined. */
export type TemplateChecker = (text: string) => string | undefined;

/**
 * A checker for many templates. It looks at each shape once: a template without the text around its actions, which does
 * not matter. The templates of a thousand services differ in little else.
 */
export function templateChecker(): TemplateChecker {
  const soundShapes = new Set<string>();
  return (text) => {
    const shape = shapeOf(text);
    if (soundShapes.has(shape)) return undefined;
    const problem = templateProblem(text);
    if (problem === undefined) soundShapes.add(shape);
    return problem;
  };
}

/**
 * Tells what is wrong with the labels that a template uses of an expression's result, as the end of the sentence
 * "expected …", or undefined. `added` are those that the rule and its monitor add, which a template does not see.
 */
export type LabelTemplateChecker = (
  text: string,
  result: Labels,
  added: Readonly<Record<string, string>>,
) => string | undefined;

/** A checker for many templates; it takes each shape apart once. */
export function labelTemplateChecker(): LabelTemplateChecker {
  const used = new Map<string, readonly string[]>();
  return (text, result, added) => {
    if (result.open || !text.includes("{{")) return undefined;
    const shape = shapeOf(text);
    const labels = used.get(shape) ?? labelsUsed(text);
    used.set(shape, labels);
    const missing = labels.find((label) => !canHave(result, label));
    return missing === undefined ? undefined : missingLabel(missing, result, added);
  };
}

/** A template without the text around its actions. */
function shapeOf(text: string): string {
  return text.replaceAll(/(^|\}\})[^{}]+(\{\{|$)/g, "$1$2");
}

function missingLabel(label: string, result: Labels, added: Readonly<Record<string, string>>): string {
  const { names } = result;
  const there = names.size === 0 ? "which has none" : `such as ${[...names].join(", ")}`;
  if (Object.hasOwn(added, label)) {
    return `labels of the expression's result, ${there}, not ${label}, which is added to the alert behind its templates; write ${JSON.stringify(added[label])} itself`;
  }
  const loss = lossOf(result, label);
  const because = loss === undefined ? "" : `, which ${loss} loses`;
  return `labels of the expression's result, ${there}, not ${label}${because}`;
}

/** The labels that a template reads of the alert: `$labels.pod`, `.Labels.pod` where the dot is the alert, and with `index`. */
function labelsUsed(text: string): string[] {
  const found = new Set<string>();
  let depth = 0;
  for (const [, action = ""] of text.matchAll(new RegExp(ACTION, "g"))) {
    const code = action.replaceAll(/\/\*[^]*?\*\//g, "");
    const outside = code.replaceAll(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '""');
    for (const [, label = ""] of outside.matchAll(/\$labels\.([A-Za-z_]\w*)/g)) found.add(label);
    for (const [, label = ""] of code.matchAll(/index\s+\$labels\s+"([A-Za-z_]\w*)"/g)) found.add(label);
    // Within `range`, `with`, `define` and `block`, the dot is something else.
    if (/^\s*(?:range|with|define|block)\b/.test(outside)) depth++;
    else if (/^\s*if\b/.test(outside)) depth += depth > 0 ? 1 : 0;
    else if (/^\s*end\b/.test(outside)) depth = Math.max(0, depth - 1);
    if (depth > 0) continue;
    for (const [, label = ""] of outside.matchAll(/(?<![\w)])\.Labels\.([A-Za-z_]\w*)/g)) found.add(label);
  }
  return [...found];
}

/**
 * What Prometheus would refuse in the text of a label or annotation, which is a Go template, as the end of the sentence
 * "expected …", or undefined: actions that do not end, functions and variables that do not exist, and blocks without end.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/template_reference/
 */
export function templateProblem(text: string): string | undefined {
  if (!text.includes("{{") && !text.includes("}}")) return undefined;
  const blocks: string[] = [];
  const variables = new Set(VARIABLES);
  let rest = text;
  for (;;) {
    const start = rest.indexOf("{{");
    const plain = start < 0 ? rest : rest.slice(0, start);
    if (plain.includes("}}")) return 'a "{{" before each "}}"';
    if (start < 0) break;
    const action = ACTION.exec(rest.slice(start));
    if (!action) return `a "}}" after ${JSON.stringify(rest.slice(start, start + 20))}`;
    const problem = actionProblem(action[1] ?? "", variables, blocks);
    if (problem !== undefined) return problem;
    rest = rest.slice(start + action[0].length);
  }
  return blocks.length === 0 ? undefined : `an {{ end }} for each {{ ${blocks.at(-1)} }}`;
}

/** From "{{" to "}}", with a comment or with strings in between that may hold braces. */
const ACTION =
  /^\{\{-?((?:\s*\/\*[^]*?\*\/\s*)|(?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)+'|[^"`'}]|\}(?!\}))*?)-?\}\}/;
/** Strings, numbers, and names with the "." or "$" before them; whatever else is punctuation. */
const TOKEN = /"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)+'|\/\*[^]*?\*\/|\d[\w.]*|[.$]?[A-Za-z_]\w*|\$|:=/g;

const VARIABLES = ["$", "$labels", "$externalLabels", "$externalURL", "$value"];
const BLOCKS = ["if", "range", "with", "define", "block"];
const KEYWORDS = [...BLOCKS, "else", "end", "template", "break", "continue", "nil", "true", "false"];

const FUNCTIONS = new Set(
  [
    ...KEYWORDS,
    // Go's own.
    "and or not eq ne lt le gt ge call html index slice js len print printf println urlquery",
    // Prometheus' own.
    "query first label value strvalue args tmpl reReplaceAll safeHtml match title toUpper toLower graphLink tableLink",
    "sortByLabel stripPort stripDomain humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp",
    "toTime toDuration now pathPrefix externalURL parseDuration urlQueryEscape",
  ].flatMap((names) => names.split(" ")),
);

function actionProblem(action: string, variables: Set<string>, blocks: string[]): string | undefined {
  const tokens: readonly string[] = action.match(TOKEN) ?? [];
  const [first = ""] = tokens;
  if (first === "") return action.trim() === "" ? "something within {{ }}" : undefined;
  if (BLOCKS.includes(first)) blocks.push(first);
  if (first === "end" && blocks.pop() === undefined) return "an {{ if … }} or another block before {{ end }}";
  const assigned = tokens.includes(":=") ? tokens.slice(0, tokens.indexOf(":=")) : [];
  for (const name of assigned.filter((token) => token.startsWith("$"))) variables.add(name);
  for (const token of tokens) {
    if (/^[A-Za-z_]/.test(token) && !FUNCTIONS.has(token)) {
      return `functions of Prometheus' templates, not ${token}`;
    }
    if (token.startsWith("$") && !variables.has(token)) return `$value, $labels or a variable of its own, not ${token}`;
  }
  return undefined;
}
