import { asRecord } from "../../../core";
import { shortly } from "../../shortly";
import { listed } from "../../wording";
import { listChange } from "./list-change";
import { relabeling } from "./relabeling";
import { settingsReader, type Setting, type SettingChange } from "./setting";
import { limit, lost } from "./tellers";
import type { Told } from "./told";

/** What a longer scrape interval does. */
export const FEWER_SAMPLES =
  "Graphs and alerts see fewer samples; a rate needs at least two, better four, within its window, or it has gaps.";

/** What of a target is not taken when the limit is passed. */
const REFUSED = "A target that is past the limit fails as a whole: all its series are gone, and it counts as down.";

const JOB = ["scrape_configs", "*"];

const SETTINGS: readonly Setting[] = [
  lost(JOB, jobGone),
  { at: JOB, tell: (change) => (change.before === undefined ? jobNew(change) : undefined) },
  limit([...JOB, "scrape_interval"], {
    what: "scrape interval of job *",
    rule: "scrape-interval",
    worse: "higher",
    consequence: FEWER_SAMPLES,
  }),
  limit([...JOB, "scrape_timeout"], {
    what: "scrape timeout of job *",
    rule: "scrape-timeout",
    worse: "lower",
    consequence: "A target that answers slower than that counts as down.",
  }),
  ...["sample_limit", "label_limit", "body_size_limit", "target_limit", "label_value_length_limit"].map((key) =>
    limit([...JOB, key], {
      what: `${key} of job *`,
      rule: "scrape-limit",
      worse: "lower",
      consequence: REFUSED,
      zeroIsNone: true,
    }),
  ),
  ...["metrics_path", "scheme", "honor_labels"].map(
    (key): Setting => ({
      at: [...JOB, key],
      tell: ({ before, after, names, document }) => {
        const [was, is] = [before ?? DEFAULTS[key], after ?? DEFAULTS[key]];
        const text = `${key} of job ${names[0] ?? ""} of ${document.program} ${shortly(was)} → ${shortly(is)}`;
        if (was === is) return { severity: "info", rule: "scrape-job", text: `${text}, as by default` };
        return {
          severity: "warning",
          rule: "scrape-job-changed",
          text,
          consequence: CHANGED[key] ?? "",
        };
      },
    }),
  ),
  { at: [...JOB, "static_configs"], tell: targets },
  ...["relabel_configs", "metric_relabel_configs"].map(
    (key): Setting => ({ at: [...JOB, key], tell: (change) => relabeling(change, key === "relabel_configs") }),
  ),
  {
    at: [...JOB, "kubernetes_sd_configs"],
    tell: ({ names, document }) => ({
      severity: "warning",
      rule: "scrape-job-changed",
      text: `job ${names[0] ?? ""} of ${document.program} looks for its targets in another way`,
      consequence: "Targets that are not found any more are no longer scraped, and their alerts have no data.",
    }),
  },
];

/** What becomes of the jobs of Prometheus. */
export const scrapeJobs = settingsReader(SETTINGS);

const DEFAULTS: Readonly<Record<string, unknown>> = { metrics_path: "/metrics", scheme: "http", honor_labels: false };

const ELSEWHERE = "If the targets do not answer there, they count as down and their series are gone.";

const CHANGED: Readonly<Record<string, string>> = {
  metrics_path: ELSEWHERE,
  scheme: ELSEWHERE,
  honor_labels:
    "Labels of the targets and of Prometheus that have the same name are told apart in another way: series change their names.",
};

function jobGone({ before, names, document }: SettingChange): Told {
  const vital = VITAL.find(({ of }) => of.test(`${names[0] ?? ""} ${JSON.stringify(before)}`));
  const text = `job ${names[0] ?? ""} of ${document.program} is removed: its targets are no longer scraped`;
  return vital
    ? {
        severity: "danger",
        rule: "scrape-job-removed",
        text,
        consequence: `Alerts and dashboards ${vital.gives} have no data and stay silent.`,
      }
    : {
        severity: "warning",
        rule: "scrape-job-removed",
        text,
        consequence: "Their series end, and alerts on them stay silent.",
      };
}

/** Jobs without which the alerts of all services go blind. */
const VITAL: readonly { readonly of: RegExp; readonly gives: string }[] = [
  { of: /kube-state-metrics/, gives: "on replicas, restarts, jobs and volumes" },
  { of: /cadvisor/, gives: "on CPU and memory of containers" },
  { of: /prometheus_io_scrape/, gives: "of every service that is found by its annotations" },
];

function jobNew({ names, document }: SettingChange): Told {
  return {
    severity: "info",
    rule: "scrape-job-added",
    text: `job ${names[0] ?? ""} of ${document.program} is new`,
  };
}

function targets({ before, after, names, document }: SettingChange): Told {
  const { gone, new: added } = listChange(addresses(before), addresses(after));
  const job = `job ${names[0] ?? ""} of ${document.program}`;
  if (gone.length === 0)
    return {
      severity: "info",
      rule: "scrape-targets",
      text: added.length > 0 ? `${job} scrapes ${listed(added)} too` : `labels of the targets of ${job} are changed`,
    };
  return {
    severity: "warning",
    rule: "scrape-targets-removed",
    text: `${job} no longer scrapes ${listed(gone)}${added.length > 0 ? `, scrapes ${listed(added)}` : ""}`,
    consequence: "The series of what is no longer scraped end, and alerts on them stay silent.",
  };
}

function addresses(value: unknown): unknown[] {
  return Array.isArray(value)
    ? value.flatMap((one: unknown): unknown[] => {
        const found = asRecord(one)["targets"];
        return Array.isArray(found) ? found : [];
      })
    : [];
}
