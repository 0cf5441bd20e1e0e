import { asRecord } from "../../../core";
import { shortly } from "../../shortly";
import { listed } from "../../wording";
import { destination } from "./destination";
import { listChange } from "./list-change";
import { lokiSchema } from "./loki-schema";
import { LOKI_RETENTION } from "./retention";
import { settingsReader, type Setting, type SettingChange } from "./setting";
import { limit, shown } from "./tellers";
import type { Told } from "./told";

const REFUSED = "Lines beyond it are refused; the collector tries again, and loses them when its queue is full.";

/** Limits that zero switches off; of the others nothing is let in. */
const UNBOUNDED: ReadonlySet<string> = new Set([
  "max_global_streams_per_user",
  "max_streams_per_user",
  "max_line_size",
  "max_structured_metadata_size",
  "max_structured_metadata_entries_count",
]);

const SETTINGS: readonly Setting[] = [
  ...LOKI_RETENTION,
  lokiSchema,
  ...[
    "ingestion_rate_mb",
    "ingestion_burst_size_mb",
    "per_stream_rate_limit",
    "per_stream_rate_limit_burst",
    "max_global_streams_per_user",
    "max_streams_per_user",
    "max_line_size",
    "max_structured_metadata_size",
    "max_structured_metadata_entries_count",
    "reject_old_samples_max_age",
    "max_label_names_per_series",
  ].map((key) =>
    limit(["limits_config", key], {
      what: key,
      rule: "log-limit",
      worse: "lower",
      consequence: REFUSED,
      zeroIsNone: UNBOUNDED.has(key),
    }),
  ),
  {
    at: ["limits_config", "otlp_config", "resource_attributes", "attributes_config"],
    tell: indexLabels,
  },
  {
    at: ["limits_config", "allow_structured_metadata"],
    tell: ({ after, document }) =>
      after === false
        ? {
            severity: "danger",
            rule: "structured-metadata",
            text: `${document.program} takes no structured metadata any more`,
            consequence: "Lines that arrive by OTLP are refused, and no line leads to its trace.",
          }
        : { severity: "info", rule: "structured-metadata", text: `${document.program} takes structured metadata` },
  },
  {
    at: ["auth_enabled"],
    tell: ({ before, after, document }) => {
      const text = `auth_enabled of ${document.program} ${shown(before)} → ${shown(after)}`;
      return (before ?? true) === (after ?? true)
        ? { severity: "info", rule: "log-tenants", text: `${text}, as by default` }
        : {
            severity: "danger",
            rule: "log-tenants",
            text,
            consequence:
              "Logs are stored by tenant: those of before are not found under another, and requests without X-Scope-OrgID are refused where it is true.",
          };
    },
  },
  {
    at: ["common", "replication_factor"],
    tell: ({ before, after, document }) => {
      const fewer = Number(after ?? 3) < Number(before ?? 3);
      return {
        severity: fewer ? "warning" : "info",
        rule: "log-replication",
        text: `copies of each line that ${document.program} holds ${shown(before)} → ${shown(after)}`,
        ...(fewer && { consequence: "When a pod is lost before it wrote to the storage, its lines are lost with it." }),
      };
    },
  },
  ...[
    ["storage_config", "object_store", "*", "bucket_name"],
    ["storage_config", "object_store", "*", "endpoint"],
    ["storage_config", "aws", "s3"],
    ["storage_config", "aws", "bucketnames"],
    ["storage_config", "gcs", "bucket_name"],
    ["storage_config", "azure", "container_name"],
    ["storage_config", "filesystem", "directory"],
    ["common", "storage", "*", "bucketnames"],
    ["common", "storage", "*", "bucket_name"],
    ["common", "storage", "filesystem", "chunks_directory"],
    ["common", "path_prefix"],
  ].map((at): Setting => ({ at, tell: moved })),
  { at: ["ruler", "alertmanager_url"], tell: alertmanager },
  {
    at: ["ruler_storage"],
    tell: ({ after, document }) => ({
      severity: after === undefined ? "danger" : "warning",
      rule: "log-alerts",
      text:
        after === undefined
          ? `${document.program} reads no rules any more: alerts on log lines never fire`
          : `${document.program} reads its rules from somewhere else`,
      consequence: "Alerts on log lines that are not found there never fire.",
    }),
  },
  {
    at: ["ruler", "remote_write", "enabled"],
    tell: ({ after, document }) =>
      after === true
        ? {
            severity: "info",
            rule: "log-series",
            text: `recorded series of ${document.program} are sent to Prometheus`,
          }
        : {
            severity: "warning",
            rule: "log-series",
            text: `recorded series of ${document.program} are no longer sent to Prometheus`,
            consequence: "Alerts and panels on these series have no data.",
          },
  },
];

