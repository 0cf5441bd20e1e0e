import { asRecord, type KubernetesObject } from "../../core";
import { differences, type FieldChange } from "../diff";
import { documentsOf } from "./document";
import { lineChanges } from "./lines";
import { HIDDEN, HIDDEN_OTHER } from "../secrets";
import { hidden, isSensitive, secretConfigurations, secretTexts } from "./secret";
import { configurationAt, shareTexts } from "./texts";

/** The object with its configurations as values instead of texts, so that they are compared as what they are. */
export function opened(object: KubernetesObject): KubernetesObject {
  if (object.kind !== "ConfigMap") return object;
  const documents = documentsOf(object);
  if (documents.length === 0) return object;
  const data = { ...asRecord(object["data"]), ...Object.fromEntries(documents.map(({ key, value }) => [key, value])) };
  return { ...object, data };
}

/**
 * Every difference of two objects. Configurations in texts are compared as what they are, other texts of a ConfigMap by
 * lines; only texts that differ are read. Nothing of a Secret's values is told.
 */
export function objectDifferences(before: KubernetesObject, after: KubernetesObject): FieldChange[] {
  if (before.kind === "ConfigMap") return ofConfigMaps(before, after);
  if (before.kind === "Secret") return ofSecrets(before, after);
  return differences(before, after);
}

function ofConfigMaps(before: KubernetesObject, after: KubernetesObject): FieldChange[] {
  shareTexts(before, after);
  const [old, now] = [asRecord(before["data"]), asRecord(after["data"])];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => !same(old, now, key));
  return [
    ...differences({ ...before, data: undefined }, { ...after, data: undefined }),
    ...keys.flatMap((key) => ofTexts(key, before, after)),
  ];
}

function same(old: Readonly<Record<string, unknown>>, now: Readonly<Record<string, unknown>>, key: string): boolean {
  return Object.hasOwn(old, key) && Object.hasOwn(now, key) && old[key] === now[key];
}

function ofTexts(key: string, before: KubernetesObject, after: KubernetesObject): FieldChange[] {
  const [old, now] = [before, after].map((object) => configurationAt(object, key) ?? ownText(object, key));
  const found = within(["data", key], old, now);
  if (typeof old !== "string" || typeof now !== "string")
    return found.length > 0 ? found : onlyWriting(key, before, after);
  const isOneLine = !old.includes("\n") && !now.includes("\n");
  // The lines of a key by themselves do not say that they are one.
  if (isOneLine || [old, now].some((text) => text.includes("PRIVATE KEY-----")))
    return [{ path: ["data", key], before: old, after: now }];
  return lineChanges(["data", key], old, now);
}

function ownText(object: KubernetesObject, key: string): unknown {
  const data = asRecord(object["data"]);
  return Object.hasOwn(data, key) ? data[key] : undefined;
}

function within(path: readonly string[], before: unknown, after: unknown): FieldChange[] {
  return differences(before, after).map((change) => ({ ...change, path: [...path, ...change.path] }));
}

/** The same values written in another way: with a comment, in another order, or with other quotes. */
function onlyWriting(key: string, before: KubernetesObject, after: KubernetesObject): FieldChange[] {
  const lines = lineChanges([], String(ownText(before, key)), String(ownText(after, key)));
  const side = (name: "before" | "after"): unknown => lines.find((line) => line[name] !== undefined)?.[name];
  return [{ path: ["data", key, { by: "text", key: "writing" }], before: side("before"), after: side("after") }];
}

/** Values are compared as they are, and hidden in what is told. Known configurations are told but for their secrets. */
function ofSecrets(before: KubernetesObject, after: KubernetesObject): FieldChange[] {
  const [old, now] = [secretTexts(before), secretTexts(after)];
  const [oldFiles, newFiles] = [before, after].map((secret) => new Map(secretConfigurations(secret)));
  return [
    ...differences(bare(before, HIDDEN), bare(after, sameApplied(before, after) ? HIDDEN : HIDDEN_OTHER)),
    ...differences(old, now).flatMap((change): FieldChange[] => {
      const [key] = change.path;
      if (typeof key !== "string") return [];
      const path = [
        Object.hasOwn(asRecord((change.after === undefined ? before : after)["stringData"]), key)
          ? "stringData"
          : "data",
        key,
      ];
      const [file, newFile] = [oldFiles?.get(key), newFiles?.get(key)];
      const found = file && newFile ? within(path, file, newFile) : [];
      return found.length > 0 ? found.map((one) => covered(one)) : [masked({ ...change, path })];
    }),
  ];
}

/** What `kubectl apply` wrote down holds the values once more. */
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

function sameApplied(before: KubernetesObject, after: KubernetesObject): boolean {
  return before.metadata.annotations?.[LAST_APPLIED] === after.metadata.annotations?.[LAST_APPLIED];
}

/** All of a Secret but its values. */
function bare(whole: KubernetesObject, applied: string): unknown {
  const { data: _data, stringData: _stringData, ...secret } = whole;
  const { metadata } = secret;
  if (metadata.annotations?.[LAST_APPLIED] === undefined) return secret;
  return { ...secret, metadata: { ...metadata, annotations: { ...metadata.annotations, [LAST_APPLIED]: applied } } };
}

function covered(change: FieldChange): FieldChange {
  if (change.path.some((step) => typeof step === "string" && isSensitive(step))) return masked(change);
  const last = change.path.at(-1);
  const field = typeof last === "string" ? last : "";
  return { ...change, before: hidden(change.before, field), after: hidden(change.after, field) };
}

function masked({ path, before, after }: FieldChange): FieldChange {
  const both = before !== undefined && after !== undefined;
  return {
    path,
    before: before === undefined ? undefined : HIDDEN,
    after: after === undefined ? undefined : both ? HIDDEN_OTHER : HIDDEN,
  };
}
