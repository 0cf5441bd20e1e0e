import { asRecord, asRecords } from "../../../core";
import type { FieldChange } from "../../diff";
import type { Changes, Finding, ObjectChange } from "../../model";
import { serviceOf } from "../../service-of";
import { shortly } from "../../shortly";
import { word } from "../../values";
import { editedWorkload } from "./edited-workload";
import type { Told } from "./told";

/** What becomes of who may see and change things in Grafana: by `grafana.ini`, or by variables `GF_…`. */
export function grafanaAccess({ objects }: Changes): Finding[] {
  return objects.flatMap((change): Finding[] => {
    if (change.kind === "added" || change.kind === "removed") return [];
    const { after, fields } = change;
    if (after.kind === "ConfigMap")
      return [...new Set(fields.map(({ path }) => path[1]))].flatMap((file) =>
        typeof file === "string" && file.endsWith(".ini") ? ofFile(change, file) : [],
      );
    if (!fields.some(isVariable)) return [];
    const workload = editedWorkload(change);
    if (!workload) return [];
    const [old, now] = [workload.old, workload.now].map(({ containers }) => variables(containers));
    return told(change, old ?? new Map(), now ?? new Map(), (name) =>
      fields.filter(({ path }) => keyOf(path) === name),
    );
  });
}

type Both = Exclude<ObjectChange, { kind: "added" | "removed" }>;

type Settings = ReadonlyMap<string, string>;

function ofFile(change: Both, file: string): Finding[] {
  const [old, now] = [change.before, change.after].map((object) => iniOf(asRecord(object["data"])[file]));
  const fields = change.fields.filter(({ path }) => path[1] === file);
  return told(change, old ?? new Map(), now ?? new Map(), (name) =>
    fields.filter(({ path: [, , section, key] }) => variableOf(section, key) === name),
  );
}

/** What is known here; the rest is told as any other field. */
function told(
  change: Both,
  old: Settings,
  now: Settings,
  fieldsOf: (name: string) => readonly FieldChange[],
): Finding[] {
  const service = serviceOf(change.after);
  return Object.keys(OPENS).flatMap((name): Finding[] => {
    const [before, after] = [old.get(name), now.get(name)];
    const one = before === after ? undefined : tell(name, before, after);
    return one ? [{ ...one, service, object: change.identity, explains: fieldsOf(name) }] : [];
  });
}

function variableOf(section: unknown, key: unknown): string {
  return `GF_${word(section)}_${word(key)}`.toUpperCase().replace(/[.-]/g, "_");
}

/** Settings whose value opens Grafana, by the name of their variable. */
const OPENS: Readonly<Record<string, { readonly open: string; readonly text: string; readonly consequence: string }>> =
  {
    GF_AUTH_ANONYMOUS_ENABLED: {
      open: "true",
      text: "Grafana can be read without a login",
      consequence:
        "Everybody who reaches it sees all dashboards, and through its data sources all metrics, logs and traces.",
    },
    GF_AUTH_DISABLE_LOGIN_FORM: {
      open: "true",
      text: "Grafana has no login form",
      consequence: "Nobody gets in unless another way to log in is set up.",
    },
    GF_USERS_ALLOW_SIGN_UP: {
      open: "true",
      text: "anybody can make an account in Grafana",
      consequence: "Everybody who reaches it gets in.",
    },
    GF_SECURITY_ALLOW_EMBEDDING: {
      open: "true",
      text: "Grafana can be shown within other pages",
      consequence: "Another page can make its users click in Grafana.",
    },
    GF_SECURITY_COOKIE_SECURE: {
      open: "false",
      text: "Grafana sends its cookie over plain HTTP too",
      consequence: "Who reads the traffic can take over a session.",
    },
    GF_SNAPSHOTS_EXTERNAL_ENABLED: {
      open: "true",
      text: "snapshots of Grafana can be published outside",
      consequence: "Data of dashboards can leave the cluster with one click.",
    },
    GF_AUTH_ANONYMOUS_ORG_ROLE: {
      open: "Admin",
      text: "who is not logged in to Grafana is Admin",
      consequence: "Everybody who reaches it can change and delete everything in it.",
    },
  };

function tell(name: string, before: string | undefined, after: string | undefined): Told | undefined {
  const known = OPENS[name];
  if (!known) return undefined;
  const values = `${name} ${shortly(before)} → ${shortly(after)}`;
  return after?.toLowerCase() === known.open.toLowerCase()
    ? { severity: "warning", rule: "grafana-opened", text: `${known.text}: ${values}`, consequence: known.consequence }
    : { severity: "info", rule: "grafana-setting", text: `setting of Grafana: ${values}` };
}

/** A file's settings by the names of their variables: `enabled` of `[auth.anonymous]` is `GF_AUTH_ANONYMOUS_ENABLED`. */
function iniOf(text: unknown): Settings {
  let section = "";
  const found = new Map<string, string>();
  for (const line of (typeof text === "string" ? text : "").split("\n")) {
    const [, header] = /^\s*\[([^\]]+)\]/.exec(line) ?? [];
    if (header !== undefined) section = header;
    const [, key, value] = /^\s*([^;#=[\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined) found.set(variableOf(section, key), value ?? "");
  }
  return found;
}

function variables(containers: readonly unknown[]): Settings {
  const all = containers.flatMap((container) => asRecords(asRecord(container)["env"]));
  return new Map(
    all.flatMap(({ name, value }) => (word(name).startsWith("GF_") ? [[word(name), word(value)] as const] : [])),
  );
}

function isVariable({ path }: FieldChange): boolean {
  return keyOf(path)?.startsWith("GF_") ?? false;
}

function keyOf(path: FieldChange["path"]): string | undefined {
  const item = path[path.indexOf("env") + 1];
  return typeof item === "object" ? item.key : undefined;
}
