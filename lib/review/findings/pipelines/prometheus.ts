import { asRecord } from "../../../core";
import { shortly } from "../../shortly";
import { word } from "../../values";
import { listed } from "../../wording";
import { destination, hostOf } from "./destination";
import { listChange } from "./list-change";
import { limit, shown } from "./tellers";
import { PROMETHEUS_RETENTION } from "./retention";
import { FEWER_SAMPLES } from "./scrape-jobs";
import { settingsReader, type Setting, type SettingChange } from "./setting";
import type { Told } from "./told";

const SETTINGS: readonly Setting[] = [
  ...PROMETHEUS_RETENTION,
  limit(["global", "scrape_interval"], {
    what: "scrape interval",
    rule: "scrape-interval",
    worse: "higher",
    consequence: FEWER_SAMPLES,
    byDefault: "1m",
  }),
  limit(["global", "scrape_timeout"], {
    what: "scrape timeout",
    rule: "scrape-timeout",
    worse: "lower",
    consequence: "A target that answers slower than that counts as down.",
    byDefault: "10s",
  }),
  limit(["global", "evaluation_interval"], {
    what: "evaluation interval",
    rule: "evaluation-interval",
    worse: "higher",
    consequence: "Alerts are looked at less often, and fire later.",
    byDefault: "1m",
  }),
  { at: ["global", "external_labels", "*"], tell: externalLabel },
  { at: ["rule_files"], tell: ruleFiles },
  { at: ["remote_write"], tell: remoteWrite },
  limit(["storage", "tsdb", "out_of_order_time_window"], {
    what: "out-of-order window",
    rule: "out-of-order-window",
    worse: "lower",
    consequence:
      "Samples that arrive later than that are refused, such as those a collector held while Prometheus was away.",
    byDefault: "0s",
  }),
  limit(["storage", "exemplars", "max_exemplars"], {
    what: "exemplars kept",
    rule: "exemplars",
    worse: "lower",
    consequence: "Fewer points of a graph lead to a trace.",
    byDefault: 100_000,
  }),
  { at: ["otlp", "promote_resource_attributes"], tell: promoted },
  {
    at: ["otlp", "translation_strategy"],
    tell: ({ before, after, document }) => {
      const text = `names of OTLP metrics in ${document.program} ${shown(before)} → ${shown(after)}`;
      const isSame = (before ?? TRANSLATION) === (after ?? TRANSLATION);
      return isSame
        ? { severity: "info", rule: "otlp-translation", text: `${text}, as by default` }
        : {
            severity: "warning",
            rule: "otlp-translation",
            text,
            consequence:
              "Metrics that arrive by OTLP get other names: rules and dashboards that ask for the old ones find nothing.",
          };
    },
  },
];

/** @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/ */
const TRANSLATION = "UnderscoreEscapingWithSuffixes";

/** What the settings of Prometheus mean that are no job. */
export const prometheusSettings = settingsReader(SETTINGS);

function externalLabel({ before, after, names, document }: SettingChange): Told {
  return {
    severity: "warning",
    rule: "external-label",
    text: `external label ${names[0] ?? ""} of ${document.program} ${shortly(before)} → ${shortly(after)}`,
    consequence:
      "Alerts and what is sent to other stores carry it: routes, silences and joins by the old value find nothing.",
  };
}

function ruleFiles({ before, after, document }: SettingChange): Told {
  const { gone, new: added } = listChange(before, after);
  if (gone.length === 0)
    return {
      severity: "info",
      rule: "rule-files",
      text: `${document.program} also reads the rules of ${listed(added)}`,
    };
  const instead = added.length > 0 ? `, reads ${listed(added)} instead` : "";
  return {
    severity: "danger",
    rule: "rule-files-lost",
    text: `${document.program} no longer reads the rules of ${listed(gone)}${instead}`,
    consequence:
      "Their alerts never fire and their recorded series end, unless the same files are found by another pattern.",
  };
}

function remoteWrite({ before, after, document, changes }: SettingChange): Told {
  const { gone, new: added } = listChange(urls(before), urls(after));
  const broken = added
    .map((url) => destination(url, document.namespace, changes))
    .find(({ leads }) => leads === "missing");
  if (broken)
    return {
      severity: "warning",
      rule: "remote-write-broken",
      text: `${document.program} writes to ${broken.host}, where there is no Service`,
      consequence: "Nothing arrives there, and the samples wait in the write-ahead log until they are dropped.",
    };
  if (gone.length > 0)
    return {
      severity: "warning",
      rule: "remote-write-removed",
      text: `${document.program} no longer writes to ${places(gone)}${added.length > 0 ? `, writes to ${places(added)}` : ""}`,
      consequence: "What reads the metrics there sees nothing new.",
    };
  if (added.length > 0)
    return {
      severity: "warning",
      rule: "remote-write-added",
      text: `${document.program} writes all metrics to ${places(added)} too`,
      consequence: "The metrics leave this Prometheus: check who may read them there, and what it costs.",
    };
  return {
    severity: "info",
    rule: "remote-write",
    text: `remote write of ${document.program} to ${places(urls(after))} is changed`,
  };
}

function places(hosts: readonly string[]): string {
  return listed(hosts.map(hostOf));
}

function urls(value: unknown): string[] {
  return Array.isArray(value) ? value.map((one: unknown) => word(asRecord(one)["url"])) : [];
}

function promoted({ before, after, document }: SettingChange): Told {
  const { gone, new: added } = listChange(before, after);
  const text = [
    ...(gone.length > 0 ? [`${listed(gone)} no longer`] : []),
    ...(added.length > 0 ? [`${listed(added)} new`] : []),
  ].join(", ");
  return {
    severity: gone.length > 0 ? "warning" : "info",
    rule: "promoted-attributes",
    text: `resource attributes that ${document.program} makes labels of: ${text || "in another order"}`,
    ...(gone.length > 0 && {
      consequence: "Series that arrive by OTLP lose these labels: rules and joins that need them find nothing.",
    }),
  };
}
