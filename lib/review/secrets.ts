import { isRecord } from "../core";
import { pathText, type FieldChange, type Path, type Step } from "./diff";
import { isSecretName, withoutSecrets } from "./secret-words";

/** What stands in the place of a secret value. */
export const HIDDEN = "(hidden)";
/** What stands there on the other side of a change of it. */
export const HIDDEN_OTHER = "(hidden, other)";

/** A difference as it may be told: what is secret in its values, by their place or by themselves, is hidden. */
export function shownField(field: FieldChange): Pick<FieldChange, "before" | "after"> {
  const [before, after] = [field.before, field.after].map((value) => shown(field.path, value));
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  return isSame && typeof after === "string" ? { before, after: other(after) } : { before, after };
}

/** The place of a difference as it may be told: items of lists may be called by their value. */
export function shownPath(path: Path): string {
  return pathText(
    path.map((step, i) => (typeof step === "string" ? step : { ...step, key: shownKey(path[i - 1], step.key) })),
  );
}

/** A value at a place without what is secret in it. */
export function shown(path: Path, value: unknown): unknown {
  // A volume `secret` is a reference to one.
  const isReference = path.at(-1) === "secret" && isRecord(value);
  return isSecretPath(path) && !isReference ? covered(value) : without(value, keyOf(path.at(-1)));
}

/** The secret texts in a value at a place, as they are written. */
export function secretsAt(path: Path, value: unknown): string[] {
  const found: string[] = [];
  const enter = (one: unknown, place: Path): void => {
    if (isRecord(one)) for (const [key, inner] of Object.entries(one)) enter(inner, [...place, nameOr(one, key), key]);
    else if (Array.isArray(one)) for (const inner of one) enter(inner, place);
    else if (typeof one === "string") {
      const left = shown(place, one);
      if (left !== one) found.push(...hiddenParts(one, String(left)));
    }
  };
  enter(value, path);
  return found;
}

function shownKey(holder: Step | undefined, key: string): string {
  return typeof holder === "string" && isSecretName(holder) ? HIDDEN : String(without(key, ""));
}

function other(text: string): string {
  return text === HIDDEN ? HIDDEN_OTHER : text.includes(HIDDEN) ? text.replace(HIDDEN, HIDDEN_OTHER) : text;
}

/** Whether the value of a field is for nobody's eyes: by its own name, by the name of its variable, or by what holds it. */
function isSecretPath(path: Path): boolean {
  const last = path.at(-1);
  if (path.some((step) => typeof step === "string" && HOLDERS.test(step))) return true;
  if (last === "value") return isSecretName(keyOf(path.at(-2)));
  const name = typeof last === "string" ? last : typeof path.at(-2) === "string" ? keyOf(path.at(-2)) : "";
  return isSecretName(name);
}

/** All that stands below these is secret: of Grafana's data sources. */
const HOLDERS = /^secure_?json_?(data|fields)$/i;

function keyOf(step: Step | undefined): string {
  return typeof step === "object" ? step.key : (step ?? "");
}

/** A value of which nothing may be seen but whether it is there; a switch tells nothing. */
function covered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(covered);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, kept(key, inner)]));
  return typeof value === "boolean" || value === undefined || value === null || value === "" ? value : HIDDEN;
}

/** A reference to where the secret is kept is none itself. */
function kept(key: string, value: unknown): unknown {
  return REFERENCES.test(key) ? value : covered(value);
}

const REFERENCES = /^(name|key|optional|type|.*_file|.*Ref|secretName|path)$/;

function without(value: unknown, name: string): unknown {
  if (Array.isArray(value))
    return value.map((item, i) => (isAfterFlag(value[i - 1], item) ? HIDDEN : without(item, name)));
  if (isRecord(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, shown([name, nameOr(value, key), key], inner)]),
    );
  return typeof value === "string" ? withoutSecrets(value) : value;
}

/** The name of a variable, as the step before its value. */
function nameOr(holder: Readonly<Record<string, unknown>>, key: string): Step {
  const { name } = holder;
  return key === "value" && typeof name === "string" ? { by: "name", key: name } : "";
}

/** `--password`, `hunter2` */
function isAfterFlag(flag: unknown, value: unknown): boolean {
  return typeof flag === "string" && typeof value === "string" && /^--?[\w.-]+$/.test(flag) && isSecretName(flag);
}

/** What of a text is not there any more, word by word. */
function hiddenParts(text: string, left: string): string[] {
  const start = left.indexOf(HIDDEN);
  if (start < 0) return [];
  const kept = left.split(HIDDEN);
  let at = 0;
  return kept.slice(0, -1).flatMap((part, i) => {
    const from = text.indexOf(part, at) + part.length;
    const next = kept[i + 1] ?? "";
    const to = next === "" ? text.length : text.indexOf(next, from);
    at = to;
    return to > from ? [text.slice(from, to)] : [];
  });
}
