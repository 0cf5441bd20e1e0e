import { asRecord, asRecords } from "../../../core";
import type { Changes } from "../../model";
import { shortly } from "../../shortly";
import { destination, hostOf } from "./destination";
import { settingsReader, type Setting, type SettingChange } from "./setting";
import { lost } from "./tellers";
import type { Told } from "./told";

const SOURCE = ["datasources", "*"];

const SETTINGS: readonly Setting[] = [
  lost(SOURCE, removed),
  {
    at: SOURCE,
    tell: ({ before, names, document }) =>
      before === undefined
        ? {
            severity: "info",
            rule: "data-source-added",
            text: `data source ${names[0] ?? ""} of ${document.program} is new`,
          }
        : undefined,
  },
  { at: [...SOURCE, "url"], tell: url },
  {
    at: [...SOURCE, "uid"],
    tell: ({ before, after, names, document, changes }) => ({
      severity: usedIn(changes, before, undefined) ? "danger" : "warning",
      rule: "data-source-uid",
      text: `uid of data source ${names[0] ?? ""} of ${document.program} ${shortly(before)} → ${shortly(after)}`,
      consequence: "Panels and links that name the old one find nothing.",
    }),
  },
  ...[
    "derivedFields",
    "exemplarTraceIdDestinations",
    "tracesToLogsV2",
    "tracesToLogs",
    "tracesToMetrics",
    "serviceMap",
  ].map((key): Setting => ({ at: [...SOURCE, "jsonData", key], tell: (change) => link(change, key) })),
];

/** What becomes of the data sources of Grafana and the links between them. */
export const dataSources = settingsReader(SETTINGS);

function removed({ before, names, document, changes }: SettingChange): Told {
  const { uid, type } = asRecord(before);
  const others = asRecords(document.after?.["datasources"]).some((one) => one["type"] === type);
  const used = usedIn(changes, uid, others ? undefined : type);
  return {
    severity: used ? "danger" : "warning",
    rule: "data-source-removed",
    text: `data source ${names[0] ?? ""} of ${document.program} is removed${used ? ": dashboards use it" : ""}`,
    consequence: "What asks it shows an error instead of data.",
  };
}

function url({ before, after, names, document, changes }: SettingChange): Told {
  const to = destination(after, document.namespace, changes);
  const text = `data source ${names[0] ?? ""} of ${document.program} is at ${to.host || "no address"}, was ${hostOf(before) || "no address"}`;
  return to.leads === "missing"
    ? {
        severity: "danger",
        rule: "data-source-broken",
        text: `${text}: there is no such Service`,
        consequence: "All panels that ask it show an error.",
      }
    : hostOf(before) === to.host
      ? {
          severity: "info",
          rule: "data-source-url",
          text: `path of data source ${names[0] ?? ""} of ${document.program} at ${to.host} is changed`,
        }
      : {
          severity: "warning",
          rule: "data-source-url",
          text,
          consequence: "Dashboards show what is stored there: check that it is the same data.",
        };
}

/** What leads from one signal to another, by the setting that makes it. */
const LINKS: Readonly<Record<string, string>> = {
  derivedFields: "from a log line to its trace",
  exemplarTraceIdDestinations: "from a point of a graph to its trace",
  tracesToLogsV2: "from a trace to its logs",
  tracesToLogs: "from a trace to its logs",
  tracesToMetrics: "from a trace to its metrics",
  serviceMap: "from traces to the map of services",
};

function link({ before, after, names, document }: SettingChange, key: string): Told {
  const way = LINKS[key] ?? key;
  const source = `data source ${names[0] ?? ""} of ${document.program}`;
  const fewer = after === undefined || (Array.isArray(before) && Array.isArray(after) && after.length < before.length);
  if (!fewer)
    return {
      severity: "info",
      rule: "link-changed",
      text: `the link ${way} in ${source} is ${before === undefined ? "new" : "changed"}`,
    };
  const all = after === undefined || (Array.isArray(after) && after.length === 0);
  return {
    severity: "warning",
    rule: "link-removed",
    text: `${all ? "the link" : "a link"} ${way} in ${source} is removed`,
    consequence: "Who looks for a cause has to search for it by hand.",
  };
}

/** Whether a dashboard of the side after asks the source, by its uid, or chooses among those of its type. By text alone. */
function usedIn({ after }: Changes, uid: unknown, type: unknown): boolean {
  const names = [
    ...(typeof uid === "string" ? [new RegExp(`"uid":\\s*"${escaped(uid)}"`)] : []),
    ...(typeof type === "string" ? [new RegExp(`"query":\\s*"${escaped(type)}"`)] : []),
  ];
  return after.objects
    .filter(({ kind }) => kind === "ConfigMap")
    .flatMap((object) => Object.values(asRecord(object["data"])))
    .some((text) => typeof text === "string" && text.includes('"panels"') && names.some((name) => name.test(text)));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
