import { asRecord, asRecords, type JsonRecord } from "../../../core";
import { canonical } from "../../diff";
import type { Finding } from "../../model";
import { listed } from "../../wording";
import type { AlertmanagerChange } from "./alertmanager-change";

/** What changes about how receivers tell people. Values that may be secrets are not shown. */
export function receiverFindings(change: AlertmanagerChange, urgent: ReadonlySet<string>): Finding[] {
  const { before, after, service, object } = change;
  if (!before || !after) return [];
  const names = [...new Set([...before.receivers.keys(), ...after.receivers.keys()])];
  const told = names.flatMap((name): Told[] => {
    const [was, is] = [before.receivers.get(name), after.receivers.get(name)];
    if (!was) return [{ severity: "info", rule: "receiver-added", text: `receiver ${name} is new${by(is)}` }];
    if (!is) return [{ severity: "info", rule: "receiver-removed", text: `receiver ${name} is removed` }];
    return canonical(was) === canonical(is) ? [] : changed(name, was, is, urgent.has(name));
  });
  const explains = change.fields("receivers");
  return told.map((one) => ({ service, object, explains, ...one }));
}

type Told = Pick<Finding, "severity" | "rule" | "text">;

/** Settings for all receivers; their values may be secrets. */
export function globalFindings({ before, after, service, object, fields }: AlertmanagerChange): Finding[] {
  if (!before || !after) return [];
  const [was, is] = [before, after].map(({ value }) => value["global"]);
  if (canonical(was ?? {}) === canonical(is ?? {})) return [];
  const keys = different(Object(was ?? {}), Object(is ?? {}));
  const [old, now] = [asRecord(was), asRecord(is)];
  return keys.map((key): Finding => {
    const told = isPlain(key) ? `${key} ${shown(old[key])} → ${shown(now[key])}` : key;
    const text = `global settings of Alertmanager change: ${told}`;
    const own = fields("global", key);
    const explains = own.length > 0 ? own : fields("global");
    return { severity: "info", rule: "alertmanager-global", service, object, text, explains };
  });
}

/** Whether a global setting may be shown: times, names and switches; no address and nothing that opens anything. */
function isPlain(key: string): boolean {
  return /_timeout$|^smtp_(from|hello|require_tls)$/.test(key);
}

function by(receiver: JsonRecord | undefined): string {
  const kinds = integrationsOf(receiver ?? {}).map(({ kind }) => kind);
  return kinds.length === 0 ? " and tells nobody" : ` and tells by ${listed(kinds)}`;
}

interface Integration {
  /** `slack` */
  readonly kind: string;
  readonly config: JsonRecord;
}

function integrationsOf(receiver: JsonRecord): Integration[] {
  return Object.entries(receiver).flatMap(([key, list]) =>
    key.endsWith("_configs") ? asRecords(list).map((config) => ({ kind: key.replace(/_configs$/, ""), config })) : [],
  );
}

function changed(name: string, before: JsonRecord, after: JsonRecord, isUrgent: boolean): Told[] {
  const [was, is] = [integrationsOf(before), integrationsOf(after)];
  const kinds = [...new Set([...was, ...is].map(({ kind }) => kind))];
  const loss = isUrgent ? "warning" : "info";
  return kinds.flatMap((kind): Told[] => {
    const [old, now] = [was, is].map((all) => all.filter((one) => one.kind === kind));
    const [fewer, more] = [old?.length ?? 0, now?.length ?? 0];
    if (more < fewer)
      return [
        { severity: "warning", rule: "integration-removed", text: `receiver ${name} tells nobody by ${kind} any more` },
      ];
    if (more > fewer)
      return [{ severity: "info", rule: "integration-added", text: `receiver ${name} tells by ${kind} too` }];
    return (old ?? []).flatMap((one, i) => {
      const other = now?.[i]?.config ?? {};
      const keys = different(one.config, other);
      const parts = keys.map((key) => part(key, one.config[key], other[key]));
      const isElsewhere = keys.some((key) => DESTINATION.test(key));
      if (parts.length === 0) return [];
      const text = `receiver ${name}: ${kind} ${parts.join(", ")}`;
      return [{ severity: isElsewhere ? loss : "info", rule: "integration-changed", text }];
    });
  });
}

/** Where messages go. */
const DESTINATION =
  /^(channel|channel_id|api_url|url|service_key|routing_key|to|room_id|chat_id|webhook_url|api_key)(_file)?$/;
/** Fields that hold no secret, and can be read on a line. */
const SHOWN = /^(channel|to|from|send_resolved|timeout|severity|username|max_alerts|.*_file)$/;

function part(key: string, before: unknown, after: unknown): string {
  if (SHOWN.test(key)) return `${key} ${shown(before)} → ${shown(after)}`;
  if (key.endsWith("url")) return `${key} ${host(before)} → ${host(after)}`;
  return `${key} changes`;
}

function shown(value: unknown): string {
  return value === undefined ? "none" : typeof value === "string" ? value : JSON.stringify(value);
}

/** Of an address, the rest may be a token. */
function host(value: unknown): string {
  if (value === undefined) return "none";
  try {
    return new URL(shown(value)).host;
  } catch {
    return "another";
  }
}

function different(before: JsonRecord, after: JsonRecord): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => canonical(before[key] ?? null) !== canonical(after[key] ?? null),
  );
}
