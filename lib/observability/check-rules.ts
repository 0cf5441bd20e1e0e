import { parseDuration, type Problems } from "../core";
import type { Monitor } from "../monitor";
import { anyLabels, type Checked, type ExpressionCheck, type Labels as ResultLabels } from "../promql";
import type { AlertRule, RecordingRule } from "../signals";
import {
  labelTemplateChecker,
  templateChecker,
  type LabelTemplateChecker,
  type TemplateChecker,
} from "./alert-template";
import { logqlChecker } from "./logql";
import { labelsOfAlert, StackNames, type AlertLabels } from "./promql";
import type { MonitorRules, RuleSet } from "./rule-group";

const SEVERITIES = ["critical", "warning", "info"];

/** Looks at the rules of a stack. */
export interface RuleChecker {
  /**
   * Notes what is wrong with a monitor and its rules, naming the monitor, the rule and the property. Each of them is looked
   * at, whoever wrote it: Prometheus and Loki read all the rules again or none, so one that is refused keeps everybody's
   * from being evaluated.
   */
  check(monitor: Monitor, rules: MonitorRules): void;
  /** The labels that an alert of a monitor has beside those of its rule and of its monitor. */
  seriesLabels(monitor: Monitor): (rule: AlertRule, language: "promql" | "logql") => AlertLabels;
  /** Notes what could not be told of one monitor before the others were known, which may record what it reads. */
  finish(): void;
}

/** A checker that notes its problems there. */
export function ruleChecker(problems: Problems): RuleChecker {
  const names = new StackNames();
  const later: (() => void)[] = [];
  const checkers: Checkers = {
    names,
    logs: logqlCheck(),
    template: templateChecker(),
    labelTemplate: labelTemplateChecker(),
    later: (again) => later.push(again),
  };
  return {
    check: (monitor, rules) => new MonitorCheck(monitor, problems, checkers).check(rules),
    seriesLabels: (monitor) => {
      const check = names.checkFor(monitor);
      return ({ expr }, language) => labelsOfAlert(language === "promql" ? check(expr).result.labels : anyLabels, []);
    },
    finish: () => {
      if (later.length > 0) names.settle();
      for (const again of later) again();
    },
  };
}

interface Checkers {
  readonly names: StackNames;
  readonly logs: ExpressionCheck;
  readonly template: TemplateChecker;
  readonly labelTemplate: LabelTemplateChecker;
  /** Has something done when all monitors are known. */
  readonly later: (again: () => void) => void;
}

/** LogQL is looked at by itself; what it results in is not known. */
function logqlCheck(): ExpressionCheck {
  const check = logqlChecker();
  const result = { labels: anyLabels, counter: "unknown", histogram: "unknown" } as const;
  const sound: Checked = { problems: [], result };
  return (expr) => {
    const expected = check(expr);
    return expected === undefined ? sound : { problems: [{ got: expr, expected }], result };
  };
}

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
    const { names } = this.checkers;
    const check = names.checkFor(monitor);
    names.record(metrics.recordings, monitor, check);
    names.recordLogs(logs.recordings, monitor);
    this.rules(metrics, check);
    this.rules(logs, this.checkers.logs);
    for (const { alert, keepFiringFor } of logs.alerts) {
      const property = `${where}, alert "${alert}": keepFiringFor`;
      problems.check(keepFiringFor === undefined, property, keepFiringFor, "nothing, as Loki ignores it");
    }
  }

  private rules({ recordings, alerts }: RuleSet, check: ExpressionCheck): void {
    for (const rule of recordings) this.recording(rule, check);
    for (const rule of alerts) this.alert(rule, check);
  }

  private recording(rule: RecordingRule, check: ExpressionCheck): void {
    const { problems } = this;
    const where = `${this.where}, record "${rule.record}":`;
    const isName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(rule.record);
    problems.check(isName, `${this.where}: record`, rule.record, 'a series such as "level:metric:operations"');
    this.expression({ expr: rule.expr, texts: [], where }, check);
    if (rule.labels) this.labels(rule.labels, `${where} labels`);
    if (this.isRepeated(rule.record, rule.labels)) {
      problems.report(`${where} recorded twice with the same labels; remove one of them`);
    }
  }

  private alert(rule: AlertRule, check: ExpressionCheck): void {
    const { problems } = this;
    const where = `${this.where}, alert "${rule.alert}":`;
    const isName = /^[a-zA-Z][a-zA-Z0-9_]*$/.test(rule.alert);
    problems.check(isName, `${this.where}: alert`, rule.alert, 'a name in UpperCamelCase such as "QueueFull"');
    this.expression({ expr: rule.expr, texts: textsOf(rule), where, labels: rule.labels }, check);
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

  /** The expression, and the texts that use labels of its result. */
  private expression(rule: Expressed, check: ExpressionCheck): void {
    const checked = check(rule.expr);
    const isSound = checked.problems.length === 0 && this.lostLabels(rule, checked.result.labels).length === 0;
    // What all monitors record is known only when the last one is.
    if (!isSound) this.checkers.later(() => this.report(rule, this.again(check)(rule.expr)));
  }

  private again(check: ExpressionCheck): ExpressionCheck {
    return check === this.checkers.logs ? check : this.checkers.names.checkFor(this.monitor);
  }

  private report(rule: Expressed, { problems, result }: Checked): void {
    for (const { got, expected, fix } of problems) this.problems.add(`${rule.where} expr`, got, expected, fix);
    // Of an expression that cannot be read, nothing is known of its labels.
    if (problems.length > 0 && result.labels.open) return;
    for (const { property, text, expected } of this.lostLabels(rule, result.labels)) {
      this.problems.add(`${rule.where} ${property}`, text, expected);
    }
  }

  private lostLabels({ texts, labels }: Expressed, result: ResultLabels): LostLabel[] {
    const added = { ...this.monitor.monitorLabels, ...labels };
    return texts.flatMap(([property, text]) => {
      const expected = this.checkers.labelTemplate(text, result, added);
      return expected === undefined ? [] : [{ property, text, expected }];
    });
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

/** What is looked at together: an expression and the texts that use its result. */
interface Expressed {
  readonly expr: string;
  readonly texts: readonly (readonly [property: string, text: string])[];
  readonly where: string;
  readonly labels?: Labels | undefined;
}

interface LostLabel {
  readonly property: string;
  readonly text: string;
  readonly expected: string;
}

function textsOf({ summary, description, labels = {} }: AlertRule): Expressed["texts"] {
  const named = Object.entries(labels).map(([name, value]) => [`labels.${name}`, value] as const);
  return [["summary", summary], ["description", description], ...named];
}

function isSame(a: Labels, b: Labels): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
