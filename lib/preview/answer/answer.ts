import type {
  GrafanaAnnotation,
  GrafanaDashboard,
  GrafanaPanel,
  GrafanaTarget,
} from "../../../dashboards/grafana/json";
import { durationSeconds, inTurn } from "../../core";
import { NoAnswer, type Curve, type Labels, type Sources, type TimeRange } from "../sources";
import type { Answer, AnsweredAnnotation, AnsweredDashboard, AnsweredPanel, Result } from "./answered";
import { interpolated, interpolatedText, ownValues, type Values } from "./interpolate";
import { searchText, traceSearch } from "./trace-search";
import { chosenValues, type Preferences } from "./variables";

export interface AnswerOptions {
  readonly sources: Sources;
  /** Where the dashboards end, in seconds since 1970. */
  readonly now: number;
  /** @default - the first of all values */
  readonly preferences?: Preferences;
  /** How often Prometheus reads its targets, in seconds. @default 15 */
  readonly scrapeInterval?: number;
}

/** About as many moments as a curve needs to look like one. */
const MOMENTS = 60;

/** Asks everything that a dashboard asks when it is opened. What is not answered becomes part of the result. */
export async function answer(dashboard: GrafanaDashboard, options: AnswerOptions): Promise<AnsweredDashboard> {
  const { sources, now, preferences = {}, scrapeInterval = 15 } = options;
  const range = rangeOf(dashboard, now, scrapeInterval);
  const own = ownValues(range, scrapeInterval);
  const { values, choices } = await chosenValues(dashboard.templating.list, own, preferences, sources, range);
  const shown = dashboard.panels.flatMap((panel) => (panel.type === "row" ? [] : [panel]));
  const panels = await inTurn(shown, (panel) => answerPanel(panel, values, sources, range));
  const annotations = await inTurn(dashboard.annotations.list, (annotation) =>
    answerAnnotation(annotation, values, sources, range),
  );
  return { dashboard, range, choices, panels, annotations };
}

/** What the dashboard looks back on when it is opened, in about so many steps, each of several scrapes. */
function rangeOf({ time }: GrafanaDashboard, now: number, scrapeInterval: number): TimeRange {
  const [, ago = "1h"] = /^now-(\w+)$/.exec(time.from) ?? [];
  const length = durationSeconds(ago);
  const step = Math.max(1, Math.round(length / MOMENTS / scrapeInterval)) * scrapeInterval;
  const to = Math.floor(now);
  return { from: to - Math.floor(length / step) * step, to, step };
}

async function answerPanel(
  panel: GrafanaPanel,
  values: Values,
  sources: Sources,
  range: TimeRange,
): Promise<AnsweredPanel> {
  const answers = panel.targets.map((target): Promise<Answer> => answerTarget(target, values, sources, range));
  return { panel: withValues(panel, values), answers: await Promise.all(answers) };
}

/** Its title, and the words of a text, with the values of variables in them. */
function withValues(panel: GrafanaPanel, values: Values): GrafanaPanel {
  const { content } = panel.options;
  return {
    ...panel,
    title: interpolatedText(panel.title, values),
    options:
      typeof content === "string" ? { ...panel.options, content: interpolatedText(content, values) } : panel.options,
  };
}

async function answerTarget(
  target: GrafanaTarget,
  values: Values,
  sources: Sources,
  range: TimeRange,
): Promise<Answer> {
  const query = "expr" in target ? interpolated(target.expr, values) : searchText(target, values);
  try {
    return { target, query, result: await ask(target, query, values, sources, range) };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { target, query, result: { kind: "none", why: error.message } };
  }
}

async function ask(
  target: GrafanaTarget,
  query: string,
  values: Values,
  { metrics, logs, traces }: Sources,
  range: TimeRange,
): Promise<Result> {
  if (!("expr" in target)) {
    if (!traces) throw new NoAnswer("no traces to ask for");
    if (target.queryType === "search") {
      return { kind: "traces", traces: await traces.search(traceSearch(target, values), range) };
    }
    return { kind: "spans", spans: (await traces.trace(query)) ?? [] };
  }
  if ("queryType" in target) {
    if (!logs) throw new NoAnswer("no logs to ask for");
    if (target.maxLines !== undefined) {
      return { kind: "lines", lines: await logs.lines(query, range, target.maxLines) };
    }
    return target.queryType === "range"
      ? { kind: "curves", curves: await logs.range(query, range) }
      : { kind: "samples", samples: await logs.instant(query, range.to) };
  }
  return "range" in target && target.range
    ? { kind: "curves", curves: await metrics.range(query, range) }
    : { kind: "samples", samples: await metrics.instant(query, range.to) };
}

async function answerAnnotation(
  { name, iconColor, target, textFormat }: GrafanaAnnotation,
  values: Values,
  { metrics }: Sources,
  range: TimeRange,
): Promise<AnsweredAnnotation> {
  try {
    const curves = await metrics.range(interpolated(target.expr, values), range);
    return {
      title: name,
      color: iconColor,
      events: curves.flatMap((curve) => eventsOf(curve, textFormat, range.step)),
    };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { title: name, color: iconColor, events: [], why: error.message };
  }
}

/** Moments one after another at which the series is above 0 are one event. */
function eventsOf({ labels, points }: Curve, textFormat: string, step: number): AnsweredAnnotation["events"] {
  const events: { from: number; to: number; text: string }[] = [];
  for (const [time, value] of points) {
    if (!(value > 0)) continue;
    const last = events.at(-1);
    if (last && time - last.to <= step) last.to = time;
    else events.push({ from: time, to: time, text: withLabels(textFormat, labels) });
  }
  return events;
}

/** The text with labels in place of `{{name}}`. */
export function withLabels(format: string, labels: Labels): string {
  return format.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => labels[name] ?? "");
}
