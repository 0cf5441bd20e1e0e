import { field, list, text } from "./golden-tree";

/** What the cluster would say where a container asks it about its pod. */
const FIELDS: Readonly<Record<string, string>> = {
  "metadata.name": "pod-0",
  "metadata.namespace": "observability",
  "metadata.uid": "6b6f1a3c-5d5f-4a52-9f0e-0c3c8f6f2f11",
  "spec.nodeName": "node-1",
  "status.hostIP": "127.0.0.1",
  "status.podIP": "127.0.0.1",
};

/** The variables of a container, with plausible values for what only the cluster knows. */
export function environmentOf(container: unknown): Record<string, string> {
  const env: Record<string, string> = {};
  for (const variable of list(field(container, "env"))) {
    const name = text(field(variable, "name"));
    env[name] = expanded(valueOf(variable), env);
  }
  return env;
}

/** `$(NAME)`, which the kubelet replaces in arguments and in the values of later variables. */
export function expanded(value: string, env: Readonly<Record<string, string>>): string {
  return value.replaceAll(/\$\((\w+)\)/g, (reference, name: string) => env[name] ?? reference);
}

/** Where the kubelet asks whether a container is ready. */
export function readinessOf(container: unknown): { readonly port: number; readonly path: string } | undefined {
  const probe = field(container, "readinessProbe", "httpGet");
  if (probe === undefined) return undefined;
  const name = field(probe, "port");
  const port = list(field(container, "ports")).find((other) => field(other, "name") === name);
  return { port: Number(port === undefined ? name : field(port, "containerPort")), path: text(field(probe, "path")) };
}

function valueOf(variable: unknown): string {
  const value = field(variable, "value");
  const source = field(variable, "valueFrom");
  if (source === undefined) return value === undefined ? "" : text(value);
  const path = field(source, "fieldRef", "fieldPath");
  if (path !== undefined) return FIELDS[text(path)] ?? "unknown";
  return field(source, "resourceFieldRef") === undefined ? "secret" : "1073741824";
}
