import { isRecord } from "./json";

/**
 * A value that is known only when the stack is deployed, such as a bucket's name or a generated password. It stands in
 * the YAML as `${{ input:name }}` and is replaced by `KubernetesDeployment`'s `inputs`.
 */
export function input(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) {
    throw new Error(`input ${JSON.stringify(name)}: expected a camelCase name such as "slackUrl"`);
  }
  return `\${{ input:${name} }}`;
}

/** Finds placeholders in text; the first group is the name. Make a new one for each use, as it keeps a position. */
export function inputPattern(): RegExp {
  return /\$\{\{ input:([A-Za-z][A-Za-z0-9]*) \}\}/g;
}

/** The names of all inputs that a value mentions, however deep. */
export function inputNames(value: unknown): Set<string> {
  const names = new Set<string>();
  collect(value, names);
  return names;
}

function collect(value: unknown, names: Set<string>): void {
  if (typeof value === "string") {
    if (value.includes("${{ input:")) for (const match of value.matchAll(inputPattern())) names.add(match[1] ?? "");
  } else if (Array.isArray(value)) for (const item of value) collect(item, names);
  else if (isRecord(value)) for (const key in value) collect(value[key], names);
}
