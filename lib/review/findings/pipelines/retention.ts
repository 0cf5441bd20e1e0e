import { asRecord, asRecords } from "../../../core";
import type { Changes } from "../../model";
import { shortly } from "../../shortly";
import { word } from "../../values";
import { amount, milliseconds } from "./amount";
import { flaggedRetention } from "./retention-elsewhere";
import { objectiveWindow } from "./objective-window";
import type { Setting, SettingChange } from "./setting";
import type { Told } from "./told";

/** What is kept for a time: how it is called, and by whom. */
export interface Kept {
  /** `metrics` */
  readonly what: string;
  /** Who keeps it. */
  readonly program: string;
  readonly before: unknown;
  readonly after: unknown;
  /** What it is where nothing is given, such as `15d`. @default - nothing is deleted */
  readonly byDefault?: string;
  /** Their volume, such as `200Gi`. @default - not known */
  readonly claim?: string | undefined;
  /** Given where rules look back into what is kept. */
  readonly lookedInto?: Changes;
}

/** A shorter retention deletes what is older, a longer one needs more room. */
export function retention({ what, program, before, after, byDefault, claim, lookedInto }: Kept): Told {
  const [was, is] = [before ?? byDefault, after ?? byDefault];
  const [old, now] = [span(was), span(is)];
  const text = `${program} keeps ${what} ${given(is)}, was ${given(was)}`;
  if (now < old) {
    const window = lookedInto && objectiveWindow(lookedInto);
    const blind = window !== undefined && milliseconds(window) !== undefined && (milliseconds(window) ?? 0) > now;
    return {
      severity: "danger",
      rule: "retention-cut",
      text: `${text}: older ones are deleted`,
      consequence: blind
        ? `What is older than ${given(is)} is deleted soon after the start and cannot be brought back; rules look back ${window}, further than that.`
        : `What is older than ${given(is)} is deleted soon after the start and cannot be brought back.`,
    };
  }
  const more = old > 0 && Number.isFinite(now) ? `${(now / old).toFixed(1)} times the room` : "more room";
  return now === old
    ? { severity: "info", rule: "retention", text }
    : {
        severity: "info",
        rule: "retention-longer",
        text,
        consequence: `It takes ${more} in the end${claim === undefined ? "" : `; the volume has ${claim}`}.`,
      };
}

/** A smaller bound of the room that is taken deletes what is oldest. */
export function retentionSize(program: string, before: unknown, after: unknown): Told {
  const [was, is] = [amount(before) ?? Infinity, amount(after) ?? Infinity];
  const text = `metrics of ${program} take at most ${after === undefined ? "all the room" : shortly(after)}, was ${before === undefined ? "not limited" : shortly(before)}`;
  return is < was && before !== undefined
    ? {
        severity: "danger",
        rule: "retention-cut",
        text: `${text}: the oldest are deleted beyond that`,
        consequence: "If more is stored now, the oldest blocks are deleted soon after the start.",
      }
    : { severity: "info", rule: "retention-longer", text };
}

/** How long configurations keep what they store. */
export const PROMETHEUS_RETENTION: readonly Setting[] = [
  {
    at: ["storage", "tsdb", "retention", "time"],
    tell: (change) =>
      keptBy(
        "metrics",
        { ...change, before: change.before ?? flaggedRetention(change.changes, change.document.service) },
        { byDefault: before15(change), lookedInto: change.changes },
      ),
  },
  {
    at: ["storage", "tsdb", "retention", "size"],
    tell: ({ before, after, document }) => retentionSize(document.program, before, after),
  },
];

export const LOKI_RETENTION: readonly Setting[] = [
  { at: ["limits_config", "retention_period"], tell: logs },
  { at: ["limits_config", "retention_stream"], tell: streams },
  {
    at: ["compactor", "retention_enabled"],
    tell: enforcement,
  },
];

export const JAEGER_RETENTION: readonly Setting[] = [
  {
    at: ["extensions", "jaeger_storage", "backends", "*", "badger", "ttl", "spans"],
    tell: (change) => keptBy("traces", change, { byDefault: "72h" }),
  },
  {
    at: ["extensions", "jaeger_storage", "backends", "*", "elasticsearch", "max_span_age"],
    tell: ({ before, after, document }) => {
      const text = `traces of ${document.program} are looked for ${shortly(after ?? "72h")} back, was ${shortly(before ?? "72h")}`;
      return span(after ?? "72h") < span(before ?? "72h")
        ? {
            severity: "warning",
            rule: "trace-lookback",
            text,
            consequence: "Older traces are not found any more, though Elasticsearch still has them.",
          }
        : { severity: "info", rule: "trace-lookback", text };
    },
  },
];

