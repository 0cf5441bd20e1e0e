import type { Changes } from "../../model";

/** Where an address leads: the host as it is written, and what is known of it. */
export interface Destination {
  readonly host: string;
  /** `missing` is a Service of this cluster that is not there any more or never was; `outside` is no Service at all. */
  readonly leads: "service" | "missing" | "outside";
}

/** Where an address leads on the side after. The cluster is looked through only for a Service that is not found. */
export function destination(address: unknown, namespace: string | undefined, changes: Changes): Destination {
  const host = hostOf(address);
  const [name, home] = serviceIn(host, namespace);
  if (name === undefined || home === undefined) return { host, leads: "outside" };
  const known = changes.after.object(`Service/${home}/${name}`) !== undefined;
  if (known) return { host, leads: "service" };
  // Of a namespace of which nothing is rendered here, others know what is in it.
  const ours = [changes.after, changes.before].some(({ objects }) =>
    objects.some(({ kind, metadata }) => kind === "Service" && metadata.namespace === home),
  );
  return { host, leads: ours ? "missing" : "outside" };
}

/** `loki.observability.svc:3100` of `http://loki.observability.svc:3100/otlp`. No user or password. */
export function hostOf(address: unknown): string {
  const text = typeof address === "string" ? address : "";
  return (
    text
      .replace(/^[\w+.-]+:\/{2,3}/, "")
      .replace(/^.*@/, "")
      .split(/[/?#]/)[0] ?? ""
  );
}

function serviceIn(host: string, namespace: string | undefined): readonly (string | undefined)[] {
  const labels = host.replace(/:\d+$/, "").split(".");
  if (labels.length === 1 && /^[a-z][\w-]*$/.test(labels[0] ?? "") && labels[0] !== "localhost")
    return [labels[0], namespace];
  const svc = labels.indexOf("svc");
  return svc >= 2 ? [labels[svc - 2], labels[svc - 1]] : [];
}
