import type { Problems } from "./problems";

/** Notes a problem unless Kubernetes accepts the name for an object such as a Secret or a claim. @see RFC 1123 */
export function checkObjectName(
  property: string,
  name: string,
  problems: Problems,
  kind: string = "Kubernetes object",
): void {
  const holds = name.length <= 253 && name.split(".").every((label) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label));
  problems.check(
    holds,
    property,
    name,
    `the name of a ${kind} (lower-case letters, digits, "-" and ".", at most 253 characters)`,
  );
}

/** Whether Kubernetes accepts the name for a container, a volume or a namespace. @see RFC 1123 */
export function isLabelName(name: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
}

/** Notes a problem unless Kubernetes accepts the name for a container. */
export function checkContainerName(property: string, name: string, problems: Problems): void {
  problems.check(
    isLabelName(name),
    property,
    name,
    'the name of a container (lower-case letters, digits and "-", at most 63 characters)',
  );
}

/** Notes a problem unless the key may stand in a ConfigMap or Secret. */
export function checkDataKey(property: string, key: string, problems: Problems): void {
  const holds = /^[-._a-zA-Z0-9]{1,253}$/.test(key) && key !== "." && !key.startsWith("..");
  problems.check(holds, property, key, 'a key of letters, digits, "-", "_" and ".", at most 253 characters');
}

/** Whether Kubernetes accepts the text as the value of a label. */
export function isLabelValue(text: string): boolean {
  return /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(text);
}

/** Notes a problem unless Kubernetes accepts the text as the value of a label. */
export function checkLabelValue(property: string, text: string, problems: Problems): void {
  problems.check(
    isLabelValue(text),
    property,
    text,
    'the value of a label (letters, digits, "-", "_" and ".", at most 63 characters, no punctuation at the ends)',
  );
}
