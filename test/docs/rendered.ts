/** What the environments of this repository render, as far as pages speak of it. */
import { load } from "js-yaml";
import { asRecord, asRecords, isRecord, render, type JsonRecord, type KubernetesObject } from "../../lib/core";
import { build } from "../../stacks/build";
import { environments } from "../../stacks/environments";
import { metricsIn } from "./metrics-in";

export const rendered = Object.values(environments).map((environment) => ({
  environment: environment.name,
  objects: render(build(environment)).map(({ object }) => object),
}));

export const objects: readonly KubernetesObject[] = rendered.flatMap(({ objects: own }) => own);

/** The rules in the ConfigMaps that a program reads; of both, if none is named. */
export function rulesOf({ kind, metadata, data }: KubernetesObject, program?: "prometheus" | "loki"): JsonRecord[] {
  const isRules = (name: string): boolean => metadata.name.startsWith(`${name}-rules-`);
  const programs = program === undefined ? ["prometheus", "loki"] : [program];
  if (kind !== "ConfigMap" || !programs.some(isRules)) return [];
  return Object.values(asRecord(data)).flatMap((file) =>
    asRecords(asRecord(load(String(file)))["groups"]).flatMap((group) => asRecords(group["rules"])),
  );
}

/** What Prometheus has although no rule and no panel of these environments asks for it. */
const ALSO_THERE = [
  "kube_persistentvolumeclaim_access_mode",
  "kube_persistentvolumeclaim_labels",
  "kube_pod_container_resource_requests",
  "probe_http_duration_seconds",
  "probe_http_status_code",
  "probe_ssl_earliest_cert_expiry",
  "prober_probe_total",
  "scrape_samples_post_metric_relabeling",
];

let known: ReadonlySet<string> | undefined;

/** What rules record, and what rules and panels ask for. */
export function knownMetrics(): ReadonlySet<string> {
  known ??= new Set([
    ...ALSO_THERE,
    ...objects
      .flatMap((object) => rulesOf(object))
      .flatMap(({ record }) => (typeof record === "string" ? [record] : [])),
    ...objects.flatMap((object) => rulesOf(object, "prometheus")).flatMap(({ expr }) => metricsIn(String(expr))),
    ...objects.flatMap(expressionsOfDashboards).flatMap(metricsIn),
  ]);
  return known;
}

/** Of panels that ask Prometheus. */
function expressionsOfDashboards({ kind, metadata, data }: KubernetesObject): string[] {
  if (kind !== "ConfigMap" || !metadata.name.startsWith("grafana-dashboard-")) return [];
  return Object.entries(asRecord(data))
    .filter(([file]) => file.endsWith(".json"))
    .flatMap(([, text]) => expressionsIn(JSON.parse(String(text))));
}

function expressionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  if (!isRecord(value) || asRecord(value["datasource"])["uid"] === "loki") return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "expr" && typeof inner === "string" ? [inner] : expressionsIn(inner),
  );
}
