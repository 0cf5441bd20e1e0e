import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { parser } = require("@prometheus-io/lezer-promql");

/**
 * Every vector selector of an expression: its metric, its matchers, and the seconds that its range looks back on.
 * Subqueries and offsets count as more range.
 */
export function selectorsOf(expr) {
  const selectors = [];
  const visit = (node, back) => {
    let reach = back;
    if (node.name === "MatrixSelector" || node.name === "SubqueryExpr" || node.name === "OffsetExpr") {
      const durations = childrenOf(node).filter(({ name }) => /DurationExpr|NumberDurationLiteral/.test(name));
      reach += durations.length > 0 ? secondsOf(expr.slice(durations[0].from, durations[0].to)) : 0;
    }
    if (node.name === "VectorSelector") selectors.push(selectorAt(expr, node, reach));
    else for (const child of childrenOf(node)) visit(child, reach);
  };
  visit(parser.parse(expr).topNode, 0);
  return selectors;
}

/** Whether a series of that metric, with these labels, is one that the selector takes. */
export function selects({ matchers }, labels) {
  return matchers.every(({ label, operator, value, pattern }) => {
    const actual = labels[label] ?? "";
    switch (operator) {
      case "=":
        return actual === value;
      case "!=":
        return actual !== value;
      case "=~":
        return pattern.test(actual);
      default:
        return !pattern.test(actual);
    }
  });
}

/** `1h30m`, or a number of seconds. */
export function secondsOf(duration) {
  if (/^[0-9.]+$/.test(duration)) return Number(duration);
  const units = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400, w: 604800, y: 31536000 };
  return [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce((sum, [, n, unit]) => sum + Number(n) * units[unit], 0);
}

function selectorAt(expr, node, reach) {
  let metric = "";
  const matchers = [];
  const visit = (at) => {
    if (at.name === "Identifier" && at.parent.name === "VectorSelector") metric = expr.slice(at.from, at.to);
    if (at.name === "UnquotedLabelMatcher" || at.name === "QuotedLabelMatcher") matchers.push(matcherAt(expr, at));
    else for (const child of childrenOf(at)) visit(child);
  };
  visit(node);
  const name = matchers.find(({ label, operator }) => label === "__name__" && operator === "=");
  return {
    metric: metric || name?.value || "",
    matchers: matchers.filter((one) => one !== name),
    reach,
    text: expr.slice(node.from, node.to),
  };
}

function matcherAt(expr, node) {
  const [label, operator, value] = childrenOf(node).map(({ from, to }) => expr.slice(from, to));
  const text = unquoted(value);
  return {
    label: /^["'`]/.test(label) ? unquoted(label) : label,
    operator,
    value: text,
    pattern: operator.endsWith("~") ? compiled(text) : undefined,
  };
}

const patterns = new Map();

function compiled(text) {
  let pattern = patterns.get(text);
  if (!pattern) patterns.set(text, (pattern = new RegExp(`^(?:${text})$`, "s")));
  return pattern;
}

function unquoted(literal) {
  const text = literal.slice(1, -1);
  return literal[0] === "`" ? text : text.replaceAll(/\\(.)/g, "$1");
}

function childrenOf(node) {
  const children = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}
