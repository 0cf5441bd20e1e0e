import { asRecord, type JsonRecord } from "../../../core";
import type { Finding } from "../../model";
import { holdsPassword, isSecretName } from "../../secret-words";
import { shortly } from "../../shortly";
import { word } from "../../values";
import { isTelemetryVariable } from "../pipelines/telemetry-environment";
import { fieldsAt, partsOf, type NamedPart } from "./part";
import { allContainers, containerName, finding, type WorkloadChange } from "./workload";

/** The variables of containers. What may be a secret is not shown. */
export function environment(workload: WorkloadChange): readonly Finding[] {
  if (workload.isNew) return [];
  return allContainers(workload)
    .filter(({ inBefore, inAfter }) => inBefore && inAfter)
    .flatMap((container) => [...variables(workload, container), ...wholeSources(workload, container)]);
}

function variables(workload: WorkloadChange, container: NamedPart): readonly Finding[] {
  return partsOf(container, "env").flatMap((variable) => {
    const fields = variable.differences.map(({ field }) => field);
    const subject = `variable ${variable.name} of ${containerName(workload, container)}`;
    const [before, after] = [valueOf(variable.name, variable.before), valueOf(variable.name, variable.after)];
    // What becomes of the telemetry itself is told with it.
    if (fields.length === 0 || isTelemetryVariable(variable.name)) return [];
    if (!variable.inBefore) return [finding(workload, "info", "variable-added", `${subject} is new: ${after}`, fields)];
    if (!variable.inAfter)
      return [finding(workload, "info", "variable-removed", `${subject} is removed (${before})`, fields)];
    if (isSecretReference(variable.before) && variable.after["value"] !== undefined) {
      const text = `${subject} stands in clear text, was ${before}`;
      return [finding(workload, "warning", "secret-in-clear-text", text, fields, CLEAR_TEXT)];
    }
    const change = before === after ? `changes: ${after}` : `${before} → ${after}`;
    return [finding(workload, "info", "variable-changed", `${subject} ${change}`, fields)];
  });
}

const CLEAR_TEXT = "Whoever may read the repository or the workload can read it: keep it in a Secret.";

function valueOf(name: string, variable: JsonRecord): string {
  const { value, valueFrom } = variable;
  if (valueFrom !== undefined) return sourceOf(asRecord(valueFrom));
  const text = word(value ?? "");
  if (isSecretName(name) || holdsPassword(text)) return "value not shown";
  return text === "" ? '""' : shortly(text);
}

/** `key password of Secret database` */
function sourceOf(source: JsonRecord): string {
  const { secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef } = source;
  if (secretKeyRef !== undefined) return keyOf("Secret", asRecord(secretKeyRef));
  if (configMapKeyRef !== undefined) return keyOf("ConfigMap", asRecord(configMapKeyRef));
  if (fieldRef !== undefined) return `field ${word(asRecord(fieldRef)["fieldPath"])}`;
  return resourceFieldRef === undefined ? shortly(source) : word(asRecord(resourceFieldRef)["resource"]);
}

function keyOf(kind: string, { name, key, optional }: JsonRecord): string {
  return `key ${word(key)} of ${kind} ${word(name)}${optional === true ? " if it is there" : ""}`;
}

function isSecretReference({ valueFrom }: JsonRecord): boolean {
  return asRecord(valueFrom)["secretKeyRef"] !== undefined;
}

/** Objects whose keys all become variables. Which ones they are, the references tell; here is how they are taken. */
function wholeSources(workload: WorkloadChange, container: NamedPart): readonly Finding[] {
  const fields = fieldsAt(container, "envFrom");
  if (fields.length === 0) return [];
  const [before, after] = [container.before, container.after].map(({ envFrom }) => envFromText(envFrom));
  if (before === after) return [];
  const text = `variables of ${containerName(workload, container)} come from ${after}, was ${before}`;
  return [finding(workload, "info", "env-from-changed", text, fields)];
}

function envFromText(envFrom: unknown): string {
  const sources = Array.isArray(envFrom) ? envFrom.map(asRecord) : [];
  const texts = sources.map(({ configMapRef, secretRef, prefix }) => {
    const [kind, reference] = secretRef === undefined ? ["ConfigMap", configMapRef] : ["Secret", secretRef];
    const { name, optional } = asRecord(reference);
    const remarks = [
      ...(prefix === undefined || prefix === "" ? [] : [` as ${word(prefix)}*`]),
      ...(optional === true ? [" if it is there"] : []),
    ];
    return `${kind} ${word(name)}${remarks.join("")}`;
  });
  return texts.length === 0 ? "no object" : texts.join(", ");
}
