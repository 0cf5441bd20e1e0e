import { shortly } from "../../shortly";
import { listed } from "../../wording";
import { destination, hostOf } from "./destination";
import { listChange } from "./list-change";
import { settingsReader, type Setting, type SettingChange } from "./setting";
import { limit, lost, shown } from "./tellers";
import type { Told } from "./told";

const QUEUE = ["exporters", "*", "sending_queue"];

const LOST_WHEN_AWAY = "While the backend is away, what waits is in memory alone, and lost with the next restart.";

const SETTINGS: readonly Setting[] = [
  { at: ["exporters", "*", "endpoint"], tell: endpoint },
  { at: ["exporters", "*", "resolver", "dns", "hostname"], tell: endpoint },
  lost(QUEUE, ({ names, document }) => ({
    severity: "warning",
    rule: "queue-removed",
    text: `queue of exporter ${names[0] ?? ""} of ${document.program} is removed`,
    consequence: LOST_WHEN_AWAY,
  })),
  lost([...QUEUE, "storage"], ({ before, names, document }) => ({
    severity: "warning",
    rule: "queue-in-memory",
    text: `queue of exporter ${names[0] ?? ""} of ${document.program} is no longer on disk (${shortly(before)})`,
    consequence: LOST_WHEN_AWAY,
  })),
  {
    at: [...QUEUE, "enabled"],
    tell: ({ after, names, document }) =>
      after === false
        ? {
            severity: "warning",
            rule: "queue-removed",
            text: `queue of exporter ${names[0] ?? ""} of ${document.program} is switched off`,
            consequence: LOST_WHEN_AWAY,
          }
        : { severity: "info", rule: "queue", text: `queue of exporter ${names[0] ?? ""} of ${document.program} is on` },
  },
  limit([...QUEUE, "queue_size"], {
    what: "queue of exporter *",
    rule: "queue-size",
    worse: "lower",
    consequence: "While the backend is away, less is held before it is lost.",
  }),
  {
    at: ["exporters", "*", "retry_on_failure", "enabled"],
    tell: ({ after, names, document }) =>
      after === false
        ? {
            severity: "warning",
            rule: "retry-off",
            text: `exporter ${names[0] ?? ""} of ${document.program} tries only once`,
            consequence: "What is refused for a moment is lost.",
          }
        : { severity: "info", rule: "retry", text: `exporter ${names[0] ?? ""} of ${document.program} tries again` },
  },
  {
    at: ["exporters", "*", "retry_on_failure", "max_elapsed_time"],
    tell: ({ before, after, names, document }) => ({
      severity: (before === 0 || before === "0s") && after !== 0 && after !== "0s" ? "warning" : "info",
      rule: "retry-limit",
      text: `exporter ${names[0] ?? ""} of ${document.program} tries for ${tries(after)}, was ${tries(before)}`,
      consequence: "What could not be sent by then is lost.",
    }),
  },
  lost(["extensions", "file_storage"], ({ document }) => ({
    severity: "warning",
    rule: "queue-in-memory",
    text: `${document.program} keeps nothing on disk any more: file_storage is removed`,
    consequence: "Queues and how far files were read are lost with each restart: lines are lost, or sent twice.",
  })),
  limit(["processors", "memory_limiter", "limit_mib"], {
    what: "memory that may be held (MiB)",
    rule: "memory-limiter",
    worse: "neither",
    consequence: "",
  }),
  { at: ["processors", "*", "extract", "metadata"], tell: attributes },
  { at: ["receivers", "*", "include"], tell: (change) => files(change, "gone") },
  { at: ["receivers", "*", "exclude"], tell: (change) => files(change, "new") },
];

/** What the settings of a collector's receivers, processors and exporters mean. */
export const collectorComponents = settingsReader(SETTINGS);

function endpoint({ before, after, names, document, changes }: SettingChange): Told {
  const to = destination(after, document.namespace, changes);
  const text = `exporter ${names[0] ?? ""} of ${document.program} sends to ${to.host || "its default"}, was ${hostOf(before) || "its default"}`;
  if (to.leads === "missing")
    return {
      severity: "danger",
      rule: "export-broken",
      text: `${text}: there is no such Service`,
      consequence: "Nothing arrives; what waits is lost when the queue is full.",
    };
  if (to.leads === "outside" && hostOf(before) !== to.host)
    return {
      severity: "warning",
      rule: "export-elsewhere",
      text,
      consequence: "Whether anybody answers there, and who reads it, cannot be seen here.",
    };
  return { severity: "info", rule: "export-elsewhere", text };
}

function tries(value: unknown): string {
  return value === 0 || value === "0s" ? "ever" : shown(value);
}

function attributes({ before, after, document }: SettingChange): Told {
  const { gone, new: added } = listChange(before, after);
  return gone.length > 0
    ? {
        severity: "warning",
        rule: "attributes-lost",
        text: `${document.program} no longer sets ${listed(gone)}`,
        consequence: "Labels, joins and links between metrics, logs and traces that need it find nothing.",
      }
    : {
        severity: "info",
        rule: "attributes",
        text: `${document.program} sets ${listed(added) || "the same attributes"}`,
      };
}

function files({ before, after, document }: SettingChange, lostWhere: "gone" | "new"): Told {
  const both = listChange(before, after);
  const unread = both[lostWhere];
  const more = both[lostWhere === "gone" ? "new" : "gone"];
  return unread.length > 0
    ? {
        severity: "warning",
        rule: "logs-unread",
        text: `${document.program} no longer reads the logs of ${listed(unread.map(owner))}`,
        consequence: "These lines are in no search and no alert.",
      }
    : {
        severity: "info",
        rule: "logs-read",
        text: `${document.program} reads the logs of ${listed(more.map(owner)) || "the same files"}`,
      };
}

/** Whose lines a pattern means: `shop/redis-*` of the folder of pods; else the pattern. */
function owner(pattern: string): string {
  const [, namespace, pod] = /^\/var\/log\/pods\/([^_/*]+)_([^_/]+)(?:_|\/|-\*\/)/.exec(pattern) ?? [];
  return namespace === undefined ? pattern : `${namespace}/${pod ?? "*"}`;
}
