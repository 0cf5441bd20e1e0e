import { asRecord, asRecords, quantity, type KubernetesObject } from "../../../core";
import type { FieldChange } from "../../diff";
import { word } from "../../values";

export function completions(value: unknown, { spec }: KubernetesObject): unknown {
  return value ?? (asRecord(spec)["parallelism"] === undefined ? 1 : undefined);
}

export function withoutEmpty(value: unknown): unknown {
  const isEmpty = (inner: unknown): boolean => typeof inner === "object" && Object.keys(inner ?? {}).length === 0;
  const left = Object.entries(asRecord(value)).filter(([, inner]) => !isEmpty(inner));
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

export function roleRef(value: unknown): unknown {
  return { apiGroup: "rbac.authorization.k8s.io", ...asRecord(value) };
}

export function dataSource(value: unknown, { spec }: KubernetesObject): unknown {
  const { dataSource: source, dataSourceRef } = asRecord(spec);
  return value ?? source ?? dataSourceRef;
}

export function secretData(_: unknown, { data, stringData }: KubernetesObject): unknown {
  const plain = Object.entries(asRecord(stringData)).map(([key, text]) => [
    key,
    Buffer.from(word(text)).toString("base64"),
  ]);
  return { ...asRecord(data), ...Object.fromEntries(plain) };
}

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

export function isDeviceDefault({ path, before, after }: FieldChange): boolean {
  if (before !== undefined && after !== undefined) return false;
  const value = before ?? after;
  return (path.at(-1) === "count" && value === 1) || (path.at(-1) === "allocationMode" && value === "ExactCount");
}
