import type { Monitor } from "../monitor";
import {
  anyLabels,
  either,
  expressionCheck,
  labelsOf,
  parse,
  patternChecker,
  shapeOf,
  typeProblems,
  type ExpressionCheck,
  type Labels,
  type NamedSeries,
  type Names,
  type Series,
} from "../promql";
import type { Metric, RecordingRule } from "../signals";
import { catalogue } from "../signals/catalogue";

/**
 * The names that the rules of a stack see: the catalogue, what each monitor's programs tell, and what all monitors record.
 * What is recorded is added monitor by monitor. More of it only makes more rules sound, so a rule that is sound before
 * all is known stays so, and one that is not must be asked about once more when all is known.
 */
export class StackNames {
  private readonly base: Names = catalogue();
  private readonly recorded = new Map<string, Recorded>();
  /** By what the monitor's programs tell, as a text: the services of a stack hardly differ in it. */
  private checks = new Map<string, ExpressionCheck>();

  /** The check for a monitor's rules. */
  checkFor(monitor: Monitor): ExpressionCheck {
    const metrics = monitor.metrics?.() ?? [];
    const key = metrics.length === 0 ? "" : JSON.stringify(metrics);
    const known = this.checks.get(key);
    if (known) return known;
    const check = expressionCheck(this.namesWith(metrics));
    this.checks.set(key, check);
    return check;
  }

  /** Makes known what a monitor records in PromQL; the check is that of its rules. */
  record(rules: readonly RecordingRule[], { monitorLabels }: Monitor, check: ExpressionCheck): void {
    const own = Object.keys(monitorLabels);
    for (const { record, expr, labels } of rules) {
      const added = labels ? [...own, ...Object.keys(labels)] : own;
      this.recordedAs(record).add(`${shapeOf(expr).shape} ${added.join(",")}`, check, () =>
        withLabels(check(expr).result, added),
      );
    }
  }

  /** Makes known what a monitor records in LogQL. */
  recordLogs(rules: readonly RecordingRule[], { monitorLabels }: Monitor): void {
    for (const { record, expr, labels = {} } of rules) {
      const added = [...Object.keys(monitorLabels), ...Object.keys(labels)];
      const key = `${hasNoLabels(expr)} ${added.join(",")}`;
      this.recordedAs(record).add(key, undefined, () => withLabels(logSeries(expr), added));
    }
  }

  private recordedAs(name: string): Recorded {
    const recorded = this.recorded.get(name) ?? new Recorded();
    this.recorded.set(name, recorded);
    return recorded;
  }

  /** Forgets what was found when not everything was known. */
  settle(): void {
    this.checks = new Map();
    for (const recorded of this.recorded.values()) recorded.forget();
  }

  private namesWith(metrics: readonly Metric[]): Names {
    const names = metrics.length === 0 ? this.base : catalogue(metrics, this.base);
    const { recorded } = this;
    return {
      ...names,
      series: (name) => names.series(name) ?? recorded.get(name)?.series(),
      *all() {
        yield* names.all();
        yield* recorded.keys();
      },
    };
  }
}

/** The series of one name, which several rules may record, each of them in its own way. */
class Recorded {
  private readonly known = new Map<unknown, Set<string>>();
  private readonly definitions: (() => Series)[] = [];
  private found: NamedSeries | undefined;
  private isBusy = false;

  add(key: string, check: ExpressionCheck | undefined, series: () => Series): void {
    const keys = this.known.get(check) ?? new Set();
    if (keys.has(key)) return;
    this.known.set(check, keys.add(key));
    this.definitions.push(series);
    this.found = undefined;
  }

  series(): NamedSeries {
    // A rule that records what it reads is about what was there before.
    if (this.isBusy) return { labels: anyLabels, counter: "unknown", histogram: "unknown" };
    this.isBusy = true;
    const { found = this.definitions.map((series) => series()).reduce(oneOf) } = this;
    this.isBusy = false;
    this.found = found;
    return found;
  }

  forget(): void {
    this.found = undefined;
  }
}

/** Series that either of two rules records. */
function oneOf(a: Series, b: Series): Series {
  const unit = a.unit === b.unit ? a.unit : undefined;
  const ceiling = a.ceiling !== undefined && b.ceiling !== undefined ? Math.max(a.ceiling, b.ceiling) : undefined;
  return {
    labels: either(a.labels, b.labels),
    counter: a.counter === b.counter ? a.counter : "unknown",
    histogram: a.histogram === b.histogram ? a.histogram : "unknown",
    ...(unit === undefined ? {} : { unit }),
    ...(ceiling === undefined ? {} : { ceiling }),
  };
}

function withLabels({ of: _of, labels, ...series }: Series, added: readonly string[]): Series {
  const names = [...labels.names, ...added];
  return { ...series, labels: { ...labels, names: new Set(names), sure: new Set([...labels.sure, ...added]) } };
}

/** Of LogQL nothing is inferred, but that a sum of everything has no labels. */
function logSeries(expr: string): Series {
  return { labels: hasNoLabels(expr) ? labelsOf([]) : anyLabels, counter: "unknown", histogram: "none" };
}

function hasNoLabels(expr: string): boolean {
  return expr.startsWith("sum(") && !/\b(?:by|without)\b/.test(expr);
}

/** Labels of an alert, and whether it may have others. */
export interface AlertLabels {
  readonly known: ReadonlySet<string>;
  readonly open: boolean;
}

/** The labels that an alert of an expression with this result has when it reaches Alertmanager, beside the external ones. */
export function labelsOfAlert(result: Labels, added: Iterable<string>): AlertLabels {
  return { known: new Set([...result.names, ...added, "alertname", "severity"]), open: result.open };
}

/** Tells what Prometheus would refuse in an expression, as the end of the sentence "expected …", or undefined. */
export type PromqlChecker = (expr: string) => string | undefined;

/** A checker of the language alone: of expressions that no rule holds, such as those of panels, whose metrics are not looked up. */
export function promqlChecker(): PromqlChecker {
  const patternProblem = patternChecker();
  return (expr) => {
    const { tree, problem } = parse(expr);
    return problem?.expected ?? (tree && typeProblems(tree, expr)[0]?.expected) ?? patternProblem(expr);
  };
}
