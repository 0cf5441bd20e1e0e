import { asRecord, asRecords, type JsonRecord, type KubernetesObject } from "../../core";
import { serviceOf } from "../service-of";

/** A rule group, as far as it makes series. */
export interface RuleGroup {
  readonly service: string;
  /** Who evaluates it. */
  readonly evaluatedBy: "prometheus" | "loki";
  /** As it is written, such as `1m`. @default - Prometheus' own */
  readonly interval: string | undefined;
  /** By which labels each of its recorded series is told apart. */
  readonly recorded: readonly (readonly string[])[];
}

/**
 * The rule groups of an object: of a PrometheusRule, or of texts in a ConfigMap. These are read line by line, as to parse
 * the YAML and the PromQL of ten thousands of rules would take longer than all else. Each object is read once.
 */
export function ruleGroupsOf(object: KubernetesObject): readonly RuleGroup[] {
  const known = READ.get(object);
  if (known) return known;
  const groups = object.kind === "PrometheusRule" ? ofResource(object) : ofTexts(object);
  READ.set(object, groups);
  return groups;
}

const READ = new WeakMap<KubernetesObject, readonly RuleGroup[]>();

/** What a group is read into, line by line. */
interface Reading {
  name: string;
  namespace: string | undefined;
  service: string | undefined;
  interval: string | undefined;
  hasRules: boolean;
  rules: { record?: string; expr?: string }[];
}

function ofTexts(object: KubernetesObject): readonly RuleGroup[] {
  if (object.kind !== "ConfigMap") return [];
  return Object.values(asRecord(object["data"])).flatMap((text) =>
    typeof text === "string" && text.includes("groups:") && /^ *(- )?(record|alert): /m.test(text)
      ? groupsIn(text).map((group) => groupOf(group, object))
      : [],
  );
}

function groupsIn(text: string): readonly Reading[] {
  const groups: Reading[] = [];
  let group: Reading | undefined;
  for (const [, item, key, , value = ""] of linesThatMatter(text)) {
    if (item && key === "name") {
      group = {
        name: plain(value),
        namespace: undefined,
        service: undefined,
        interval: undefined,
        hasRules: false,
        rules: [],
      };
      groups.push(group);
      continue;
    }
    if (!group) continue;
    if (key === "rules") group.hasRules = true;
    else if (key === "record" || key === "expr" || key === "alert") {
      if (item || group.rules.length === 0) group.rules.push({});
      const rule = group.rules.at(-1);
      if (rule && key !== "alert") rule[key] = plain(value);
    } else if (!group.hasRules && (key === "namespace" || key === "service" || key === "interval"))
      group[key] = plain(value);
  }
  return groups;
}

/** A line with one of the keys that matter; of an expression that is folded, its first line. */
const LINE = / *(- )?(name|interval|namespace|service|rules|record|alert|expr):( [|>][-+]?\n)? *(.*)/y;

/** From line to line, which is many times as fast as to look for the next match. */
function* linesThatMatter(text: string): Generator<RegExpExecArray> {
  for (let start = 0; start >= 0 && start < text.length; ) {
    LINE.lastIndex = start;
    const match = LINE.exec(text);
    if (match) yield match;
    start = text.indexOf("\n", match ? start + match[0].length : start) + 1 || text.length;
  }
}

function plain(value: string): string {
  return value.replace(/^(["'])(.*)\1$/, "$2").trim();
}

function ofResource(object: KubernetesObject): readonly RuleGroup[] {
  return asRecords(asRecord(object["spec"])["groups"]).map((group) => {
    const labels = asRecord(group["labels"]);
    return groupOf(
      {
        name: text(group["name"]) ?? "",
        namespace: text(labels["namespace"]),
        service: text(labels["service"]),
        interval: text(group["interval"]),
        hasRules: true,
        rules: asRecords(group["rules"]).map(ruleOf),
      },
      object,
    );
  });
}

function ruleOf(rule: JsonRecord): { record?: string; expr?: string } {
  const [record, expr] = [text(rule["record"]), text(rule["expr"])];
  return { ...(record !== undefined && { record }), ...(expr !== undefined && { expr }) };
}

function groupOf({ name, namespace, service, interval, rules }: Reading, object: KubernetesObject): RuleGroup {
  const owner = /^([a-z0-9-]+\/[a-z0-9-]+)(\/|$)/.exec(name)?.[1];
  return {
    service:
      namespace !== undefined && service !== undefined ? `${namespace}/${service}` : (owner ?? serviceOf(object)),
    evaluatedBy: object.metadata.labels?.["app.kubernetes.io/name"] === "loki" ? "loki" : "prometheus",
    interval,
    recorded: rules.flatMap(({ record, expr = "" }) => (record === undefined ? [] : [labelsOf(record, expr)])),
  };
}

/**
 * By what the series of a record differ: by what stands before the first colon of its name, as Prometheus advises, and by
 * what its expression is aggregated by, where that is all of it.
 * @see https://prometheus.io/docs/practices/rules/#naming
 */
function labelsOf(record: string, expr: string): readonly string[] {
  const level = record.includes(":") ? (record.split(":")[0] ?? "").split("_") : [];
  const by = /^\w+ ?by ?\(([\w, ]*)\)/.exec(expr)?.[1] ?? "";
  return [...new Set([...level, ...by.split(",").map((label) => label.trim())])].filter((label) => label !== "");
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