/** What the settings of Loki mean. */
export const lokiSettings = settingsReader(SETTINGS);

function moved({ before, after, document }: SettingChange): Told | undefined {
  if (before === undefined) return undefined;
  return {
    severity: "danger",
    rule: "log-storage",
    text: `logs of ${document.program} are stored in ${shown(after)}, was ${masked(before)}: old logs are not found`,
    consequence: "What stands at the old place is neither read nor deleted: copy it, or begin a new schema period.",
  };
}

/** An address may carry keys. */
function masked(value: unknown): string {
  return shortly(typeof value === "string" ? value.replace(/\/\/[^@/]*@/, "//") : value);
}

function alertmanager({ before, after, document, changes }: SettingChange): Told {
  const [old, now] = [addresses(before), addresses(after)];
  if (now.length === 0)
    return {
      severity: "danger",
      rule: "log-alerts",
      text: `${document.program} has no Alertmanager any more: alerts on log lines reach nobody`,
      consequence: "They are still evaluated, but sent nowhere.",
    };
  const nowhere = now
    .map((url) => destination(url, document.namespace, changes))
    .filter(({ leads }) => leads === "missing");
  if (nowhere.length > 0)
    return {
      severity: nowhere.length === now.length ? "danger" : "warning",
      rule: "log-alerts",
      text: `${document.program} sends its alerts to ${listed(nowhere.map(({ host }) => host))}, where there is no Service`,
      consequence: "Alerts on log lines do not arrive there.",
    };
  const gone = old.filter((url) => !now.includes(url)).length;
  return {
    severity: gone > 0 && now.length < old.length ? "warning" : "info",
    rule: "log-alerts",
    text: `${document.program} sends its alerts to ${now.length} Alertmanagers, was ${old.length}`,
    ...(gone > 0 && now.length < old.length && { consequence: "Alerts on log lines are lost when these are away." }),
  };
}

function addresses(value: unknown): string[] {
  return typeof value === "string" ? value.split(",").filter((one) => one.trim() !== "") : [];
}

function indexLabels({ before, after, document }: SettingChange): Told {
  const { gone, new: added } = listChange(attributes(before), attributes(after));
  const parts = [
    ...(gone.length > 0 ? [`${listed(gone)} no longer`] : []),
    ...(added.length > 0 ? [`${listed(added)} new`] : []),
  ];
  return {
    severity: gone.length > 0 || added.length > 0 ? "warning" : "info",
    rule: "log-labels",
    text: `labels of the streams of ${document.program}: ${parts.join(", ") || "set in another way"}`,
    consequence:
      gone.length > 0
        ? "Queries, links and alerts that select by them find no new lines."
        : "Each value makes streams of its own, and each stream costs memory.",
  };
}

function attributes(value: unknown): unknown[] {
  return Array.isArray(value)
    ? value.flatMap((one: unknown): unknown[] => {
        const { action, attributes: names } = asRecord(one);
        return action === "index_label" && Array.isArray(names) ? names : [];
      })
    : [];
}
