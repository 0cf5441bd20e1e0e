import { CaseError } from "../../signals";
import { humanizers, written } from "./humanize";

/** What a text of an alert is rendered with. */
export interface TemplateData {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** Seconds since the epoch of the evaluation. */
  readonly now: number;
}

/**
 * A text of an alert as Prometheus renders it, so that a test can expect every word of it. It knows what alerts need:
 * `$value`, `$labels.x` and `now`, piped into the humanizers or `printf "%.0f"`, and `with … else … end`. Throws
 * {@link CaseError} for anything else, and for a label that the alert does not have.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/template_reference/
 */
export function renderTemplate(text: string, data: TemplateData): string {
  const [rendered, rest] = renderUntil(tokens(text), { data, dot: undefined });
  if (rest.length > 0) throw new CaseError(`{{ ${rest[0]?.action} }} without its block`);
  return rendered;
}

type Value = string | number;
type Token = { readonly text: string; readonly action?: never } | { readonly action: string; readonly text?: never };

function tokens(text: string): Token[] {
  return text
    .split(/(\s*\{\{-[^}]*\}\}|\{\{[^}]*\}\}\s*(?<=-\}\}\s*)|\{\{[^}]*\}\})/)
    .filter((part) => part !== "")
    .map((part) => {
      const [, action] = /^\s*\{\{-?\s*(.*?)\s*-?\}\}\s*$/s.exec(part) ?? [];
      return action === undefined ? { text: part } : { action };
    });
}

/** What actions mean where they stand; undefined in a branch that is not taken. */
type Scope = { readonly data: TemplateData; readonly dot: Value | undefined } | undefined;

/** Renders up to an `else` or `end` of the block that it is in; returns what is left, from there on. */
function renderUntil(all: readonly Token[], scope: Scope): [string, readonly Token[]] {
  let rendered = "";
  let rest = all;
  for (let token = rest[0]; token !== undefined; token = rest[0]) {
    if (token.action === "else" || token.action === "end") break;
    rest = rest.slice(1);
    if (token.action === undefined) rendered += token.text;
    else if (token.action.startsWith("with ")) {
      const [block, after] = renderWith(token.action.slice(5), rest, scope);
      rendered += block;
      rest = after;
    } else if (scope) rendered += said(evaluate(token.action, scope), token.action);
  }
  return [rendered, rest];
}

function renderWith(pipeline: string, body: readonly Token[], scope: Scope): [string, readonly Token[]] {
  const value = scope && evaluate(pipeline, scope);
  const taken = scope !== undefined && value !== "" && value !== 0;
  const [then, afterThen] = renderUntil(body, taken ? { data: scope.data, dot: value } : undefined);
  const hasElse = afterThen[0]?.action === "else";
  const [otherwise, end] = hasElse ? renderUntil(afterThen.slice(1), taken ? undefined : scope) : ["", afterThen];
  if (end[0]?.action !== "end") throw new CaseError("a {{ with }} without its {{ end }}");
  return [taken ? then : otherwise, end.slice(1)];
}

/** What is said must be said: an empty value is a label that the expression lost. */
function said(value: Value, action: string): string {
  if (value === "") throw new CaseError(`{{ ${action} }} is empty: the alert of this case has no such label`);
  return typeof value === "number" ? written(value) : value;
}

function evaluate(pipeline: string, scope: NonNullable<Scope>): Value {
  const [first = "", ...functions] = pipeline.split("|").map((part) => part.trim());
  return functions.reduce((value, name) => apply(name, value), operand(first, scope));
}

function operand(text: string, { data: { labels, value, now }, dot }: NonNullable<Scope>): Value {
  if (text === "$value") return value;
  if (text === "now") return now;
  if (text === "." && dot !== undefined) return dot;
  const [, label] = /^\$labels\.(\w+)$/.exec(text) ?? [];
  if (label !== undefined) return labels[label] ?? "";
  throw new CaseError(`{{ ${text} }}: expected $value, $labels.x or now, which is what tests of alerts can render`);
}

function apply(name: string, value: Value): Value {
  const humanizer = humanizers[name];
  if (humanizer) return humanizer(Number(value));
  throw new CaseError(`{{ … | ${name} }}: expected one of ${KNOWN}, which is what tests of alerts can render`);
}

const KNOWN = Object.keys(humanizers).join(", ");
