import { asRecord, isRecord, type KubernetesObject } from "../../../core";
import type { FieldChange } from "../../diff";
import type { Changes, Finding, ObjectChange, Severity } from "../../model";
import { present } from "../../object-change";
import { serviceOf } from "../../service-of";
import { numberOr, word } from "../../values";
import { inParentheses, listed, percentage } from "../../wording";
import { fieldsAt, partAt, type Part } from "./part";
import { metricTargets } from "./scaling-targets";
import { ALONE, BESIDE, range } from "./replicas";
import { finding } from "./workload";

/** What changes about how far and when workloads are scaled. */
export function autoscalers({ objects, before, after }: Changes): readonly Finding[] {
  return objects.flatMap((change): readonly Finding[] => {
    const object = present(change);
    if (object.kind !== "HorizontalPodAutoscaler") return [];
    if (change.kind === "added") {
      const [was, is] = [before, after].map((side) => side.object(targetIdentity(object)));
      return isNew(change, object, is && replicasKept(was, is));
    }
    if (change.kind === "removed") return [isGone(change, object, after.object(targetIdentity(object)))];
    const autoscaler = { ...subjectOf(change, object), name: targetName(object) };
    const differences = change.fields.map((field) => ({ path: field.path, field }));
    const spec = partAt({ before: change.before, after: object, differences }, "spec");
    return [
      ...minimum(autoscaler, spec),
      ...maximum(autoscaler, spec),
      ...targets(autoscaler, spec),
      ...waits(autoscaler, spec),
    ];
  });
}

interface Autoscaler {
  readonly identity: string;
  readonly service: string;
  /** Of the workload that it scales. */
  readonly name: string;
}

function isNew(change: ObjectChange, object: KubernetesObject, replicas: number | undefined): readonly Finding[] {
  const spec = asRecord(object["spec"]);
  const [least, most] = [numberOr(spec["minReplicas"], 1), spec["maxReplicas"]];
  const metrics = [...metricTargets(spec).values()].map(({ text }) => text);
  const bounds = range(least, most);
  const text = `autoscaling of ${targetName(object)} is new: ${bounds}${metrics.length > 0 ? ` at ${listed(metrics)}` : ""}`;
  const autoscaler = { ...subjectOf(change, object), name: targetName(object) };
  return [
    { ...subject(change, object, "info", "autoscaler-added", text), explains: [change] },
    ...(typeof most === "number" && most < least ? [belowMinimum(autoscaler, most, least)] : []),
    ...(replicas === undefined ? [] : [besideReplicas(autoscaler, replicas)]),
  ];
}

/** The replicas that a workload goes on to set. That they change is told with the workload. */
function replicasKept(before: KubernetesObject | undefined, after: KubernetesObject): number | undefined {
  const { replicas } = asRecord(after["spec"]);
  const isKept = !before || asRecord(before["spec"])["replicas"] === replicas;
  return isKept && typeof replicas === "number" ? replicas : undefined;
}

function besideReplicas(autoscaler: Autoscaler, replicas: number): Finding {
  const text = `replicas of ${autoscaler.name} are set to ${replicas} beside its autoscaler`;
  return finding(autoscaler, "warning", "replicas-beside-autoscaler", text, [], BESIDE);
}

function belowMinimum(autoscaler: Autoscaler, most: number, least: number): Finding {
  const text = `maximum of pods of ${autoscaler.name} ${most} is below its minimum ${least}`;
  return finding(autoscaler, "danger", "maximum-below-minimum", text, [], REFUSED);
}

function isGone(change: ObjectChange, object: KubernetesObject, workload: KubernetesObject | undefined): Finding {
  const { minReplicas, maxReplicas } = asRecord(object["spec"]);
  const text = `autoscaling of ${targetName(object)} (${range(numberOr(minReplicas, 1), maxReplicas)}) is removed`;
  if (!workload) return { ...subject(change, object, "info", "autoscaler-removed", text), explains: [change] };
  const replicas = asRecord(workload["spec"])["replicas"];
  const consequence =
    typeof replicas === "number"
      ? `It has ${range(replicas, undefined)} from now on, whatever the load is.`
      : "It does not say how many replicas it has: they stay as many as there are just then, whatever the load is.";
  return { ...subject(change, object, "warning", "autoscaler-removed", text), explains: [change], consequence };
}

function minimum(autoscaler: Autoscaler, { before, after, ...spec }: Part): readonly Finding[] {
  const [old, now] = [numberOr(before["minReplicas"], 1), numberOr(after["minReplicas"], 1)];
  if (old === now) return [];
  const text = `minimum of pods of ${autoscaler.name} ${old} → ${now}`;
  const fields = fieldsAt({ before, after, ...spec }, "minReplicas");
  return now < 2 && old >= 2
    ? [finding(autoscaler, "warning", "single-pod", `${text}: ${ALONE}`, fields)]
    : [finding(autoscaler, "info", "minimum-changed", `${text}${inParentheses(percentage(old, now))}`, fields)];
}

