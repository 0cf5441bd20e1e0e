import { asRecord, isRecord } from "../../../core";
import { shortly } from "../../shortly";
import { word } from "../../values";
import { settingsReader, type Setting, type SettingChange } from "./setting";
import { limit } from "./tellers";
import type { Told } from "./told";

const POLICY = ["processors", "*", "policies", "*"];

const SETTINGS: readonly Setting[] = [
  { at: POLICY, tell: policy },
  { at: [...POLICY, "probabilistic", "sampling_percentage"], tell: share },
  { at: ["processors", "*", "sampling_percentage"], tell: share },
  limit([...POLICY, "latency", "threshold_ms"], {
    what: "traces kept as slow from (ms)",
    rule: "sampling",
    worse: "higher",
    consequence: "Slow traces below it are kept only by chance.",
  }),
  limit(["processors", "*", "decision_wait"], {
    what: "time until a trace is decided on",
    rule: "sampling-wait",
    worse: "lower",
    consequence: "Spans that end later do not count: a trace that fails or is slow at its end may be dropped.",
  }),
  limit(["processors", "*", "num_traces"], {
    what: "traces held until they are decided on",
    rule: "sampling-wait",
    worse: "lower",
    consequence: "Under load traces are dropped before they are decided on.",
  }),
];

/** Which traces a collector keeps. */
export const sampling = settingsReader(SETTINGS);

function share({ before, after, document }: SettingChange): Told | undefined {
  const [was, is] = [percent(before), percent(after)];
  if (was === undefined || is === undefined) return undefined;
  const text = `share of traces that ${document.program} keeps by chance ${was} % → ${is} %`;
  return is < was
    ? {
        severity: "warning",
        rule: "sampling-share",
        text: `${text}: fewer traces`,
        consequence: "An exemplar or a log line leads more often to a trace that was not kept.",
      }
    : { severity: "info", rule: "sampling-share", text: `${text}: more traces, and more room` };
}

function percent(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function policy({ before, after, names, document }: SettingChange): Told | undefined {
  const name = names[1] ?? "";
  if (after === undefined)
    return {
      severity: "warning",
      rule: "sampling-policy-removed",
      text: `${document.program} no longer keeps traces by policy ${name}: ${described(before)}`,
      consequence: "They are kept only if another policy takes them.",
    };
  if (before === undefined)
    return {
      severity: "info",
      rule: "sampling-policy-added",
      text: `${document.program} keeps traces by policy ${name} too: ${described(after)}`,
    };
  // Shares and times are told as what they are.
  if (asRecord(after)["probabilistic"] !== undefined || asRecord(after)["latency"] !== undefined) return undefined;
  return {
    severity: "warning",
    rule: "sampling-policy-changed",
    text: `policy ${name} by which ${document.program} keeps traces is ${described(after)}, was ${described(before)}`,
    consequence: "Traces that it no longer takes are kept only if another policy takes them.",
  };
}

function described(value: unknown): string {
  if (!isRecord(value)) return shortly(value);
  const type = word(value["type"]);
  return shortly(value[type] === undefined ? type : `${type} ${JSON.stringify(value[type])}`);
}
