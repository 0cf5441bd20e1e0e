import { asRecord, type KubernetesObject } from "../../../core";
import { grouped } from "../../grouped";
import type { Changes, Finding, ObjectChange } from "../../model";
import { isEdited, past } from "../../object-change";
import { serviceOf } from "../../service-of";
import { word } from "../../values";
import { listed } from "../../wording";
import { called, tell } from "./telling";
import { usesOf } from "./uses";

/** What the change takes away although something that stays needs it. */
export function brokenReferences(changes: Changes): Finding[] {
  const gone = new Map(changes.objects.flatMap(lost));
  const made = madeSecrets(changes);
  const wanted = new Set([...gone.keys()].filter((place) => !made.has(place.split("#")[0] ?? "")));
  if (wanted.size === 0) return [];
  const broken = grouped(
    changes.after.objects.flatMap((user) =>
      usesOf(user).flatMap((use) => {
        const place = placeOf(use.needed, use.key);
        return wanted.has(place) ? [{ place, user, use }] : [];
      }),
    ),
    ({ place }) => place,
  );
  return [...broken].flatMap(([place, users]) => {
    const change = gone.get(place);
    const [first] = users;
    if (!change || !first) return [];
    const { user, use } = first;
    const object = past(change);
    const subject = object ? called(object) : place;
    const what = use.key === undefined ? `${subject} is removed` : `key ${use.key} of ${subject} is removed`;
    const text = `${what}, but ${listed(users.map((one) => `${called(one.user)} still ${one.use.verb} it`))}`;
    return [
      tell(
        users.some((one) => one.use.severity !== "warning") ? "danger" : "warning",
        "reference-broken",
        change,
        text,
        {
          service: serviceOf(user),
          consequence: `${use.otherwise}.`,
          explains: change.kind === "removed" ? [change] : keyFields(change, use.key),
        },
      ),
    ];
  });
}

function placeOf(identity: string, key?: string): string {
  return key === undefined ? identity : `${identity}#${key}`;
}

/** Places that are there before, and not any more: objects, and keys of configuration. */
function lost(change: ObjectChange): [string, ObjectChange][] {
  if (change.kind === "removed") return [[change.identity, change]];
  if (change.kind === "moved") return [[change.from, change]];
  if (change.kind === "added" || !["ConfigMap", "Secret"].includes(change.after.kind)) return [];
  const keys = new Set(keysOf(change.after));
  return keysOf(change.before)
    .filter((key) => !keys.has(key))
    .map((key) => [placeOf(change.identity, key), change]);
}

function keysOf(object: KubernetesObject): string[] {
  return ["data", "stringData", "binaryData"].flatMap((part) => Object.keys(asRecord(object[part])));
}

function keyFields(change: ObjectChange, key: string | undefined): Finding["explains"] {
  return isEdited(change) ? change.fields.filter(({ path }) => path[1] === key) : [];
}

/** Secrets that something else on the same side makes, such as an ExternalSecret. */
function madeSecrets({ objects }: Changes): Set<string> {
  return new Set(
    objects.flatMap((change) => {
      if (change.kind === "removed" || !MAKERS.has(change.after.kind)) return [];
      const { metadata, spec } = change.after;
      const { target, secretName, destination } = asRecord(spec);
      const name = asRecord(target)["name"] ?? asRecord(destination)["name"] ?? secretName ?? metadata.name;
      return [`Secret/${metadata.namespace}/${word(name)}`];
    }),
  );
}

const MAKERS = new Set(["Certificate", "ExternalSecret", "SealedSecret", "VaultStaticSecret"]);
