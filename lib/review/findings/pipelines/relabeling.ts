import { asRecords, type JsonRecord } from "../../../core";
import { shortly } from "../../shortly";
import { word } from "../../values";
import { listed } from "../../wording";
import type { SettingChange } from "./setting";
import type { Told } from "./told";

/** What other relabelling of a job means: which targets or series come in, and which no longer do. */
export function relabeling({ before, after, names, document }: SettingChange, ofTargets: boolean): Told {
  const what = ofTargets ? "targets" : "series";
  const job = `job ${names[0] ?? ""} of ${document.program}`;
  const [old, now] = [asRecords(before), asRecords(after)];
  const gone = old.filter((rule) => !includes(now, rule));
  const added = now.filter((rule) => !includes(old, rule));
  const fewer = narrowed(gone, added);
  if (fewer !== undefined)
    return {
      severity: "warning",
      rule: ofTargets ? "targets-dropped" : "series-dropped",
      text: `${job} keeps fewer ${what}: ${fewer}`,
      consequence: `Alerts and dashboards that need these ${what} have no data.`,
    };
  const more = narrowed(added, gone);
  if (more !== undefined)
    return {
      severity: "info",
      rule: "series-kept",
      text: `${job} keeps more ${what}: ${more.replace("no longer ", "").replace(/^only where (.*)$/, "not $&")}`,
    };
  const labels = [...new Set([...gone, ...added].map(({ target_label: label, regex }) => word(label ?? regex)))];
  if (labels.length === 0)
    return { severity: "info", rule: "relabelling", text: `relabelling of ${job} in another order` };
  return {
    severity: "warning",
    rule: "labels-changed",
    text: `${job} sets labels in another way: ${shortly(listed(labels))}`,
    consequence: "The series get other labels: rules, joins and dashboards that ask for the old ones find nothing.",
  };
}

/** What is let through by the first rules and not by the others; undefined if nothing is lost for sure. */
function narrowed(first: readonly JsonRecord[], then: readonly JsonRecord[]): string | undefined {
  const kept = then.filter(({ action }) => action === "keep");
  for (const rule of kept) {
    const was = first.find((one) => one["action"] === "keep" && sameLabels(one, rule));
    if (!was) return `only where ${sources(rule)} is ${shortly(rule["regex"])}`;
    const missing = alternatives(was["regex"]).filter((one) => !lets(rule["regex"], one));
    if (missing.length > 0) return `no longer ${shortly(listed(missing))}`;
  }
  const dropped = then.find(({ action, regex, ...rule }) => {
    if (action !== "drop") return false;
    const was = first.find((one) => one["action"] === "drop" && sameLabels(one, rule));
    return !was || alternatives(regex).some((one) => !lets(was["regex"], one));
  });
  const equal = then.find(({ action }) => action === "keepequal" || action === "dropequal");
  if (equal && !dropped) {
    const is = equal["action"] === "keepequal" ? "only where" : "no longer those where";
    return `${is} ${sources(equal)} is as ${word(equal["target_label"])}`;
  }
  return dropped ? `no longer those where ${sources(dropped)} is ${shortly(dropped["regex"])}` : undefined;
}

/** Whether an expression lets an alternative of another one through: as one of its own, or a plain name that it matches. */
function lets(regex: unknown, alternative: string): boolean {
  const own = alternatives(regex);
  if (own.includes(alternative)) return true;
  return /^\w+$/.test(alternative) && own.some((one) => isPrefix(one) && alternative.startsWith(one.slice(0, -2)));
}

/** `kubelet_.*` and `.*`, which are told without running an expression that others wrote. */
function isPrefix(one: string): boolean {
  return /^\w*\.[*+]$/.test(one);
}

function includes(rules: readonly JsonRecord[], rule: JsonRecord): boolean {
  const text = JSON.stringify(rule);
  return rules.some((one) => JSON.stringify(one) === text);
}

function sameLabels(one: JsonRecord, other: JsonRecord): boolean {
  return sources(one) === sources(other);
}

function sources({ source_labels: labels }: JsonRecord): string {
  return Array.isArray(labels) ? labels.join(", ") : "";
}

/** `a|b(c|d)` is `a` and `b(c|d)`. */
function alternatives(regex: unknown): string[] {
  const found = [""];
  let depth = 0;
  for (const letter of word(regex)) {
    if (letter === "(") depth += 1;
    if (letter === ")") depth -= 1;
    if (letter === "|" && depth === 0) found.push("");
    else found[found.length - 1] = (found.at(-1) ?? "") + letter;
  }
  return found;
}
