import { asRecord } from "../../../core";
import { shortly } from "../../shortly";
import { word } from "../../values";
import { listed } from "../../wording";
import { milliseconds } from "./amount";
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
    tell: ({ before, after, names, document }) => {
      const text = `exporter ${names[0] ?? ""} of ${document.program} tries for ${tries(after)}, was ${tries(before)}`;
      return triedFor(after) < triedFor(before)
        ? { severity: "warning", rule: "retry-limit", text, consequence: "What could not be sent by then is lost." }
        : { severity: "info", rule: "retry-limit", text };
    },
  },
  lost(["extensions", "file_storage"], ({ document }) => ({
    severity: "warning",
    rule: "queue-in-memory",
    text: `${document.program} keeps nothing on disk any more: file_storage is removed`,
    consequence: "Queues and how far files were read are lost with each restart: lines are lost, or sent twice.",
  })),
  { at: ["service", "extensions"], tell: extensions },
  { at: ["receivers", "*", "protocols", "*", "endpoint"], tell: listening },
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

/** An extension that is defined, and not among those of the service, is not started. */
function extensions({ before, after, document }: SettingChange): Told {
  const { gone, new: added } = listChange(before, after);
  const config = JSON.stringify([asRecord(document.after)["exporters"], asRecord(document.after)["receivers"]]);
  const needed = gone.filter((one) => config.includes(`:${JSON.stringify(one)}`));
  if (needed.length > 0)
    return {
      severity: "danger",
      rule: "extension-missing",
      text: `${document.program} no longer starts ${listed(needed)}, which its receivers or exporters name`,
      consequence: "The collector does not find it and does not start.",
    };
  return {
    severity: gone.length > 0 ? "warning" : "info",
    rule: gone.length > 0 ? "extension-removed" : "extensions",
    text:
      gone.length > 0
        ? `${document.program} no longer starts ${listed(gone)}`
        : `extensions of ${document.program}: ${added.length > 0 ? `${listed(added)} new` : "in another order"}`,
    ...(gone.length > 0 && { consequence: "What it answered or checked, such as probes, is not there any more." }),
  };
}

/** Where a receiver takes what is sent. */
function listening({ before, after, names, document }: SettingChange): Told {
  const text = `receiver ${names[0] ?? ""} of ${document.program} listens at ${shown(after)}, was ${shown(before)}`;
  // Without an address the collector listens on localhost, too.
  const [wasLocal, isLocal] = [before, after].map((one) => /^(localhost|127\.|\[::1\]|$)/.test(word(one ?? "")));
  const [wasPort, isPort] = [before, after].map((one) => /:(\d+)$/.exec(word(one ?? ""))?.[1]);
  if (isLocal && !wasLocal)
    return {
      severity: "danger",
      rule: "receiver-local",
      text: `${text}: no other pod reaches it`,
      consequence: "What other pods send there is refused, and lost.",
    };
  return before !== undefined && after !== undefined && wasPort !== isPort
    ? { severity: "warning", rule: "receiver-port", text, consequence: "What is sent to the old port is refused." }
    : { severity: "info", rule: "receiver-moved", text };
}

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

/** Zero is no limit. @see https://github.com/open-telemetry/opentelemetry-collector/tree/main/exporter/exporterhelper */
function triedFor(value: unknown): number {
  return milliseconds(value ?? TRIED_FOR) || Infinity;
}

const TRIED_FOR = "5m";

function tries(value: unknown): string {
  return triedFor(value) === Infinity ? "ever" : shown(value ?? TRIED_FOR);
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
