import { formatDuration, parseDuration, UnitError, type Duration } from "../../core";
import type { PrometheusAlertingRule, PrometheusRuleFile } from "../../components/rules";
import type { Monitor } from "../../monitor";
import {
  CaseError,
  lengthOf,
  sampleValues,
  selector,
  type AlertCase,
  type AlertRule,
  type AlertTest,
  type Matchers,
  type RecordingRule,
} from "../../signals";
import { rulesOf, ruleGroups, type Links, type RuleSet } from "../rule-group";
import type { PromtoolTest, PromtoolTestFile } from "./promtool";
import { renderTemplate } from "./render-template";

/** The proof of one alert: a file of rules with it and with what it is computed from, and the tests of that file. */
export interface RuleTest {
  readonly monitor: string;
  /** The name of both files, without `.rules.yaml` and `.test.yaml`: `ServiceErrors5xx.critical`. */
  readonly name: string;
  readonly rules: PrometheusRuleFile;
  readonly tests: PromtoolTestFile;
}

/** The proofs of a monitor's alerts, and the alerts that have none. */
export interface MonitorTests {
  readonly tests: readonly RuleTest[];
  /** As `ServiceErrors5xx.critical`. */
  readonly unproven: readonly string[];
  /** What is wrong with the cases, each with where. */
  readonly problems: readonly string[];
}

/** How often alerts are evaluated that say nothing else; in tests, and by default. */
const STEP: Duration = "15s";

export function ruleTests(monitor: Monitor, links: Links): MonitorTests {
  const { metrics } = rulesOf(monitor);
  const tests = monitor.alertTests?.() ?? [];
  const problems: string[] = [];
  const proven = metrics.alerts.map((rule) => ({ rule, test: tests.find((test) => isOf(test, rule)) }));
  for (const test of tests) {
    if (!metrics.alerts.some((rule) => isOf(test, rule)))
      problems.push(
        `${monitor.monitorName}: a test of ${nameOf(test)}: expected an alert of this name, severity and labels`,
      );
  }
  return {
    tests: proven.flatMap(({ rule, test }) => (test ? [ruleTest(monitor, links, metrics, rule, test, problems)] : [])),
    unproven: proven.flatMap(({ rule, test }) => (test ? [] : [nameOf(rule)])),
    problems,
  };
}

function isOf({ alert, severity, labels = {} }: AlertTest, rule: AlertRule): boolean {
  return (
    alert === rule.alert &&
    severity === rule.severity &&
    Object.entries(labels).every(([name, value]) => rule.labels?.[name] === value)
  );
}

function nameOf({ alert, severity, labels = {} }: Pick<AlertRule, "alert" | "severity" | "labels">): string {
  return [alert, severity, ...Object.values(labels)].join(".").replaceAll(/[^A-Za-z0-9._-]/g, "-");
}

function ruleTest(
  monitor: Monitor,
  links: Links,
  all: RuleSet,
  rule: AlertRule,
  test: AlertTest,
  problems: string[],
): RuleTest {
  const name = nameOf(rule);
  const needed = { recordings: neededBy(rule.expr, all, test.given), alerts: [rule] };
  const groups = ruleGroups(monitor, links, { metrics: needed, logs: { recordings: [], alerts: [] } });
  const step = test.step ?? rule.interval ?? STEP;
  const written = groups.flatMap(({ rules }) => rules).find((other) => "alert" in other);
  if (!written || !("alert" in written)) throw new Error(`${name} is not among its own rules`);
  return {
    monitor: monitor.monitorName,
    name,
    rules: { groups },
    tests: {
      rule_files: [`${name}.rules.yaml`],
      evaluation_interval: step,
      // What others read comes first, as it does within a group.
      group_eval_order: groups.map((group) => group.name),
      tests: test.cases.flatMap((one) => {
        const where = `${monitor.monitorName}: ${name}, case ${JSON.stringify(one.name)}`;
        return told(where, problems, () => promtoolTest(one, { rule, written, monitor, step }));
      }),
    },
  };
}

/** What `make` makes, or nothing after noting why it cannot. */
function told<T>(where: string, problems: string[], make: () => T): T[] {
  try {
    return [make()];
  } catch (error) {
    if (!(error instanceof CaseError || error instanceof UnitError)) throw error;
    problems.push(`${where}: ${error instanceof UnitError ? `expected ${error.message}` : error.message}`);
    return [];
  }
}

/** The recordings that an expression uses, and those that they use, in their order; what is given needs none. */
function neededBy(expr: string, { recordings }: RuleSet, given: readonly string[] = []): RuleSet["recordings"] {
  const needed = new Set<RecordingRule>();
  const visit = (text: string): void => {
    for (const recording of recordings) {
      if (needed.has(recording) || given.includes(recording.record) || !mentions(text, recording)) continue;
      needed.add(recording);
      visit(recording.expr);
    }
  };
  visit(expr);
  return recordings.filter((recording) => needed.has(recording));
}

