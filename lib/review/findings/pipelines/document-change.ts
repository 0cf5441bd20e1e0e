import { asRecord, type JsonRecord, type KubernetesObject } from "../../../core";
import type { FieldChange, Path } from "../../diff";
import { documentsOf, type DocumentKind } from "../../documents";
import type { Changes, Finding, ObjectChange } from "../../model";
import { serviceOf } from "../../service-of";
import type { Told } from "./told";

/** A configuration that is not the same on both sides. */
export interface DocumentChange {
  readonly kind: DocumentKind;
  /** The change of the object that holds it. */
  readonly change: ObjectChange;
  readonly namespace: string | undefined;
  /** Whose it is: `observability/loki`. */
  readonly service: string;
  /** What a reader calls the program: `loki`. */
  readonly program: string;
  /** Undefined where it is new. */
  readonly before: JsonRecord | undefined;
  /** Undefined where it is gone. */
  readonly after: JsonRecord | undefined;
  /** Its differences. Empty where it is new or gone with its object. */
  readonly fields: readonly DocumentField[];
}

/** One difference within a configuration. */
export interface DocumentField {
  /** The way to it within the configuration. */
  readonly path: Path;
  readonly field: FieldChange;
}

/** Reads the meaning of one changed configuration; `all` are the changed ones of the same environment. */
export type DocumentReader = (
  document: DocumentChange,
  changes: Changes,
  all: readonly DocumentChange[],
) => readonly Finding[];

/** The configurations that changed. Those of rules are left out: they are many, and others read them. */
export function documentChanges(changes: Changes): readonly DocumentChange[] {
  return changes.objects.flatMap(documentsWithin);
}

/** What is told of a configuration, as a finding. */
export function ofDocument({ service, change }: DocumentChange, told: Told, explains: Finding["explains"]): Finding {
  return { ...told, service, object: change.identity, explains };
}

function documentsWithin(change: ObjectChange): DocumentChange[] {
  const before = change.kind === "added" ? undefined : change.before;
  const after = change.kind === "removed" ? undefined : change.after;
  const holder = after ?? before;
  if (!holder || !["ConfigMap", "Secret"].includes(holder.kind)) return [];
  const fields =
    "fields" in change ? change.fields.filter(({ path }) => path[0] === "data" || path[0] === "stringData") : [];
  const touched = "fields" in change ? new Set(fields.map(({ path }) => path[1])) : undefined;
  // Where all data came or went at once, each of its keys did.
  const wanted = (key: string): boolean => !touched || touched.has(key) || touched.has(undefined);
  const old = documentsAt(before, wanted);
  const now = documentsAt(after, wanted);
  const service = serviceOf(holder);
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const kind = (now.get(key) ?? old.get(key))?.kind;
    return kind === undefined || RULES.has(kind)
      ? []
      : [
          {
            kind,
            change,
            service,
            namespace: holder.metadata.namespace,
            program: service.slice(service.indexOf("/") + 1),
            before: old.get(key)?.value,
            after: now.get(key)?.value,
            fields: fields.filter(({ path }) => path[1] === key).map((field) => ({ path: field.path.slice(2), field })),
          },
        ];
  });
}

const RULES: ReadonlySet<DocumentKind> = new Set(["prometheus-rules", "loki-rules"]);

/** Reads no text that is not asked for, and none of rules. */
function documentsAt(
  object: KubernetesObject | undefined,
  wanted: (key: string) => boolean,
): ReadonlyMap<string, { readonly kind: DocumentKind; readonly value: JsonRecord }> {
  if (!object) return new Map();
  if (object.kind === "Secret")
    return new Map(documentsOf(object).flatMap((one) => (wanted(one.key) ? [[one.key, one] as const] : [])));
  const data = Object.entries(asRecord(object["data"])).filter(
    ([key, text]) => wanted(key) && typeof text === "string" && !/^groups:/m.test(text),
  );
  if (data.length === 0) return new Map();
  return new Map(documentsOf({ ...object, data: Object.fromEntries(data) }).map((one) => [one.key, one]));
}
