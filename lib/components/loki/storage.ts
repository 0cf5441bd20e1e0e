import type { k8s } from "cdk8s-plus-28";
import { inputNames, parseMemory, type Plain, type Problems } from "../../core";
import { checkSecretKey, type SecretKey } from "../secret-key";
import type { DataStorage } from "../volume-claim";
import type { ObjectStoreConfig } from "./loki-config";

/** A bucket of S3, or of anything that speaks the same, where lines are kept. */
export interface ObjectStorage {
  /** The bucket, which must exist and be empty or Loki's own. */
  readonly bucket: string;
  /**
   * Where it is, as a host with or without a port, such as `"minio.storage.svc:9000"`.
   * @default - Amazon S3 of `region`
   */
  readonly endpoint?: string;
  /** Required without `endpoint`. @default - what the endpoint says */
  readonly region?: string;
  /**
   * The keys to sign in with.
   * @default - none: what the platform gives to the pods of the ServiceAccount `loki`
   */
  readonly credentials?: S3Credentials;
  /**
   * Annotations of the ServiceAccount `loki`, by which a platform knows what its pods may do, such as
   * `{ "eks.amazonaws.com/role-arn": "arn:aws:iam::…" }`. @default - none
   */
  readonly serviceAccountAnnotations?: Readonly<Record<string, string>>;
  /** Whether the bucket stands in the path and not before the host's name. @default - in the path, except at Amazon */
  readonly pathStyle?: boolean;
  /** Whether it speaks HTTP without TLS. @default false */
  readonly insecure?: boolean;
  /**
   * What each replica has of its own: the log of lines that are not in the bucket yet, and what it reads of the index.
   * @default - a volume of 10Gi; 20Gi in `ha`; in `dev` 2Gi that go with the pod
   */
  readonly volume?: DataStorage;
}

/** Both in the Secrets of the stack's namespace. A changed key needs a restart. */
export interface S3Credentials {
  readonly accessKeyId: SecretKey;
  readonly secretAccessKey: SecretKey;
}

/** The two ways to keep lines. */
export type LokiStorage = DataStorage | ObjectStorage;

export function isObjectStorage(storage: LokiStorage): storage is ObjectStorage {
  return "bucket" in storage;
}

/** What is on the disk of each replica: the lines, or what comes before them. */
export function volumeOf(storage: LokiStorage, volume: DataStorage): DataStorage {
  return isObjectStorage(storage) ? (storage.volume ?? volume) : storage;
}

export function objectStoreConfig(storage: LokiStorage, directory: string): ObjectStoreConfig {
  if (!isObjectStorage(storage)) return { filesystem: { dir: directory } };
  const { bucket, endpoint, region, pathStyle, insecure } = storage;
  return {
    s3: {
      bucket_name: bucket,
      endpoint: endpoint ?? `s3.${region}.amazonaws.com`,
      ...(region !== undefined && { region }),
      ...(insecure === true && { insecure }),
      ...(pathStyle === true && { bucket_lookup_type: "path" }),
    },
  };
}

/** Where its client looks for keys by itself, so that none stands in the configuration. */
export function credentialVariables(storage: LokiStorage): Plain<k8s.EnvVar>[] {
  if (!isObjectStorage(storage) || !storage.credentials) return [];
  const { accessKeyId, secretAccessKey } = storage.credentials;
  return [variable("AWS_ACCESS_KEY_ID", accessKeyId), variable("AWS_SECRET_ACCESS_KEY", secretAccessKey)];
}

function variable(name: string, { secret, key }: SecretKey): Plain<k8s.EnvVar> {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}

/** Notes what is wrong with where lines are kept; `replicas` share it, if there are several. */
export function checkStorage(storage: LokiStorage | undefined, replicas: number, problems: Problems): void {
  if (storage === undefined || (replicas > 1 && !isObjectStorage(storage))) {
    const expected = 'object storage such as { bucket: "logs", region: "eu-central-1" }';
    const fix = `${replicas} replicas have no disk in common; with replicas: 1 a volume will do`;
    problems.add("storage", storage, expected, fix);
  } else if (isObjectStorage(storage)) checkObjectStorage(storage, problems);
  else checkVolume("storage", storage, problems);
}

function checkObjectStorage(storage: ObjectStorage, problems: Problems): void {
  const { bucket, endpoint, region, credentials, volume } = storage;
  const isBucket = isLater(bucket) || /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket);
  problems.check(
    isBucket,
    "storage.bucket",
    bucket,
    'the name of a bucket (3 to 63 lower-case letters, digits, "-" and ".")',
  );
  if (endpoint !== undefined) {
    const isHost = isLater(endpoint) || /^([\w.-]+|\[[\da-fA-F:.]+\])(:\d{1,5})?$/.test(endpoint);
    const fix = "leave out https://; insecure: true stands for http://";
    problems.check(isHost, "storage.endpoint", endpoint, 'a host such as "minio.storage.svc:9000"', fix);
    const isRepeated = bucket !== "" && endpoint.split(".")[0] === bucket;
    problems.check(
      !isRepeated,
      "storage.endpoint",
      endpoint,
      "a host without the bucket, which comes from storage.bucket",
    );
  } else {
    const isRegion = region !== undefined && (isLater(region) || /^[a-z0-9-]+$/.test(region));
    const fix = "or set storage.endpoint where it is not Amazon's";
    problems.check(isRegion, "storage.region", region, 'a region such as "eu-central-1"', fix);
  }
  if (credentials) {
    checkSecretKey(credentials.accessKeyId, "storage.credentials.accessKeyId", problems);
    checkSecretKey(credentials.secretAccessKey, "storage.credentials.secretAccessKey", problems);
  }
  if (volume) checkVolume("storage.volume", volume, problems);
}

/** Whether it is known only when the stack is deployed. */
function isLater(text: string): boolean {
  return inputNames(text).size > 0;
}

function checkVolume(property: string, { size }: DataStorage, problems: Problems): void {
  const bytes = problems.parse(`${property}.size`, size, parseMemory);
  problems.check(bytes === undefined || bytes >= 2 ** 30, `${property}.size`, size, "at least 1Gi");
}