/** Whether an expression has a selector that finds what is recorded, as far as exact matchers of its own labels tell. */
function mentions(expr: string, { record, labels = {} }: RecordingRule): boolean {
  for (let at = expr.indexOf(record); at >= 0; at = expr.indexOf(record, at + 1)) {
    const rest = expr.slice(at + record.length);
    if (/^[\w:]/.test(rest) || /[\w:]$/.test(expr.slice(Math.max(0, at - 1), at))) continue;
    const [, matchers = ""] = /^\{([^}]*)\}/.exec(rest) ?? [];
    const exact = [...matchers.matchAll(/(\w+)="([^"]*)"/g)];
    if (exact.every(([, label = "", value]) => labels[label] === undefined || labels[label] === value)) return true;
  }
  return false;
}

interface Context {
  readonly rule: AlertRule;
  readonly written: PrometheusAlertingRule;
  readonly monitor: Monitor;
  readonly step: Duration;
}

function promtoolTest(one: AlertCase, context: Context): PromtoolTest {
  const { step } = context;
  return {
    name: `${"fires" in one ? "fires" : "silent"}: ${one.name}`,
    interval: step,
    input_series: one.series.map((each) => ({ series: each.series, values: sampleValues(each, step) })),
    ...("fires" in one ? firing(one.fires, context) : silent(one, context)),
  };
}

type Firing = Extract<AlertCase, { readonly fires: unknown }>["fires"];

/** Silent until it has held for long enough, then with every word, and silent again when it is over. */
function firing(fires: Firing, context: Context): Partial<PromtoolTest> {
  const { rule, step } = context;
  const stepMs = parseDuration(step);
  // It fires at the first evaluation that is late enough.
  const begins = parseDuration(fires.since) + Math.ceil(parseDuration(rule.for ?? "0s") / stepMs) * stepMs;
  const until = fires.until === undefined ? undefined : parseDuration(fires.until);
  const never = begins - stepMs < 0;
  return {
    alert_rule_test: [
      ...(never ? [] : [{ alertname: rule.alert, eval_time: time(begins - stepMs), exp_alerts: [] }]),
      { alertname: rule.alert, eval_time: time(begins), exp_alerts: expectedAlerts(fires, begins, context) },
      ...(until === undefined ? [] : [{ alertname: rule.alert, eval_time: time(until), exp_alerts: [] }]),
    ],
    ...(until === undefined ? {} : { promql_expr_test: [stillFiring(fires, until - stepMs, rule)] }),
  };
}

function stillFiring(fires: Firing, at: number, { alert }: AlertRule) {
  const firingSeries = selector("ALERTS", { alertname: alert, alertstate: "firing" });
  return {
    expr: `count(${firingSeries})`,
    eval_time: time(at),
    exp_samples: [{ labels: "{}", value: labelSets(fires).length }],
  };
}

function expectedAlerts(fires: Firing, at: number, { rule, written, monitor }: Context) {
  return labelSets(fires).map((labels) => {
    const all = { ...labels, ...monitor.monitorLabels, ...written.labels };
    const data = { labels: { ...all, alertname: rule.alert }, value: fires.value ?? 1, now: at / 1000 };
    const render = (texts: Readonly<Record<string, string>> = {}): Record<string, string> =>
      Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, renderTemplate(text, data)]));
    return { exp_labels: render(all), exp_annotations: complete(render(written.annotations)) };
  });
}

/** Texts that nobody can use: without a word, or with a number that is none. */
function complete(texts: Record<string, string>): Record<string, string> {
  for (const [name, text] of Object.entries(texts)) {
    if (text === "" || /<no value>|\bNaN\b/.test(text)) throw new CaseError(`its ${name} says nothing: ${text}`);
  }
  return texts;
}

function labelSets({ labels = {} }: Firing): readonly Readonly<Record<string, string>>[] {
  return isList(labels) ? labels : [labels];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

/** Over the whole time, neither fires nor, where it is to stay inactive, waits to. */
function silent(one: Extract<AlertCase, { readonly stays: unknown }>, { rule, step }: Context): Partial<PromtoolTest> {
  const end = Math.max(lengthOf(one.series), 2 * parseDuration(rule.for ?? "0s"), 10 * parseDuration(step));
  const state = one.stays === "pending" ? { alertstate: "firing" } : {};
  // A range does not hold the sample at its very beginning, which here is the first evaluation.
  const range = time(end + parseDuration(step));
  const alerts = (labels: Matchers): string =>
    `count_over_time(${selector("ALERTS", { alertname: rule.alert, ...labels })}[${range}])`;
  return {
    promql_expr_test: [
      { expr: alerts(state), eval_time: time(end), exp_samples: [] },
      // Otherwise the case would say nothing about how long it must hold.
      ...(one.stays === "pending"
        ? [
            {
              expr: `max(${alerts({ alertstate: "pending" })} > bool 0)`,
              eval_time: time(end),
              exp_samples: [{ labels: "{}", value: 1 }],
            },
          ]
        : []),
    ],
  };
}

function time(milliseconds: number): Duration {
  return formatDuration(milliseconds);
}