function keptBy(what: string, { before, after, document, changes }: SettingChange, more: Partial<Kept>): Told {
  const workload = changes.after.object(`StatefulSet/${document.service}`);
  return retention({
    what,
    program: document.program,
    before,
    after,
    claim: claimOf(asRecord(workload?.["spec"])["volumeClaimTemplates"]),
    ...more,
  });
}

/** The compactor deletes only what it is told to. */
function logs(change: SettingChange): Told {
  const told = keptBy("logs", change, {});
  const deletes = asRecord(asRecord(change.document.after)["compactor"])["retention_enabled"] === true;
  return told.rule !== "retention-cut" || deletes
    ? told
    : {
        severity: "warning",
        rule: "retention-cut",
        text: `retention_period of ${change.document.program} ${given(change.before)} → ${given(change.after)}`,
        consequence:
          "Nothing is deleted as long as the compactor's retention_enabled is not true; then what is older is.",
      };
}

/** Whether the compactor deletes; by default it does not, and without a period there is nothing to delete. */
function enforcement({ before, after, document }: SettingChange): Told {
  const { program } = document;
  const limits = asRecord(asRecord(document.after)["limits_config"]);
  const period = limits["retention_period"];
  if (after !== true)
    return before === true
      ? {
          severity: "warning",
          rule: "retention-off",
          text: `retention of ${program} is switched off: logs are never deleted`,
          consequence: "The storage fills until Loki stops taking lines.",
        }
      : { severity: "info", rule: "retention-off", text: `retention of ${program} is off, as by default` };
  const isBounded = span(period) !== Infinity;
  if (!isBounded && limits["retention_stream"] === undefined)
    return { severity: "info", rule: "retention-on", text: `retention of ${program} is switched on, with no period` };
  return {
    severity: "danger",
    rule: "retention-on",
    text: `retention of ${program} is switched on: logs older than ${isBounded ? given(period) : "the periods of their streams"} are deleted`,
    consequence: "Until now nothing was deleted; what is older cannot be brought back.",
  };
}

/** Without a time, a bound of the room alone lets Prometheus keep what fits. */
function before15({ document: { after } }: SettingChange): string {
  const kept = asRecord(asRecord(asRecord(asRecord(after)["storage"])["tsdb"])["retention"]);
  return kept["size"] === undefined || kept["time"] !== undefined ? "15d" : "100y";
}

function claimOf(templates: unknown): string | undefined {
  const [first] = asRecords(templates);
  const size = asRecord(asRecord(asRecord(first?.["spec"])["resources"])["requests"])["storage"];
  return typeof size === "string" ? size : undefined;
}

function streams({ before, after, document }: SettingChange): Told {
  const old = new Map(asRecords(before).map(({ selector, period }) => [word(selector), period]));
  // What is not told apart is kept as long as all others.
  const general = asRecord(asRecord(document.before)["limits_config"])["retention_period"];
  const deletes = asRecord(asRecord(document.after)["compactor"])["retention_enabled"] === true;
  const cut = asRecords(after).find(({ selector, period }) => span(period) < span(old.get(word(selector)) ?? general));
  return cut && deletes
    ? {
        severity: "danger",
        rule: "retention-cut",
        text: `logs of ${document.program} with ${shortly(cut["selector"])} are kept ${given(cut["period"])}, was ${given(old.get(word(cut["selector"])) ?? "as all others")}: what is older is deleted`,
        consequence: "What is deleted cannot be brought back.",
      }
    : { severity: "info", rule: "retention", text: `retention of single streams of ${document.program} is changed` };
}

/** Milliseconds; nothing, and zero, is for ever. */
function span(value: unknown): number {
  return milliseconds(value) || Infinity;
}

function given(value: unknown): string {
  return span(value) === Infinity && (value === undefined || milliseconds(value) === 0) ? "for ever" : shortly(value);
}
