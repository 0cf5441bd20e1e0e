import { asRecord, asRecords, type JsonRecord, type KubernetesObject } from "../../../core";
import { startsWith, type FieldChange } from "../../diff";
import type { Changes, Finding } from "../../model";
import { isEdited, type EditedObject } from "../../object-change";
import { counted, listed } from "../../wording";
import { called, tell } from "./telling";

/** What changes about kinds that are not of Kubernetes itself: versions that go, and fields that are forgotten. */
export function resourceDefinitions({ objects }: Changes): Finding[] {
  return objects
    .filter(isEdited)
    .filter(({ after }) => after.kind === "CustomResourceDefinition")
    .flatMap((change) => [...versions(change), ...schema(change)]);
}

function versions(change: EditedObject): Finding[] {
  const [old, now] = [change.before, change.after].map(versionsOf);
  const subject = called(change.after);
  return [...(old ?? [])].flatMap(([name, was]) => {
    const is = now?.get(name);
    const explains = change.fields.filter(({ path }) => isVersion(path, name) && path.length <= VERSION_DEPTH);
    if (was["served"] !== false && (is === undefined || is["served"] === false)) {
      const verb = is ? "is no longer served" : "is removed";
      return tell("danger", "version-not-served", change, `version ${name} of ${subject} ${verb}`, {
        explains,
        consequence: "Manifests and programs that use it are refused: move them to another version first.",
      });
    }
    if (was["storage"] === true && is?.["storage"] !== true && is !== undefined)
      return tell("warning", "storage-version", change, `${subject} is stored in another version than ${name}`, {
        explains,
        consequence: `Objects stay as they are until they are written again: ${name} must not go before all are.`,
      });
    return [];
  });
}

const VERSION_DEPTH = 4;

function versionsOf(object: KubernetesObject): ReadonlyMap<string, JsonRecord> {
  const { versions: list, version } = asRecord(object["spec"]);
  const all = asRecords(list);
  // What v1beta1 calls its only version.
  const only = all.length === 0 && typeof version === "string" ? [{ name: version, served: true, storage: true }] : all;
  return new Map(only.map((one) => [String(one["name"]), one]));
}

function isVersion(path: FieldChange["path"], name: string): boolean {
  const step = path[2];
  return startsWith(path, ["spec", "versions"]) && typeof step === "object" && step.key === name;
}

/** A field that the schema does not know any more is dropped from every object that is written. */
function schema(change: EditedObject): Finding[] {
  // What a field may hold is told as it is; only the words about it are not.
  const fields = change.fields.filter(
    (field) =>
      field.path.includes("openAPIV3Schema") && (isKnownOnOneSide(field) || field.path.at(-1) === "description"),
  );
  if (fields.length === 0) return [];
  const gone = fields.filter((field) => isKnownOnOneSide(field) && field.after === undefined).map(nameOf);
  const added = fields.filter((field) => isKnownOnOneSide(field) && field.before === undefined).map(nameOf);
  const others = fields.length - gone.length - added.length;
  const rest = others === 0 ? "" : `, and describes ${counted(others, "field")} in other words`;
  const follows = [...fields, ...change.fields.filter(isGenerated)];
  const subject = called(change.after);
  const more = added.length === 0 ? "" : `, knows more: ${listed(added, MOST_NAMES)}`;
  if (gone.length > 0)
    return [
      {
        ...tell(
          "warning",
          "schema-narrowed",
          change,
          `${subject} no longer knows ${listed(gone, MOST_NAMES)}${more}${rest}`,
          {
            explains: [],
            consequence: "Objects that set one of these fields lose it without a word when they are written.",
          },
        ),
        follows,
      },
    ];
  const what =
    added.length > 0
      ? `knows more fields: ${listed(added, MOST_NAMES)}${rest}`
      : `describes ${counted(fields.length, "field")} in other words`;
  return [{ ...tell("info", "schema-changed", change, `${subject} ${what}`, { explains: [] }), follows }];
}

/** So many fields are named. */
const MOST_NAMES = 3;

function isKnownOnOneSide({ path, before, after }: FieldChange): boolean {
  return path.at(-2) === "properties" && (before === undefined || after === undefined);
}

/** `spec.retention`, without the words of the schema. */
function nameOf({ path }: FieldChange): string {
  const from = path.indexOf("openAPIV3Schema") + 1;
  return path
    .slice(from)
    .flatMap((step, i, steps) => {
      if (step === "items" && steps[i - 1] !== "properties") return ["[]"];
      return typeof step === "string" && steps[i - 1] === "properties" ? [step] : [];
    })
    .join(".")
    .replaceAll(".[]", "[]");
}

/** The annotations with which generators sign what they write. */
function isGenerated({ path }: FieldChange): boolean {
  const name = path.at(-1);
  return startsWith(path, ["metadata", "annotations"]) && typeof name === "string" && name.endsWith("/version");
}
