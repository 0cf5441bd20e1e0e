import { asRecord } from "../../../core";
import { shortly } from "../../shortly";
import { listed } from "../../wording";
import { listChange } from "./list-change";
import { JAEGER_RETENTION } from "./retention";
import { settingsReader, type Setting, type SettingChange } from "./setting";
import { lost, shown } from "./tellers";
import type { Told } from "./told";

const BACKEND = ["extensions", "jaeger_storage", "backends", "*"];

const SETTINGS: readonly Setting[] = [
  ...JAEGER_RETENTION,
  { at: BACKEND, tell: backend },
  { at: [...BACKEND, "badger", "ephemeral"], tell: ephemeral },
  ...[
    [...BACKEND, "badger", "directories", "keys"],
    [...BACKEND, "badger", "directories", "values"],
    [...BACKEND, "elasticsearch", "server_urls"],
    [...BACKEND, "opensearch", "server_urls"],
    [...BACKEND, "elasticsearch", "indices", "index_prefix"],
  ].map((at): Setting => ({ at, tell: elsewhere })),
  lost(["extensions", "jaeger_storage", "metric_backends", "*"], monitorTab),
  lost(["extensions", "jaeger_query", "storage", "metrics"], monitorTab),
  {
    at: ["extensions", "remote_sampling", "file", "default_sampling_probability"],
    tell: ({ before, after, document }) => {
      const fewer = Number(after ?? 0.001) < Number(before ?? 0.001);
      return {
        severity: fewer ? "warning" : "info",
        rule: "sampling-share",
        text: `share of traces that ${document.program} tells services to record ${shown(before)} → ${shown(after)}`,
        ...(fewer && { consequence: "Services that ask Jaeger record fewer traces, and failures with them." }),
      };
    },
  },
];

/** Where Jaeger keeps its traces, and for how long. */
export const jaegerSettings = settingsReader(SETTINGS);

function backend({ before, after, names, document }: SettingChange): Told | undefined {
  const [old, now] = [kindOf(before), kindOf(after)];
  if (before === undefined || old === now) return undefined;
  return {
    severity: "danger",
    rule: "trace-storage",
    text: `traces of ${document.program} are stored in ${now ?? "nothing"} (${names[0] ?? ""}), was ${old ?? "none"}: old traces are not found`,
    consequence:
      now === "memory"
        ? "Each restart of Jaeger loses all traces."
        : "What stands at the old place is neither read nor deleted.",
  };
}

function kindOf(value: unknown): string | undefined {
  return Object.keys(asRecord(value))[0];
}

function ephemeral({ after, document }: SettingChange): Told {
  return after === true
    ? {
        severity: "danger",
        rule: "trace-storage",
        text: `traces of ${document.program} are no longer on its volume: each restart loses them`,
        consequence: "Old traces are not found any more.",
      }
    : { severity: "info", rule: "trace-storage", text: `traces of ${document.program} outlive a restart` };
}

function elsewhere({ before, after, document }: SettingChange): Told | undefined {
  if (before === undefined || after === undefined) return undefined;
  const { gone, new: added } = listChange([before].flat(), [after].flat());
  return {
    severity: "danger",
    rule: "trace-storage",
    text: `traces of ${document.program} are stored in ${hidden(added) || "fewer places"}, was ${hidden(gone) || "fewer places"}: old traces may not be found`,
    consequence: "What stands at the old place is neither read nor deleted.",
  };
}

/** Addresses without user and password. */
function hidden(urls: readonly string[]): string {
  return shortly(listed(urls).replace(/\/\/[^@/]*@/g, "//"));
}

function monitorTab({ document }: SettingChange): Told {
  return {
    severity: "warning",
    rule: "monitor-tab",
    text: `${document.program} no longer reads metrics: its Monitor tab is empty`,
    consequence: "Rates, errors and durations by operation are in Grafana only.",
  };
}
