import { asRecord, asRecords, type JsonRecord } from "../../../core";
import { ofDocument, type DocumentChange, type DocumentReader } from "./document-change";
import { shortly } from "../../shortly";
import { word } from "../../values";
import { counted, listed } from "../../wording";
import type { Told } from "./told";

/** What becomes of dashboards, each in one line. */
export const dashboards: DocumentReader = (document, _, all) => {
  const { before, after, change } = document;
  const explains =
    change.kind === "changed" || change.kind === "moved" ? document.fields.map(({ field }) => field) : [change];
  if (before && after)
    return JSON.stringify(before) === JSON.stringify(after)
      ? []
      : [ofDocument(document, changed(before, after), explains)];
  if (after) {
    const told: Told = { severity: "info", rule: "dashboard-added", text: `dashboard ${title(after)} is new` };
    return sameIn(all, after, "before") ? [] : [ofDocument(document, told, explains)];
  }
  if (!before) return [];
  const other = sameIn(all, before, "after");
  const told: Told = other
    ? {
        severity: "info",
        rule: "dashboard-moved",
        text: `dashboard ${title(before)} stands in ${other.change.identity} now`,
      }
    : {
        severity: "warning",
        rule: "dashboard-removed",
        text: `dashboard ${title(before)} is removed`,
        consequence: `Links and bookmarks to /d/${word(before["uid"])} lead nowhere.`,
      };
  return [ofDocument(document, told, [...explains, ...(other && other.change.kind === "added" ? [other.change] : [])])];
};

/** The same dashboard in another object. */
function sameIn(
  all: readonly DocumentChange[],
  { uid }: JsonRecord,
  side: "before" | "after",
): DocumentChange | undefined {
  return all.find((one) => one.kind === "dashboard" && one[side]?.["uid"] === uid && !(one.before && one.after));
}

function changed(before: JsonRecord, after: JsonRecord): Told {
  const name = title(after);
  // Without one, Grafana made one up that nobody could write down beforehand.
  if (before["uid"] !== after["uid"] && before["uid"] !== undefined)
    return {
      severity: "warning",
      rule: "dashboard-uid",
      text: `dashboard ${name}: uid ${shortly(before["uid"])} → ${shortly(after["uid"])}`,
      consequence: "Links, bookmarks and alerts that name the old one lead nowhere.",
    };
  const [old, now] = [panelsOf(before), panelsOf(after)];
  const added = [...now].filter(([id]) => !old.has(id)).map(([, panel]) => panel);
  const gone = [...old].filter(([id]) => !now.has(id)).map(([, panel]) => panel);
  const both = [...now].flatMap(([id, panel]) => {
    const was = old.get(id);
    return was && JSON.stringify(was) !== JSON.stringify(panel) ? [{ was, panel }] : [];
  });
  const asked = both.filter(({ was, panel }) => JSON.stringify(was["targets"]) !== JSON.stringify(panel["targets"]));
  const parts = [
    ...(title(before) === name ? [] : [`was called ${title(before)}`]),
    ...(added.length > 0 ? [`${counted(added.length, "panel")} new (${titles(added)})`] : []),
    ...(gone.length > 0 ? [`${counted(gone.length, "panel")} gone (${titles(gone)})`] : []),
    ...(asked.length > 0 ? [`queries of ${asked.length} changed (${titles(asked.map(({ panel }) => panel))})`] : []),
    ...(both.length > asked.length ? [`look of ${both.length - asked.length} changed`] : []),
  ];
  return {
    severity: "info",
    rule: "dashboard-changed",
    text: `dashboard ${name}: ${parts.join(", ") || "settings changed"}`,
  };
}

/** By id, or title where there is none; the panels of folded rows too. */
function panelsOf(dashboard: JsonRecord): ReadonlyMap<string, JsonRecord> {
  const all = asRecords(dashboard["panels"]).flatMap((panel) => [
    { ...panel, panels: undefined },
    ...asRecords(panel["panels"]),
  ]);
  return new Map(all.map((panel, i) => [word(panel["id"] ?? panel["title"] ?? i), asRecord(panel)]));
}

function titles(panels: readonly JsonRecord[]): string {
  return listed(panels.map(title));
}

function title({ title: text, uid, id }: JsonRecord): string {
  return word(text ?? uid ?? id ?? "without a title");
}
