import { parseDuration, type Duration, type Problems } from "../../core";
import { logLabels, selector, type Matchers } from "../../signals";
import type { LimitsConfig } from "./loki-config";

/** How long lines are kept. */
export interface Retention {
  readonly keep: Duration;
  readonly byStream: readonly StreamRetention[];
}

/** How long the lines of some streams are kept. */
export interface StreamRetention {
  /** Which ones: `{ namespace: "dev" }`, or `{ service: { re: "debug-.+" }, environment: "test" }`. All of it must fit. */
  readonly streams: LogStreams;
  /** 1d or more: Loki deletes by the day. */
  readonly keep: Duration;
}

/** Log streams by what Loki knows of each: its labels. A text must be equal; the other forms are as in queries. */
export type LogStreams = { readonly [Label in keyof typeof logLabels]?: Matchers[string] };

const DAY = 86_400_000;

export function retentionConfig({
  keep,
  byStream,
}: Retention): Pick<LimitsConfig, "retention_period" | "retention_stream"> {
  if (byStream.length === 0) return { retention_period: keep };
  return {
    retention_period: keep,
    retention_stream: byStream.map((rule, index) => ({
      selector: selectorOf(rule.streams),
      // The first that fits counts, and Loki takes the greatest number.
      priority: byStream.length - index,
      period: rule.keep,
    })),
  };
}

/** Notes what Loki would refuse, or would take and never apply. */
export function checkRetention({ keep, byStream }: Retention, problems: Problems): void {
  checkPeriod("retention", keep, problems);
  const seen = new Set<string>();
  byStream.forEach(({ streams, keep: period }, index) => {
    const property = `retentionByStream[${index}]`;
    checkPeriod(`${property}.keep`, period, problems);
    if (!checkStreams(`${property}.streams`, streams, problems)) return;
    const text = selectorOf(streams);
    const fix = "the first one counts: remove this one";
    problems.check(!seen.has(text), `${property}.streams`, streams, "streams that no entry before it names", fix);
    seen.add(text);
  });
}

function checkPeriod(property: string, period: Duration, problems: Problems): void {
  const milliseconds = problems.parse(property, period, parseDuration);
  problems.check(
    milliseconds === undefined || milliseconds >= DAY,
    property,
    period,
    "1d or more, as Loki deletes by the day",
  );
}

function checkStreams(property: string, streams: LogStreams, problems: Problems): boolean {
  const unknown = Object.keys(streams).filter((label) => !Object.hasOwn(logLabels, label));
  const known = Object.keys(logLabels).join(", ");
  problems.check(unknown.length === 0, property, streams, `labels of streams: ${known}`);
  const matchers = Object.values(streams);
  const patterns = matchers.flatMap((matcher) =>
    typeof matcher === "string" ? [] : "re" in matcher ? [matcher.re] : "notRe" in matcher ? [matcher.notRe] : [],
  );
  const broken = patterns.filter((pattern) => !isPattern(pattern));
  problems.check(broken.length === 0, property, streams, "patterns that RE2 reads");
  const positive = 'at least one label that is equal to a text or matches a pattern, such as { namespace: "dev" }';
  const holds = broken.length > 0 || matchers.some(isPositive);
  problems.check(holds, property, streams, positive);
  return unknown.length === 0 && broken.length === 0 && holds;
}

/** Whether a stream without the label does not fit. Loki refuses selectors of which none is so. */
function isPositive(matcher: Matchers[string]): boolean {
  if (typeof matcher === "string") return matcher !== "";
  return "re" in matcher && !new RegExp(`^(?:${matcher.re})$`).test("");
}

/** RE2 has no lookaround and no references. */
function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern) instanceof RegExp && !/\(\?<?[=!]|\\[1-9]/.test(pattern);
  } catch {
    return false;
  }
}

function selectorOf(streams: LogStreams): string {
  const matchers: Record<string, Matchers[string]> = {};
  for (const [name, label] of Object.entries(logLabels)) {
    const matcher = Object.entries(streams).find(([key]) => key === name)?.[1];
    if (matcher !== undefined) matchers[label] = matcher;
  }
  return selector("", matchers);
}
