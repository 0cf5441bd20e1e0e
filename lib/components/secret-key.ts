import type { Problems } from "../core";

/** One key of an existing Secret in the stack's own namespace. Nothing here ever holds the secret itself. */
export interface SecretKey {
  /** The Secret's name. */
  readonly secret: string;
  /** The key within its data. */
  readonly key: string;
}

/** `secretKey("alerting", "slack-url")` is the key `slack-url` of the Secret `alerting`. */
export function secretKey(secret: string, key: string): SecretKey {
  return { secret, key };
}

/** Notes names that no Secret or key can have. */
export function checkSecretKey({ secret, key }: SecretKey, property: string, problems: Problems): void {
  checkSecretName(secret, property, problems);
  const isKey = /^[-._a-zA-Z0-9]{1,253}$/.test(key) && key !== "." && !key.startsWith("..");
  problems.check(isKey, property, key, 'a key of a Secret (letters, digits, "-", "_" and ".")');
}

export function checkSecretName(name: string, property: string, problems: Problems): void {
  const isName = name.length <= 253 && name.split(".").every((part) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(part));
  problems.check(isName, property, name, 'the name of a Secret (lower-case letters, digits, "-" and ".")');
}
