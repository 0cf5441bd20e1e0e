import { posix } from "node:path";
import type { k8s } from "cdk8s-plus-28";
import type { Plain } from "../../core";
import type { SecretKey } from "../secret-key";

/** Where the keys of Secrets are mounted, as `<secret>/<key>`. */
export const SECRETS_DIRECTORY = "/etc/alertmanager/secrets";

/** The file that holds the key's value. Alertmanager reads it for each message, so a rotated secret needs no restart. */
export function secretFile({ secret, key }: SecretKey): string {
  return posix.join(SECRETS_DIRECTORY, secret, key);
}

/** What a projected volume takes from Secrets: these keys and no others. */
export function projectedSecrets(keys: readonly SecretKey[]): Plain<k8s.VolumeProjection>[] {
  const names = [...new Set(keys.map(({ secret }) => secret))].toSorted();
  return names.map((name) => ({ secret: { name, items: itemsOf(name, keys) } }));
}

function itemsOf(name: string, keys: readonly SecretKey[]): { readonly key: string; readonly path: string }[] {
  const own = new Set(keys.filter(({ secret }) => secret === name).map(({ key }) => key));
  return [...own].toSorted().map((key) => ({ key, path: `${name}/${key}` }));
}
