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
  const visit = (item: unknown): void => {
    if (typeof item === "string") {
      if (item.includes("${{ input:")) for (const match of item.matchAll(inputPattern())) names.add(match[1] ?? "");
    } else if (Array.isArray(item)) item.forEach(visit);
    else if (typeof item === "object" && item !== null) Object.values(item).forEach(visit);
  };
  visit(value);
  return names;
}
