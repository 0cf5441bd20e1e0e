import { asRecord, asRecords, type JsonRecord, type KubernetesObject } from "../../../core";
import type { AlertmanagerConfig, RouteConfig } from "../../../components/alertmanager/alertmanager-config";
import { routingOf, type AlertRouting } from "../../../components/alertmanager/alert-routing";
import type { AlertLabels } from "../../../components/alertmanager/label-matcher";
import { documentsOf } from "../../documents";

/** A configuration of Alertmanager, whoever wrote it. */
export interface AlertmanagerFile {
  /** As it stands there. */
  readonly value: JsonRecord;
  /** Who is told; undefined where it cannot be understood. */
  readonly routing: AlertRouting | undefined;
  /** Receivers by their names. */
  readonly receivers: ReadonlyMap<string, JsonRecord>;
  readonly inhibitions: AlertmanagerConfig["inhibit_rules"];
  /** The labels that decide where an alert goes. */
  readonly decidingLabels: ReadonlySet<string>;
  /** Whether something is sent at some times only. */
  readonly mutedAt: (labels: AlertLabels) => readonly string[];
}

/** The configuration in an object: of a ConfigMap, or of a Secret as the operator reads it, without its secrets. */
export function alertmanagerFile(
  object: KubernetesObject,
): { readonly key: string; readonly file: AlertmanagerFile } | undefined {
  const document = documentsOf(object).find(({ kind }) => kind === "alertmanager");
  return document && { key: document.key, file: fileOf(document.value) };
}

function fileOf(value: JsonRecord): AlertmanagerFile {
  const config = configOf(value);
  return {
    value,
    routing: understood(config),
    receivers: new Map(asRecords(value["receivers"]).map((receiver) => [text(receiver["name"]), receiver])),
    inhibitions: config.inhibit_rules,
    decidingLabels: new Set(routesOf(config.route).flatMap(({ matchers = [] }) => matchers.map(labelOf))),
    mutedAt: muting(config),
  };
}

/** Regular expressions that cannot be told here are an error of the routing. */
function understood(config: AlertmanagerConfig): AlertRouting | undefined {
  try {
    return routingOf(config);
  } catch {
    return undefined;
  }
}

function routesOf(route: RouteConfig): RouteConfig[] {
  return [route, ...(route.routes ?? []).flatMap(routesOf)];
}

function labelOf(matcher: string): string {
  return /^\w+/.exec(matcher)?.[0] ?? "";
}

/** The time intervals of the routes where an alert ends, told as a routing of their own. */
function muting(config: AlertmanagerConfig): (labels: AlertLabels) => readonly string[] {
  const times = understood({ ...config, route: withTimes(config.route) });
  return (labels) => [...new Set((times?.routes(labels) ?? []).flatMap(({ groupBy }) => groupBy))];
}

/** Time intervals are not handed out without a moment; in the place of what groups, they are. */
function withTimes(route: RouteConfig): RouteConfig {
  const { mute_time_intervals: muted = [], active_time_intervals: active = [] } = route;
  const times = [...muted.map((name) => `during ${name}`), ...active.map((name) => `outside ${name}`)];
  return { ...route, group_by: times, ...(route.routes ? { routes: route.routes.map(withTimes) } : {}) };
}

function configOf(value: JsonRecord): AlertmanagerConfig {
  return {
    route: routeOf(asRecord(value["route"])),
    receivers: asRecords(value["receivers"]).map((receiver) => ({
      name: text(receiver["name"]),
      ...Object.fromEntries(Object.entries(receiver).filter(([key, list]) => key.endsWith("_configs") && some(list))),
    })),
    inhibit_rules: asRecords(value["inhibit_rules"]).map((rule) => ({
      source_matchers: matchersOf(rule, "source_"),
      target_matchers: matchersOf(rule, "target_"),
      equal: strings(rule["equal"]),
    })),
    templates: [],
  };
}

function some(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

function routeOf(route: JsonRecord): RouteConfig {
  const timing = ["receiver", "group_wait", "group_interval", "repeat_interval"].flatMap((key) =>
    route[key] === undefined || route[key] === null ? [] : [[key, text(route[key])] as const],
  );
  return {
    ...Object.fromEntries(timing),
    matchers: matchersOf(route, ""),
    continue: route["continue"] === true,
    ...(Array.isArray(route["group_by"]) ? { group_by: strings(route["group_by"]) } : {}),
    mute_time_intervals: strings(route["mute_time_intervals"]),
    active_time_intervals: strings(route["active_time_intervals"]),
    routes: asRecords(route["routes"]).map(routeOf),
  };
}

/** `matchers`, and `match` and `match_re` as they were written before Alertmanager 0.22. */
function matchersOf(holder: JsonRecord, prefix: string): string[] {
  const plain = Object.entries(asRecord(holder[`${prefix}match`])).map(([key, one]) => matcher(key, "=", text(one)));
  const patterns = Object.entries(asRecord(holder[`${prefix}match_re`])).map(([key, one]) =>
    matcher(key, "=~", text(one)),
  );
  return [...plain, ...patterns, ...strings(holder[`${prefix}matchers`]).flatMap(written)];
}

function written(part: string): string[] {
  return [...part.matchAll(MATCHER)].map(([, label = "", operator = "", quoted, bare = ""]) =>
    matcher(label, operator, quoted === undefined ? bare : quoted.replaceAll(/\\(["\\])/g, "$1")),
  );
}

/** Within braces or not, quoted or not. */
const MATCHER = /"?([a-zA-Z_]\w*)"?\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^,{}"\s]+))/g;

function matcher(label: string, operator: string, value: string): string {
  return `${label}${operator}${JSON.stringify(value)}`;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text) : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value);
}
