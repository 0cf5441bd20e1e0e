import { labelsOf, type Labels, type NamedSeries, type Unit } from "../promql";

/**
 * A metric that a program tells, as far as rules on it can be checked. A histogram stands for its series `_bucket`, `_sum`
 * and `_count`, a summary for `_sum`, `_count` and the name alone.
 */
export interface Metric {
  /** As Prometheus has it: `http_requests_total`; of a histogram or summary, without `_bucket`, `_sum` and `_count`. */
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram" | "nativeHistogram" | "summary";
  /** What it counts or measures. @default - what its name ends with (`_seconds`, `_bytes`, …), or nothing known */
  readonly unit?: Unit;
  /** Its own labels, beside those that say where it comes from (`job`, `namespace`, `pod`, …). */
  readonly labels: readonly string[];
  /** Those of its labels that not every series has. @default - none */
  readonly optional?: readonly string[];
  /** Whether its series have further labels, which nobody can list. @default false */
  readonly open?: boolean;
  /** Every value that a label can have, by label. @default - any */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** Upper bounds of a histogram's buckets, without +Inf. @default - not known */
  readonly buckets?: readonly number[];
  /** How it reaches Prometheus, which decides about further labels, and whether `le` is "1.0" or "1". @default "scraped" */
  readonly arrives?: "scraped" | "pushed";
}

/** Labels that say where a series comes from. */
export interface SourceLabels {
  /** On every series. */
  readonly always: readonly string[];
  /** On some of them. @default - none */
  readonly sometimes?: readonly string[];
}

/** Of what Prometheus reads from pods: see `scrape-pods.ts`. */
export const podLabels: SourceLabels = {
  always: ["job", "instance", "namespace", "pod", "container", "node", "service"],
  sometimes: ["version"],
};

/** Of what is pushed with OTLP: `job` and `instance` are the service, and the promoted attributes of its resource. */
export const pushedLabels: SourceLabels = {
  always: ["job"],
  sometimes: [
    "instance",
    "service_name",
    "service_namespace",
    "service_version",
    "k8s_namespace_name",
    "k8s_pod_name",
    "k8s_deployment_name",
    "deployment_environment_name",
  ],
};

/** The names of a metric's series. */
export function seriesNames({ name, type }: Metric): string[] {
  if (type === "histogram") return [`${name}_bucket`, `${name}_sum`, `${name}_count`];
  return type === "summary" ? [name, `${name}_sum`, `${name}_count`] : [name];
}

/** The series of a metric, by name. */
export function seriesOf(metric: Metric, source: SourceLabels = sourceOf(metric)): [string, NamedSeries][] {
  const { name, type } = metric;
  const unit = metric.unit ?? unitOfName(name);
  const plain = { counter: "no", histogram: "none", ...series(metric, source), of: name } as const;
  const inUnit = unit === undefined ? {} : { unit };
  const ceiling = metric.buckets?.at(-1);
  const observed = { observed: { ...inUnit, ...(ceiling === undefined ? {} : { ceiling }) } };
  const sums: [string, NamedSeries][] = [
    [`${name}_sum`, { ...plain, ...inUnit, counter: "yes", of: `${name}_sum` }],
    [`${name}_count`, { ...plain, counter: "yes", of: `${name}_count` }],
  ];
  switch (type) {
    case "counter":
      return [[name, { ...plain, ...inUnit, counter: "yes" }]];
    case "gauge":
      return [[name, { ...plain, ...inUnit }]];
    case "nativeHistogram":
      return [[name, { ...plain, ...observed, counter: "yes", histogram: "native" }]];
    case "summary":
      return [[name, { ...plain, ...inUnit, ...series(metric, source, "quantile") }], ...sums];
    case "histogram": {
      const of = `${name}_bucket`;
      const buckets: NamedSeries = {
        ...plain,
        ...series(metric, source, "le"),
        ...observed,
        counter: "yes",
        histogram: "buckets",
        of,
      };
      return [[of, buckets], ...sums];
    }
  }
}

/** The unit that the name of a metric ends with. @see https://prometheus.io/docs/practices/naming/ */
export function unitOfName(name: string): Unit | undefined {
  const base = name.replace(/_(?:total|sum)$/, "");
  if (/_timestamp(?:_seconds)?$|_(?:boot|start)_time_seconds$/.test(base)) return "timestamp";
  return UNITS.get(base.slice(base.lastIndexOf("_") + 1));
}

const UNITS: ReadonlyMap<string, Unit> = new Map([
  ["seconds", "seconds"],
  ["milliseconds", "milliseconds"],
  ["bytes", "bytes"],
  ["ratio", "ratio"],
  ["celsius", "celsius"],
]);

/** The label `le` as Prometheus has it: of what it reads, numbers always have a point; of what is pushed, they have none. */
export function bucketLabel(bound: number, arrives: Metric["arrives"] = "scraped"): string {
  const text = String(bound);
  return arrives === "scraped" && /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function sourceOf({ arrives }: Metric): SourceLabels {
  return arrives === "pushed" ? pushedLabels : podLabels;
}

function series(
  metric: Metric,
  source: SourceLabels,
  own?: "le" | "quantile",
): { readonly labels: Labels; readonly values: NonNullable<NamedSeries["values"]> } {
  const { labels, optional = [], open = false, values = {}, buckets, arrives } = metric;
  const added = own === undefined ? [] : [own];
  const always = [...source.always, ...labels.filter((label) => !optional.includes(label)), ...added];
  const known = new Map(Object.entries(values).map(([label, list]) => [label, new Set(list)]));
  if (own === "le" && buckets)
    known.set("le", new Set([...buckets.map((bound) => bucketLabel(bound, arrives)), "+Inf"]));
  return { labels: labelsOf([...always, ...(source.sometimes ?? []), ...labels], always, open), values: known };
}
