import { imageVersion, splitImage, type ImageParts } from "../../../core";
import type { FieldChange } from "../../diff";
import type { Finding, Severity } from "../../model";
import { listed } from "../../wording";
import { fieldsAt, partAt, type NamedPart } from "./part";
import { versionStep, type VersionStep } from "./version";
import { allContainers, containerName, finding, type WorkloadChange } from "./workload";

/** Which program runs, and in which version. The same change of several workloads of a service is one line. */
export function images(workloads: readonly WorkloadChange[]): readonly Finding[] {
  const groups = new Map<string, ImageChange[]>();
  for (const change of workloads.flatMap(imageChanges)) {
    const key = [change.workload.service, change.before, change.after].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].flatMap(about);
}

interface ImageChange {
  readonly workload: WorkloadChange;
  readonly container: NamedPart;
  /** Empty where the container is new. */
  readonly before: string;
  readonly after: string;
}

function imageChanges(workload: WorkloadChange): ImageChange[] {
  return allContainers(workload).flatMap((container) => {
    const [before, after] = [container.before["image"], container.after["image"]];
    if (typeof after !== "string" || before === after) return [];
    return [{ workload, container, before: typeof before === "string" ? before : "", after }];
  });
}

function about(group: readonly ImageChange[]): Finding[] {
  const [first] = group;
  if (!first) return [];
  const { before, after, workload } = first;
  const subject = `image of ${listed([...new Set(group.map((one) => containerName(one.workload, one.container)))])}`;
  if (before === "") {
    if (!isFloating(splitImage(after))) return [];
    return [finding(workload, "warning", "image-not-pinned", `${subject} ${after}: not pinned to a version`, [], PIN)];
  }
  const { severity, text, consequence } = comparison(before, after);
  const explains = group.flatMap((one) => fieldsAt(one.container, "image"));
  return [
    {
      ...finding(workload, severity, "image-changed", `${subject} ${text}`, explains, consequence),
      follows: group.flatMap(following),
    },
  ];
}

interface Comparison {
  readonly severity: Severity;
  readonly text: string;
  readonly consequence?: string;
}

function comparison(before: string, after: string): Comparison {
  const [old, now] = [splitImage(before), splitImage(after)];
  const unpinned = isFloating(now) && !isFloating(old);
  const undigested = old.digest !== undefined && now.digest === undefined;
  const step = versionStep(old.tag ?? "", now.tag ?? "");
  const remarks = [
    ...(old.name === now.name ? [] : [lastPart(old) === lastPart(now) ? "another registry" : "another program"]),
    ...(unpinned ? ["not pinned to a version"] : WORDS[step]),
    ...(undigested && !unpinned ? ["no longer pinned by its digest"] : []),
  ];
  const isUrgent = old.name !== now.name || unpinned || undigested || step === "major" || step === "downgrade";
  return {
    severity: isUrgent ? "warning" : "info",
    text: old.name === now.name ? versions(old, now, remarks) : ended(`${before} → ${after}`, remarks),
    ...(unpinned ? { consequence: PIN } : CONSEQUENCES[step]),
  };
}

const WORDS: Readonly<Record<VersionStep, readonly string[]>> = {
  major: ["major version"],
  minor: ["minor version"],
  patch: ["patch version"],
  newer: ["newer"],
  downgrade: ["downgrade"],
  other: [],
};

const CONSEQUENCES: Readonly<Partial<Record<VersionStep, { readonly consequence: string }>>> = {
  major: { consequence: "A major version may break what worked before: read its release notes." },
  downgrade: { consequence: "An older version may not read what the newer one has written." },
};

const PIN = "Each node runs what it pulled last, and nobody can tell which version that is.";

function versions(old: ImageParts, now: ImageParts, remarks: readonly string[]): string {
  const [before, after] = [old, now].map(({ tag }) => tag ?? "without tag");
  if (before !== after) return ended(`${before} → ${after}`, remarks);
  if (old.digest === undefined) return `${before} is pinned by its digest`;
  if (now.digest === undefined) return `${before} is no longer pinned by its digest`;
  return `${before} has other content: ${shortDigest(old.digest)} → ${shortDigest(now.digest)}`;
}

function ended(text: string, remarks: readonly string[]): string {
  return remarks.length === 0 ? text : `${text}: ${remarks.join(", ")}`;
}

function shortDigest(digest: string): string {
  return digest.slice(0, "sha256:".length + 12);
}

function lastPart({ name }: ImageParts): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** Whether the same reference may be another program tomorrow. */
function isFloating({ tag, digest }: ImageParts): boolean {
  return digest === undefined && (tag === undefined || tag === "latest");
}

/** The labels, annotations and variables that hold the version, and change with it alone. */
function following({ workload, container, before, after }: ImageChange): readonly FieldChange[] {
  const [old, now] = [versionsIn(before), versionsIn(after)];
  const metadata = [partAt(workload.object, "metadata"), partAt(workload.template, "metadata")];
  const jobs = partAt(workload.object, "spec", "jobTemplate", "metadata");
  return [...metadata, jobs]
    .flatMap((part) => [...fieldsAt(part, "labels"), ...fieldsAt(part, "annotations")])
    .concat(fieldsAt(container, "env"), fieldsAt(workload.object, "spec", "version"))
    .filter((field) => old.some((version, i) => follows(field, version, now[i])));
}

function versionsIn(image: string): readonly (string | undefined)[] {
  return [splitImage(image).tag, imageVersion(image)];
}

function follows({ before, after }: FieldChange, old: string | undefined, now: string | undefined): boolean {
  if (typeof before !== "string" || typeof after !== "string" || !old || now === undefined) return false;
  return before !== after && before.replaceAll(old, now) === after;
}
