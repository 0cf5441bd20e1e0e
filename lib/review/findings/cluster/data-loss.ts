import { asRecord, asRecords, podSpecOf, qualifiedKind, type KubernetesObject } from "../../../core";
import type { Changes, Finding, ObjectChange } from "../../model";
import { isEdited, type EditedObject, past } from "../../object-change";
import { word } from "../../values";
import { claimTemplateNames } from "./claim-templates";
import { touching } from "./fields";
import { called, tell } from "./telling";
import { isWorkload } from "./workloads";

/** What deletes data, leaves it behind, or lets it be deleted later. */
export function dataLoss({ objects }: Changes): Finding[] {
  return objects.flatMap((change) => [
    ...(change.kind === "removed" || change.kind === "moved" ? removal(change) : []),
    ...(isEdited(change) ? [...reclaimPolicy(change), ...claimRetention(change), ...volumes(change)] : []),
  ]);
}

/** What goes with an object of a kind: a half sentence, or what its claims do. */
const REMOVALS: Readonly<Record<string, (change: ObjectChange, object: KubernetesObject) => readonly Finding[]>> = {
  PersistentVolumeClaim: (change, object) => [
    tell("danger", "data-deleted", change, `${called(object)} is removed with its data`, {
      consequence:
        "The volume is deleted with it, unless its reclaim policy is Retain: back the data up first, or keep the claim.",
    }),
  ],
  Namespace: (change, object) => [
    tell("danger", "data-deleted", change, `${called(object)} is removed with everything in it`, {
      consequence: "All its objects are deleted, claims and their data included, also those that stand in no file.",
    }),
  ],
  CustomResourceDefinition: (change, object) => [
    tell("danger", "data-deleted", change, `${called(object)} is removed with all objects of its kind`, {
      consequence: "Kubernetes deletes every object of the kind in all namespaces, without asking.",
    }),
  ],
  PersistentVolume: (change, object) => [
    asRecord(object["spec"])["persistentVolumeReclaimPolicy"] === "Delete"
      ? tell("danger", "data-deleted", change, `${called(object)} is removed with its data`, {
          consequence: "Its reclaim policy is Delete: the disk goes as soon as no claim holds it.",
        })
      : tell("warning", "volume-removed", change, `${called(object)} is removed, its disk stays`, {
          consequence: "The claim that is bound to it loses its volume once nothing uses it any more.",
        }),
  ],
  StatefulSet: (change, object) => {
    const claims = claimTemplateNames(object).map((name) => `${name}-${object.metadata.name}-*`);
    if (claims.length === 0) return [];
    const isDeleted =
      asRecord(asRecord(object["spec"])["persistentVolumeClaimRetentionPolicy"])["whenDeleted"] === "Delete";
    return [
      isDeleted
        ? tell(
            "danger",
            "data-deleted",
            change,
            `${called(object)} is removed, and its claims ${claims.join(", ")} with it`,
            {
              consequence:
                "persistentVolumeClaimRetentionPolicy.whenDeleted is Delete: the data is deleted with the StatefulSet.",
            },
          )
        : tell(
            "danger",
            "data-orphaned",
            change,
            `${called(object)} is removed: its claims ${claims.join(", ")} stay behind`,
            {
              consequence:
                "The data is still there and still paid for, but no pod mounts it any more; a StatefulSet of another name starts empty.",
            },
          ),
    ];
  },
};

function removal(change: ObjectChange): readonly Finding[] {
  const object = past(change);
  return object ? (REMOVALS[qualifiedKind(object)]?.(change, object) ?? []) : [];
}

function reclaimPolicy(change: EditedObject): Finding[] {
  if (change.after.kind !== "PersistentVolume") return [];
  return touching(change.fields, ["spec", "persistentVolumeReclaimPolicy"])
    .filter(({ after }) => after === "Delete")
    .map((field) =>
      tell(
        "warning",
        "data-unprotected",
        change,
        `reclaim policy of ${called(change.after)} ${word(field.before ?? "Retain")} → Delete`,
        {
          consequence: "Whoever deletes the claim now deletes the data.",
          explains: [field],
        },
      ),
    );
}

function claimRetention(change: EditedObject): Finding[] {
  if (change.after.kind !== "StatefulSet") return [];
  const { before, after } = change;
  const spec = asRecord(after["spec"]);
  const policy = asRecord(spec["persistentVolumeClaimRetentionPolicy"]);
  const deletes = (when: string): boolean =>
    policy[when] === "Delete" &&
    asRecord(asRecord(before["spec"])["persistentVolumeClaimRetentionPolicy"])[when] !== "Delete";
  const found = ["whenDeleted", "whenScaled"].filter(deletes).map((when) =>
    tell(
      "warning",
      "data-unprotected",
      change,
      `claims of ${called(after)} are deleted ${WHEN[when] ?? when}, were retained`,
      {
        consequence: "The data goes with the claims, unless the reclaim policy of their volumes is Retain.",
        explains: touching(change.fields, ["spec", "persistentVolumeClaimRetentionPolicy", when]),
      },
    ),
  );
  const replicas = touching(change.fields, ["spec", "replicas"]);
  const was = Number(asRecord(before["spec"])["replicas"] ?? 1);
  const is = Number(spec["replicas"] ?? 1);
  if (policy["whenScaled"] !== "Delete" || !(is < was) || claimTemplateNames(after).length === 0) return found;
  return [
    ...found,
    tell(
      "danger",
      "data-deleted",
      change,
      `${called(after)} is scaled ${was} → ${is}, and the claims of the pods that go are deleted`,
      {
        consequence: "persistentVolumeClaimRetentionPolicy.whenScaled is Delete: the data of these pods is gone.",
        explains: replicas,
      },
    ),
  ];
}

const WHEN: Readonly<Record<string, string>> = { whenDeleted: "with it", whenScaled: "when it is scaled down" };

/** A volume that was a claim, and is none or another one now. */
function volumes(change: EditedObject): Finding[] {
  if (!isWorkload(change.after)) return [];
  const fields = change.fields.filter(({ path }) => path.includes("volumes"));
  if (fields.length === 0) return [];
  const now = new Map(asRecords(podSpecOf(change.after)["volumes"]).map((volume) => [volume["name"], volume]));
  return asRecords(podSpecOf(change.before)["volumes"]).flatMap((volume): Finding[] => {
    const { name } = volume;
    const was = asRecord(volume["persistentVolumeClaim"])["claimName"];
    const instead = now.get(name);
    if (typeof was !== "string" || !instead) return [];
    const is = asRecord(instead["persistentVolumeClaim"])["claimName"];
    if (was === is) return [];
    const explains = fields.filter(({ path }) => path.some((step) => typeof step !== "string" && step.key === name));
    if (typeof is === "string")
      return [
        tell(
          "warning",
          "claim-changed",
          change,
          `volume ${word(name)} of ${change.after.metadata.name} mounts claim ${is}, was ${was}`,
          {
            consequence: `The pods start with what is in ${is}; the data in ${was} stays where it is.`,
            explains,
          },
        ),
      ];
    const kind = Object.keys(instead).find((key) => key !== "name") ?? "emptyDir";
    return [
      tell(
        "danger",
        "claim-dropped",
        change,
        `volume ${word(name)} of ${change.after.metadata.name} is ${kind}, was claim ${was}`,
        {
          consequence: `The pods start empty${kind === "emptyDir" ? ", and lose what they write whenever they move" : ""}; the data in ${was} stays where it is.`,
          explains,
        },
      ),
    ];
  });
}
