import { checkDataKey, checkObjectName, type Problems } from "../core";

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
  checkDataKey(property, key, problems);
}

/** Notes a name that no Secret can have. */
export function checkSecretName(name: string, property: string, problems: Problems): void {
  checkObjectName(property, name, problems, "Secret");
}
