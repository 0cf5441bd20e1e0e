import { parseDuration, type Problems } from "../core";
import type { Monitor } from "../monitor";
import type { AlertRule, RecordingRule } from "../signals";
import { templateChecker, type TemplateChecker } from "./alert-template";
import { logqlChecker } from "./logql";
import { promqlChecker } from "./promql";
import type { MonitorRules, RuleSet } from "./rule-group";

const SEVERITIES = ["critical", "warning", "info"];

/**
 * Notes what is wrong with a monitor and its rules, naming the monitor, the rule and the property. Each of them is looked
 * at, whoever wrote it: Prometheus and Loki read all the rules again or none, so one that is refused keeps everybody's
 * from being evaluated.
 */
export function ruleChecker(problems: Problems): (monitor: Monitor, rules: MonitorRules) => void {
  const checkers = { metrics: promqlChecker(), logs: logqlChecker(), template: templateChecker() };
  return (monitor, rules) => new MonitorCheck(monitor, problems, checkers).check(rules);
}

interface Checkers {
  readonly metrics: ExpressionChecker;
  readonly logs: ExpressionChecker;
  readonly template: TemplateChecker;
}

/** Tells what is wrong with an expression, as the end of the sentence "expected …", or undefined. */
type ExpressionChecker = (expr: string) => string | undefined;

/** Whether a rule file can be called so. */
export function isMonitorName(name: string): boolean {
  return name.length <= 200 && /^[A-Za-z0-9][A-Za-z0-9._-]*\/[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name);
}

type Labels = Readonly<Record<string, string>>;

class MonitorCheck {
  private readonly where: string;
  /** The labels of the rules of a name. */
  private readonly known = new Map<string, Labels[]>();

  constructor(
    private readonly monitor: Monitor,
    private readonly problems: Problems,
    private readonly checkers: Checkers,
  ) {
    this.where = `monitor ${JSON.stringify(monitor.monitorName)}`;
  }

  check({ metrics, logs }: MonitorRules): void {
    const { where, monitor, problems } = this;
    const own = monitor.monitorProblems?.() ?? [];
    for (const problem of own) problems.report(`${where}: ${problem}`);
    if (own.length > 0) return;

    const expected = '"namespace/name" of letters, digits, "-", "_" and "."';
    problems.check(isMonitorName(monitor.monitorName), "monitorName", monitor.monitorName, expected);
    this.labels(monitor.monitorLabels, `${where}: monitorLabels`);
    this.rules(metrics, this.checkers.metrics);
    this.rules(logs, this.checkers.logs);
    for (const { alert, keepFiringFor } of logs.alerts) {
      const property = `${where}, alert "${alert}": keepFiringFor`;
      problems.check(keepFiringFor === undefined, property, keepFiringFor, "nothing, as Loki ignores it");
    }
  }

  private rules({ recordings, alerts }: RuleSet, check: ExpressionChecker): void {
    for (const rule of recordings) this.recording(rule, check);
    for (const rule of alerts) this.alert(rule, check);
  }

  private recording(rule: RecordingRule, check: ExpressionChecker): void {
    const { problems } = this;
    const where = `${this.where}, record "${rule.record}":`;
    const isName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(rule.record);
    problems.check(isName, `${this.where}: record`, rule.record, 'a series such as "level:metric:operations"');
    this.expression(rule.expr, where, check);
    if (rule.labels) this.labels(rule.labels, `${where} labels`);
    if (this.isRepeated(rule.record, rule.labels)) {
      problems.report(`${where} recorded twice with the same labels; remove one of them`);
    }
  }

  private alert(rule: AlertRule, check: ExpressionChecker): void {
    const { problems } = this;
    const where = `${this.where}, alert "${rule.alert}":`;
    const isName = /^[a-zA-Z][a-zA-Z0-9_]*$/.test(rule.alert);
    problems.check(isName, `${this.where}: alert`, rule.alert, 'a name in UpperCamelCase such as "QueueFull"');
    this.expression(rule.expr, where, check);
    if (rule.for !== undefined) problems.parse(`${where} for`, rule.for, parseDuration);
    if (rule.keepFiringFor !== undefined) problems.parse(`${where} keepFiringFor`, rule.keepFiringFor, parseDuration);
    const isSeverity = SEVERITIES.includes(rule.severity);
    problems.check(isSeverity, `${where} severity`, rule.severity, `one of ${SEVERITIES.join(", ")}`);
    if (rule.labels) {
      this.labels(rule.labels, `${where} labels`);
      for (const [name, value] of Object.entries(rule.labels)) this.template(value, `${where} labels.${name}`);
    }
    this.text(rule.summary, `${where} summary`);
    this.text(rule.description, `${where} description`);
    if (this.isRepeated(`${rule.alert} ${rule.severity}`, rule.labels)) {
      const fix = "give one of them another name, severity or label";
      problems.report(`${where} there is another of severity ${rule.severity} with the same labels; ${fix}`);
    }
  }

  private expression(expr: string, where: string, check: ExpressionChecker): void {
    const expected = check(expr);
    if (expected !== undefined) this.problems.add(`${where} expr`, expr, expected);
  }

  private text(text: string, property: string): void {
    this.problems.check(text.trim() !== "", property, text, "text that whoever is on call can act on");
    this.template(text, property);
  }

  private template(text: string, property: string): void {
    const expected = this.checkers.template(text);
    if (expected !== undefined) this.problems.add(property, text, expected);
  }

  /** Names that begin with "__" are Prometheus' own. */
  private labels(labels: Labels, property: string): void {
    for (const name of Object.keys(labels)) {
      const isName = /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
      this.problems.check(isName, property, name, 'names of labels such as "team" (letters, digits and "_")');
    }
  }

  private isRepeated(name: string, labels: Labels = {}): boolean {
    const others = this.known.get(name);
    if (others === undefined) this.known.set(name, [labels]);
    else if (others.some((other) => isSame(other, labels))) return true;
    else others.push(labels);
    return false;
  }
}

function isSame(a: Labels, b: Labels): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
