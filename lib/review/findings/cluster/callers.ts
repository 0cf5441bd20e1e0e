import { asRecord, asRecords, isRecord, type KubernetesObject } from "../../../core";
import { grouped } from "../../grouped";
import type { Inventory } from "../../inventory";
import { once } from "../../once";
import { containersOf } from "../../pod-template";
import { word } from "../../values";
import { called } from "./telling";
import { isWorkload } from "./workloads";

/**
 * Who names a Service (in an address, as the backend of a route, or as a webhook), by its `namespace/name`. Reads
 * every text of every object once.
 */
export const callersOf = once(({ objects }: Inventory) =>
  grouped(
    objects.flatMap((object) =>
      [...servicesNamedBy(object)].map(([service, verb]) => ({
        service,
        object,
        text: `${called(object)} ${verb} it`,
      })),
    ),
    ({ service }) => service,
  ),
);

/** Services that an object names, as `namespace/name`, each with what it does. */
export function servicesNamedBy(object: KubernetesObject): Map<string, string> {
  const found = new Map<string, string>();
  const namespace = object.metadata.namespace ?? "";
  for (const { name, namespace: of } of routedTo(object)) found.set(`${of ?? namespace}/${name}`, "routes to");
  for (const { name, namespace: of } of webhooks(object)) found.set(`${of}/${name}`, "asks");
  if (isWorkload(object) || object.kind === "ConfigMap")
    for (const address of addresses(object, namespace)) if (!found.has(address)) found.set(address, "calls");
  return found;
}

interface Name {
  readonly name: string;
  readonly namespace: string | undefined;
}

/** Services behind an Ingress, or a route of the Gateway API. */
export function routedTo(object: KubernetesObject): Name[] {
  const spec = asRecord(object["spec"]);
  if (object.kind === "Ingress") {
    const paths = asRecords(spec["rules"]).flatMap((rule) => asRecords(asRecord(rule["http"])["paths"]));
    const backends = [spec["defaultBackend"], ...paths.map(({ backend }) => backend)];
    return backends.flatMap((backend) => nameIn(asRecord(backend)["service"]));
  }
  if (!object.kind.endsWith("Route")) return [];
  return asRecords(spec["rules"])
    .flatMap((rule) => asRecords(rule["backendRefs"]))
    .filter(({ kind }) => kind === undefined || kind === "Service")
    .flatMap(nameIn);
}

function webhooks(object: KubernetesObject): Name[] {
  if (object.kind === "APIService") return nameIn(asRecord(object["spec"])["service"]);
  return asRecords(object["webhooks"]).flatMap((one) => nameIn(asRecord(one["clientConfig"])["service"]));
}

function nameIn(value: unknown): Name[] {
  const { name, namespace } = asRecord(value);
  return typeof name === "string" ? [{ name, namespace: typeof namespace === "string" ? namespace : undefined }] : [];
}

function* addresses(object: KubernetesObject, namespace: string): Iterable<string> {
  for (const text of textsBelow(object.kind === "ConfigMap" ? object["data"] : object["spec"])) {
    if (!text.includes(".svc")) continue;
    for (const [, name, of] of text.matchAll(/([a-z0-9-]+)\.([a-z0-9-]+)\.svc\b/g)) yield `${of}/${name}`;
  }
  if (object.kind === "ConfigMap") return;
  const values = containersOf(object).flatMap((container) => [
    ...asRecords(container["env"]).map(({ value }) => value),
    ...[container["args"], container["command"]].flatMap((list): unknown[] => (Array.isArray(list) ? list : [])),
  ]);
  // `http://inventory:80`, `redis:6379`, `postgres://user@orders-db/orders`, `cache.shop:6379`
  for (const value of values) {
    const host = /(?:^|=)(?:[a-z][a-z0-9+]*:\/\/(?:[^@/\s]*@)?([a-z][a-z0-9.-]*)|([a-z][a-z0-9.-]*):\d+(?:\/|$))/i.exec(
      word(value ?? ""),
    );
    const [name, of, rest] = (host?.[1] ?? host?.[2] ?? "").split(".");
    if (name && (rest === undefined || rest === "svc")) yield `${of ?? namespace}/${name}`;
  }
}

function* textsBelow(value: unknown): Iterable<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const item of value) yield* textsBelow(item);
  else if (isRecord(value)) for (const item of Object.values(value)) yield* textsBelow(item);
}
