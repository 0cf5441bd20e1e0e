import type { k8s } from "cdk8s-plus-28";
import { checkDataKey, checkObjectName, type Plain, type Problems } from "../core";

/**
 * The value of an environment variable: text, in which Kubernetes replaces `$(NAME)` by an earlier variable, or where to
 * find it. Nothing secret may stand in text.
 */
export type EnvValue =
  | string
  | { readonly configMap: string; readonly key: string }
  | { readonly secret: string; readonly key: string }
  /** A field of the pod. */
  | { readonly field: PodField }
  /** A resource of the container, in cores (rounded up) or bytes: `GOMEMLIMIT: { resource: "limits.memory" }`. */
  | { readonly resource: `${"requests" | "limits"}.${"cpu" | "memory"}` };

/** @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/ */
export type PodField =
  | "metadata.name"
  | "metadata.namespace"
  | "metadata.uid"
  | `metadata.labels['${string}']`
  | `metadata.annotations['${string}']`
  | "spec.nodeName"
  | "spec.serviceAccountName"
  | "status.hostIP"
  | "status.podIP"
  | "status.podIPs";

/** All keys of a ConfigMap or Secret as variables. */
export type EnvSource = ({ readonly configMap: string } | { readonly secret: string }) & {
  /** Put before each key. @default - none */
  readonly prefix?: string;
};

export type EnvVar = Plain<k8s.EnvVar>;

/** The `env` and `envFrom` of the container. */
export type Environment = Required<Pick<Plain<k8s.Container>, "env" | "envFrom">>;

/** The variables of the user after `reserved` ones, which give way to those of the same name. */
export function parseEnvironment(
  spec: { readonly env?: Readonly<Record<string, EnvValue>>; readonly envFrom?: readonly EnvSource[] },
  reserved: readonly EnvVar[],
  problems: Problems,
): Environment {
  const own = Object.entries(spec.env ?? {}).map(([name, value]) => parseVariable(name, value, problems));
  const names = new Set(own.map(({ name }) => name));
  return {
    env: [...reserved.filter(({ name }) => !names.has(name)), ...own],
    envFrom: (spec.envFrom ?? []).map((source, i) => parseSource(source, `envFrom[${i}]`, problems)),
  };
}

function parseVariable(name: string, value: EnvValue, problems: Problems): EnvVar {
  const property = `env.${name}`;
  problems.check(
    isVariableName(name),
    "env",
    name,
    'the name of a variable (letters, digits, "_", "-" and ".", no digit first)',
  );
  if (typeof value === "string") {
    problems.check(!value.includes("\0"), property, value, "text without NUL, which no variable can hold");
    return { name, value };
  }
  if ("field" in value) return { name, valueFrom: { fieldRef: { fieldPath: value.field } } };
  if ("resource" in value) return { name, valueFrom: { resourceFieldRef: { resource: value.resource } } };

  checkDataKey(`${property}.key`, value.key, problems);
  if ("configMap" in value) {
    checkObjectName(`${property}.configMap`, value.configMap, problems);
    return { name, valueFrom: { configMapKeyRef: { name: value.configMap, key: value.key } } };
  }
  checkObjectName(`${property}.secret`, value.secret, problems);
  return { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } };
}

function parseSource(source: EnvSource, property: string, problems: Problems): Plain<k8s.EnvFromSource> {
  const { prefix } = source;
  if (prefix !== undefined) {
    problems.check(
      isVariableName(prefix),
      `${property}.prefix`,
      prefix,
      'the beginning of a variable\'s name such as "DB_"',
    );
  }
  const prefixed = prefix === undefined ? {} : { prefix };
  if ("configMap" in source) {
    checkObjectName(`${property}.configMap`, source.configMap, problems);
    return { ...prefixed, configMapRef: { name: source.configMap } };
  }
  checkObjectName(`${property}.secret`, source.secret, problems);
  return { ...prefixed, secretRef: { name: source.secret } };
}

/** What Kubernetes accepts; a shell can read only those without "-" and ".". */
function isVariableName(name: string): boolean {
  return /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) && name !== "." && !name.startsWith("..");
}
