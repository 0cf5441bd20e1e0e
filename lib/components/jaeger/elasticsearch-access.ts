import { posix } from "node:path";
import type { k8s } from "cdk8s-plus-28";
import type { Plain } from "../../core";
import type { SecretKey } from "../secret-key";
import { storagePaths, USERNAME_VARIABLE, type ElasticsearchStorage } from "./storage";

/** What a container needs to get into Elasticsearch: none of it stands in its configuration. */
export interface Access {
  readonly env: readonly Plain<k8s.EnvVar>[];
  readonly mounts: readonly Plain<k8s.VolumeMount>[];
  readonly volumes: readonly Plain<k8s.Volume>[];
}

const VOLUME = "elasticsearch";

/** The name of the user in a variable; password and certificate in files, which follow the Secret. */
export function elasticsearchAccess({ credentials, ca }: ElasticsearchStorage): Access {
  const sources: Plain<k8s.VolumeProjection>[] = [
    ...(credentials === undefined ? [] : [projected(credentials.password, storagePaths.password)]),
    ...(ca === undefined ? [] : [projectedCa(ca)]),
  ];
  const mount = { name: VOLUME, mountPath: posix.dirname(storagePaths.ca), readOnly: true };
  return {
    env: credentials === undefined ? [] : [secretVariable(USERNAME_VARIABLE, credentials.username)],
    mounts: sources.length === 0 ? [] : [mount],
    volumes: sources.length === 0 ? [] : [{ name: VOLUME, projected: { sources } }],
  };
}

/** An environment variable with the value of a Secret's key. */
export function secretVariable(name: string, { secret, key }: SecretKey): Plain<k8s.EnvVar> {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}

function projectedCa(ca: NonNullable<ElasticsearchStorage["ca"]>): Plain<k8s.VolumeProjection> {
  if ("secret" in ca) return projected(ca, storagePaths.ca);
  return { configMap: { name: ca.configMap, items: [{ key: ca.key, path: posix.basename(storagePaths.ca) }] } };
}

function projected({ secret, key }: SecretKey, path: string): Plain<k8s.VolumeProjection> {
  return { secret: { name: secret, items: [{ key, path: posix.basename(path) }] } };
}
