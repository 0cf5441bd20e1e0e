import { parseNumber } from "../../../promql/text";
import { canonical } from "../../diff";
import type { Finding, Severity } from "../../model";
import { expressionChanges } from "./expression-change";
import { severityOf, titleOf, type Rule } from "./rule";

/** One thing that is not the same about an alert. */
export type AlertChange = Pick<Finding, "severity" | "rule" | "text" | "consequence" | "detail">;

/** All that differs between the two sides of an alert but its interval. Where its labels lead it, the routing tells. */
export function alertChanges(before: Rule, after: Rule): AlertChange[] {
  const changes = [
    ...severityChange(before, after),
    ...conditionChanges(before, after),
    ...waitChange(before, after),
    ...keepFiringChange(before, after),
    ...labelChange(before, after),
    ...otherChange(before, after),
  ];
  return [...changes, ...annotationChanges(before, after, changes.length > 0)];
}

/** How much it matters that an alert fires less. */
function loss(rule: Rule): Severity {
  return severityOf(rule) === "info" ? "info" : "warning";
}

function severityChange(before: Rule, after: Rule): AlertChange[] {
  const [was, is] = [severityOf(before), severityOf(after)];
  if (was === is) return [];
  const isLowered = rank(is) < rank(was);
  return [
    {
      severity: isLowered ? "warning" : "info",
      rule: isLowered ? "alert-severity-lowered" : "alert-severity-raised",
      text: `${after.name} is ${is || "without severity"}, was ${was || "without severity"}: ${isLowered ? "lowered" : "raised"}`,
    },
  ];
}

function rank(severity: string): number {
  const found = ["none", "info", "warning", "critical"].indexOf(severity);
  if (found >= 0) return found;
  // Names of others for what wakes somebody, and for what does not.
  return /^(page|emergency|high|p1|sev1)$/i.test(severity) ? 3 : severity === "" ? 0 : 2;
}

function conditionChanges(before: Rule, after: Rule): AlertChange[] {
  return expressionChanges(before.expr, after.expr, after.language).map((change) => {
    const { direction, text, consequence, isWhole } = change;
    const suffix = direction === "loosened" || direction === "tightened" ? `: ${direction}` : "";
    const isWorse = direction === "loosened" || direction === "unclear";
    return {
      severity: isWorse ? loss(after) : "info",
      rule: direction === "unclear" || direction === "none" ? "alert-condition-changed" : `alert-${direction}`,
      text: `${titleOf(after)} ${text}${suffix}`,
      ...(consequence !== undefined && { consequence }),
      ...(isWhole !== true && { detail: { before: before.expr, after: after.expr } }),
    };
  });
}

function waitChange(before: Rule, after: Rule): AlertChange[] {
  const [was, is] = [seconds(before.for), seconds(after.for)];
  if (was === is) return [];
  const isLonger = is > was;
  return [
    {
      severity: isLonger ? loss(after) : "info",
      rule: isLonger ? "alert-loosened" : "alert-tightened",
      text: `${titleOf(after)} waits ${after.for || "no time"}, was ${before.for || "none"}: ${isLonger ? "loosened" : "tightened"}`,
    },
  ];
}

function keepFiringChange(before: Rule, after: Rule): AlertChange[] {
  if (seconds(before.keepFiringFor) === seconds(after.keepFiringFor)) return [];
  const [was, is] = [before.keepFiringFor || "not at all", after.keepFiringFor || "not at all"];
  const text = `${titleOf(after)} goes on firing for ${is}, was ${was}`;
  return [{ severity: "info", rule: "alert-keep-firing", text: text.replace("for not at all", "no longer") }];
}

function seconds(duration: string): number {
  return duration === "" ? 0 : (parseNumber(duration) ?? 0);
}

function labelChange(before: Rule, after: Rule): AlertChange[] {
  const parts = textsOf(before.labels, after.labels).filter(({ key }) => key !== "severity");
  if (parts.length === 0) return [];
  const told = parts.map(({ key, was, is }) => `${key} ${was ?? "none"} → ${is ?? "none"}`);
  return [{ severity: "info", rule: "alert-labels", text: `labels of ${titleOf(after)}: ${told.join(", ")}` }];
}

function otherChange(before: Rule, after: Rule): AlertChange[] {
  if (canonical(before.others) === canonical(after.others)) return [];
  const keys = [...new Set([...Object.keys(before.others), ...Object.keys(after.others)])];
  const told = keys.filter((key) => canonical(before.others[key] ?? null) !== canonical(after.others[key] ?? null));
  const part = (key: string): string =>
    `${key} ${JSON.stringify(before.others[key]) ?? "none"} → ${JSON.stringify(after.others[key]) ?? "none"}`;
  const text = `${titleOf(after)}: ${told.map(part).join(", ")}`;
  // More alerts than its limit make a rule fail as a whole: none of them fires.
  const [was, is] = [before, after].map(({ others }) => Number(others["limit"] ?? 0) || Infinity);
  return (is ?? 0) < (was ?? 0)
    ? [
        {
          severity: loss(after),
          rule: "alert-evaluation",
          text,
          consequence: "With more alerts than the limit at once, the rule fails, and none of them fires.",
        },
      ]
    : [{ severity: "info", rule: "alert-evaluation", text }];
}

/** Texts that tell a threshold which changes anyway follow it. */
function annotationChanges(before: Rule, after: Rule, followsOthers: boolean): AlertChange[] {
  const parts = textsOf(before.annotations, after.annotations).filter(
    ({ was, is }) => !followsOthers || was === undefined || is === undefined || wordsOf(was) !== wordsOf(is),
  );
  const lost = parts.filter(({ key, is }) => key === "runbook_url" && is === undefined);
  const rest = parts.filter((part) => !lost.includes(part));
  return [
    ...lost.map(
      (): AlertChange => ({
        severity: loss(after),
        rule: "alert-runbook-removed",
        text: `${titleOf(after)} has no runbook any more`,
        consequence: "Whoever is told finds no instructions in the message.",
      }),
    ),
    ...(rest.length === 0
      ? []
      : [
          {
            severity: "info" as const,
            rule: "alert-text",
            text: `${titleOf(after)} tells another ${rest.map(({ key }) => key).join(", ")}`,
            detail: { before: lines(rest, "was"), after: lines(rest, "is") },
          },
        ]),
  ];
}

interface TextChange {
  readonly key: string;
  readonly was: string | undefined;
  readonly is: string | undefined;
}

function textsOf(before: Rule["labels"], after: Rule["labels"]): TextChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((key) => ({ key, was: before[key], is: after[key] }))
    .filter(({ was, is }) => was !== is);
}

function lines(parts: readonly TextChange[], side: "was" | "is"): string {
  return parts.map((part) => `${part.key}: ${part[side] ?? "none"}`).join("\n");
}

/** A text without its numbers. */
export function wordsOf(text: string): string {
  return text.replaceAll(/\d+(\.\d+)?\s?(ms|[smhdw%]|Mi|Gi)?/g, "#");
}
