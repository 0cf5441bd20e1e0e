import { asRecord, asRecords, quantity, type KubernetesObject } from "../../../core";
import type { FieldChange } from "../../diff";
import { word } from "../../values";

/** The completions of a Job: one, unless several pods work on a queue, which ends when one of them says so. */
export function completions(value: unknown, { spec }: KubernetesObject): unknown {
  return value ?? (asRecord(spec)["parallelism"] === undefined ? 1 : undefined);
}

/** A map without its empty lists and maps, which mean nothing; undefined where nothing else is in it. */
export function withoutEmpty(value: unknown): unknown {
  const left = Object.entries(asRecord(value)).filter(([, inner]) => !isEmpty(inner));
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && Object.keys(value ?? {}).length === 0;
}

/** The role of a binding, with its group. */
export function roleRef(value: unknown): unknown {
  return { apiGroup: "rbac.authorization.k8s.io", ...asRecord(value) };
}

/** What a claim is filled with: the API server writes each of both ways into the other. */
export function dataSource(value: unknown, { spec }: KubernetesObject): unknown {
  const { dataSource: source, dataSourceRef } = asRecord(spec);
  return value ?? source ?? dataSourceRef;
}

/** Both maps of a Secret in one. Never to be shown. */
export function secretData(_: unknown, { data, stringData }: KubernetesObject): unknown {
  const plain = Object.entries(asRecord(stringData)).map(([key, text]) => [
    key,
    Buffer.from(word(text)).toString("base64"),
  ]);
  return { ...asRecord(data), ...Object.fromEntries(plain) };
}

/** Claim templates without what the API server writes into each: kind, version, volume mode and status. */
export function claimTemplates(value: unknown): unknown {
  return asRecords(value).map(({ metadata, spec }) => {
    const { resources, ...rest } = asRecord(spec);
    const amounts = Object.entries(asRecord(resources)).map(([bound, all]) => [
      bound,
      Object.fromEntries(Object.entries(asRecord(all)).map(([name, amount]) => [name, quantity(amount)])),
    ]);
    return {
      metadata: withoutEmpty({ ...asRecord(metadata), creationTimestamp: undefined }),
      spec: withoutEmpty({ volumeMode: "Filesystem", ...rest, resources: Object.fromEntries(amounts) }),
    };
  });
}

/** Whether one side writes out that a request is for one device, which it is anyway. */
export function isDeviceDefault({ path, before, after }: FieldChange): boolean {
  if (before !== undefined && after !== undefined) return false;
  const value = before ?? after;
  return (path.at(-1) === "count" && value === 1) || (path.at(-1) === "allocationMode" && value === "ExactCount");
}