function maximum(autoscaler: Autoscaler, spec: Part): readonly Finding[] {
  const [old, now] = [spec.before["maxReplicas"], spec.after["maxReplicas"]];
  if (typeof old !== "number" || typeof now !== "number") return [];
  const least = numberOr(spec.after["minReplicas"], 1);
  const text = `maximum of pods of ${autoscaler.name} ${old} → ${now}${inParentheses(percentage(old, now))}`;
  const isRefused = now < least && old >= numberOr(spec.before["minReplicas"], 1);
  return [
    ...(old === now
      ? []
      : [
          now < old
            ? finding(autoscaler, "warning", "maximum-lowered", text, fieldsAt(spec, "maxReplicas"), CAPPED)
            : finding(autoscaler, "info", "maximum-raised", text, fieldsAt(spec, "maxReplicas")),
        ]),
    ...(isRefused ? [belowMinimum(autoscaler, now, least)] : []),
  ];
}

const CAPPED = "Under high load no more pods are added than that: compare with how many there were at its peak.";
const REFUSED = "Kubernetes refuses the object.";

function targets(autoscaler: Autoscaler, spec: Part): readonly Finding[] {
  const fields = [...fieldsAt(spec, "metrics"), ...fieldsAt(spec, "targetCPUUtilizationPercentage")];
  if (fields.length === 0) return [];
  const [old, now] = [metricTargets(spec.before), metricTargets(spec.after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((metric) => {
    const [before, after] = [old.get(metric), now.get(metric)];
    const subject = `autoscaling of ${autoscaler.name}`;
    if (!before) return [finding(autoscaler, "info", "metric-added", `${subject} also follows ${after?.text}`, fields)];
    if (!after)
      return [finding(autoscaler, "warning", "metric-removed", `${subject} no longer follows ${before.text}`, fields)];
    if (before.text === after.text) return [];
    const [severity, effect] = effectOf(before.target, after.target, after.isUtilization);
    return [
      finding(
        autoscaler,
        severity,
        "target-changed",
        `${subject}: ${after.text}, was ${before.amount}${effect}`,
        fields,
      ),
    ];
  });
}

function effectOf(before: number, after: number, isUtilization: boolean): readonly [Severity, string] {
  if (after < before) return ["info", ": scales sooner"];
  if (after > before) return [isUtilization && after > FULL ? "warning" : "info", ": scales later"];
  return ["info", ""];
}

/** From here on in percent, pods are full before new ones have started. */
const FULL = 85;

function waits(autoscaler: Autoscaler, spec: Part): readonly Finding[] {
  return DIRECTIONS.flatMap(({ key, verb, otherwise }) => {
    const direction = partAt(spec, "behavior", key);
    const fields = direction.differences
      .filter(({ path }) => path[0] === "stabilizationWindowSeconds")
      .map(({ field }): FieldChange => field);
    const [old, now] = [direction.before, direction.after].map((side) =>
      numberOr(side["stabilizationWindowSeconds"], otherwise),
    );
    if (old === now || fields.length === 0) return [];
    const text = `autoscaling of ${autoscaler.name} waits ${now} s before it ${verb}, was ${old} s`;
    return [finding(autoscaler, "info", "stabilization-changed", text, fields)];
  });
}

/** What Kubernetes takes where nothing is said. */
const DIRECTIONS = [
  { key: "scaleUp", verb: "scales up", otherwise: 0 },
  { key: "scaleDown", verb: "scales down", otherwise: 300 },
] as const;

function subject(
  change: ObjectChange,
  object: KubernetesObject,
  severity: Severity,
  rule: string,
  text: string,
): Finding {
  return { severity, rule, service: serviceOf(object), object: change.identity, text, explains: [] };
}

function subjectOf({ identity }: ObjectChange, object: KubernetesObject): Omit<Autoscaler, "name"> {
  return { identity, service: serviceOf(object) };
}

function targetName(object: KubernetesObject): string {
  const target = asRecord(object["spec"])["scaleTargetRef"];
  return isRecord(target) ? word(target["name"]) : object.metadata.name;
}

function targetIdentity(object: KubernetesObject): string {
  const { kind, name } = asRecord(asRecord(object["spec"])["scaleTargetRef"]);
  const { namespace } = object.metadata;
  return [kind, ...(namespace === undefined ? [] : [namespace]), name].map(String).join("/");
}
