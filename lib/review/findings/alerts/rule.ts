import { asRecord, asRecords, type JsonRecord, type KubernetesObject } from "../../../core";
import { serviceOf } from "../../service-of";

/** A rule on either side, with what it has from its group. */
export interface Rule {
  readonly kind: "alert" | "record";
  readonly name: string;
  /** Who evaluates it, and so the language of its expression. */
  readonly language: "promql" | "logql";
  /** Whose it is: `shop/checkout`. */
  readonly service: string;
  readonly expr: string;
  /** How long the expression must hold: `5m`. @default - not at all */
  readonly for: string;
  /** @default - not at all */
  readonly keepFiringFor: string;
  /** How often it is evaluated. @default - the interval of the program, as an empty text */
  readonly interval: string;
  /** Its own and those of its group. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Every other field of it and of its group. */
  readonly others: JsonRecord;
}

/** `critical`; empty where an alert has none. */
export function severityOf({ labels }: Rule): string {
  return labels["severity"] ?? "";
}

/** `ServiceErrors5xx (critical)` */
export function titleOf(rule: Rule): string {
  const severity = severityOf(rule);
  const aspects = ["slo", "long_window"].flatMap((label) => rule.labels[label] ?? []);
  const inside = [severity, ...aspects].filter((part) => part !== "").join(", ");
  return inside === "" ? rule.name : `${rule.name} (${inside})`;
}

/** All rules of a file of rules, which has `groups`. What is no rule is left out. */
export function rulesOf(file: JsonRecord, language: Rule["language"], object: KubernetesObject): Rule[] {
  return asRecords(file["groups"]).flatMap(({ name: _name, rules, labels, interval, ...group }) =>
    asRecords(rules).flatMap((rule) => {
      const { alert, record, expr, labels: own, annotations, for: held, keep_firing_for: kept, ...others } = rule;
      const name = alert ?? record;
      if (typeof name !== "string") return [];
      const all = { ...texts(labels), ...texts(own) };
      return {
        kind: alert === undefined ? ("record" as const) : ("alert" as const),
        name,
        language,
        service: owner(all, object),
        expr: text(expr).trim(),
        for: none(text(held)),
        keepFiringFor: none(text(kept)),
        interval: text(interval),
        labels: all,
        annotations: texts(annotations),
        others: { ...group, ...others },
      };
    }),
  );
}

function owner(labels: Rule["labels"], object: KubernetesObject): string {
  const { namespace = object.metadata.namespace, service } = labels;
  return namespace !== undefined && service !== undefined ? `${namespace}/${service}` : serviceOf(object);
}

function texts(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(asRecord(value)).map(([key, one]) => [key, text(one)]));
}

function text(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Zero written out is the default. */
function none(duration: string): string {
  return /^0(ms|s|m|h)?$/.test(duration) ? "" : duration;
}
