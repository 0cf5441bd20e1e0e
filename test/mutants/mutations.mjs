// What may be wrong with a rule: each mistake as the text of the rule with it.
import { parser } from "@prometheus-io/lezer-promql";

/**
 * The mutants of a rule: the comparison turned round, the threshold moved by a tenth, a matcher or a label dropped, a window
 * twice or half as long, a guard or an alternative removed, another `for`, no `keep_firing_for`.
 */
export function mutantsOf(rule) {
  const expressions = expressionMutants(rule.expr).map(({ what, expr }) => ({ what, rule: { ...rule, expr } }));
  return [...expressions, ...timeMutants(rule)];
}

function timeMutants(rule) {
  const mutants = [];
  if (rule.for !== undefined) {
    for (const factor of [0.5, 2]) {
      mutants.push({ what: `for × ${factor}`, rule: { ...rule, for: scaledDuration(rule.for, factor) } });
    }
  }
  if (rule.keep_firing_for !== undefined) {
    const { keep_firing_for: _, ...rest } = rule;
    mutants.push({ what: "no keep_firing_for", rule: rest });
  }
  return mutants;
}

function expressionMutants(expr) {
  const mutants = [];
  const change = (what, from, to, text) => {
    const mutant = expr.slice(0, from) + text + expr.slice(to);
    if (mutant !== expr && isSound(mutant)) mutants.push({ what, expr: mutant });
  };
  visit(parser.parse(expr).topNode, (node) => MUTATIONS[node.name]?.(node, expr, change));
  return mutants;
}

const FLIPPED = { ">": "<=", "<": ">=", ">=": "<", "<=": ">", "==": "!=", "!=": "==" };
const OPERATORS = { Gtr: ">", Lss: "<", Gte: ">=", Lte: "<=", Eql: "==", Neq: "!=" };

const MUTATIONS = {
  BinaryExpr(node, expr, change) {
    const [left, right] = [node.firstChild, node.lastChild];
    for (const [name, operator] of Object.entries(OPERATORS)) {
      const token = node.getChild(name);
      if (!token) continue;
      change(`${shortened(expr, node)}: ${operator} → ${FLIPPED[operator]}`, token.from, token.to, FLIPPED[operator]);
      for (const side of [left, right]) if (side.name === "NumberDurationLiteral") scaleThreshold(side, expr, change);
    }
    const guard = ["And", "Unless", "Or"].find((name) => node.getChild(name));
    if (!guard) return;
    const word = guard.toLowerCase();
    change(`without "${word} ${text(expr, right)}"`, node.from, node.to, `(${text(expr, left)})`);
    if (guard === "Or") change(`without "${text(expr, left)} or"`, node.from, node.to, `(${text(expr, right)})`);
  },
  LabelMatchers(node, expr, change) {
    const matchers = children(node).filter(({ name }) => name !== "{" && name !== "}" && name !== ",");
    for (const dropped of matchers) {
      const rest = matchers.filter((matcher) => matcher !== dropped).map((matcher) => text(expr, matcher));
      change(`${text(expr, node.parent)} without ${text(expr, dropped)}`, node.from, node.to, `{${rest.join(",")}}`);
    }
  },
  GroupingLabels(node, expr, change) {
    const labels = children(node).filter(({ name }) => name === "LabelName" || name === "QuotedLabelName");
    for (const dropped of labels) {
      const rest = labels.filter((label) => label !== dropped).map((label) => text(expr, label));
      const what = `${shortened(expr, node.parent.parent)}: without the label ${text(expr, dropped)}`;
      change(what, node.from, node.to, `(${rest.join(", ")})`);
    }
  },
  MatrixSelector: scaleWindow,
  SubqueryExpr: scaleWindow,
};

/** Its range, which comes before the resolution of a subquery. */
function scaleWindow(node, expr, change) {
  const window = node.getChild("DurationExpr");
  for (const factor of [0.5, 2]) {
    const scaled = scaledDuration(text(expr, window), factor);
    change(`${shortened(expr, node)}: [${text(expr, window)}] → [${scaled}]`, window.from, window.to, scaled);
  }
}

function scaleThreshold(node, expr, change) {
  const value = Number(text(expr, node));
  if (Number.isNaN(value)) return;
  const others = value === 0 ? [1] : [value * 0.9, value * 1.1];
  for (const other of others) {
    const written = String(Number(other.toPrecision(12)));
    change(`${shortened(expr, node.parent)}: ${text(expr, node)} → ${written}`, node.from, node.to, written);
  }
}

function isSound(expr) {
  let sound = true;
  visit(parser.parse(expr).topNode, (node) => (sound &&= !node.type.isError));
  // Prometheus refuses a selector that may match anything.
  return sound && !/(^|[^\w:])\{\s*\}/.test(expr);
}

function visit(node, on) {
  on(node);
  for (const child of children(node)) visit(child, on);
}

function children(node) {
  const found = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

function text(expr, { from, to }) {
  return expr.slice(from, to);
}

function shortened(expr, node) {
  const whole = text(expr, node);
  return whole.length <= 90 ? whole : `${whole.slice(0, 60)} … ${whole.slice(-27)}`;
}

const SECONDS = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400, w: 604800 };

function scaledDuration(duration, factor) {
  const [, number = "", unit = ""] = /^(\d+)(ms|s|m|h|d|w)$/.exec(duration) ?? [];
  if (unit === "") return duration;
  return `${Math.max(1, Math.round(Number(number) * SECONDS[unit] * factor))}s`;
}
