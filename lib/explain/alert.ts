import { kebabCase } from "../core";
import { Construct } from "constructs";
import type { AlertLabels } from "../components/alertmanager";
import type { Monitor } from "../monitor";
import type { AlertRule, Severity } from "../signals";
import { nameOf, type ConstructName } from "./constructs";
import { dashboardUrl } from "./dashboard-url";
import { rulePlaces, type RulePlace } from "./rule-place";
import { tuningOf, type Tuning } from "./tuning";
import type { SentAlert } from "./sent-alert";
import type { Stack } from "./stack";
import type { World } from "./world";

/** An alert of one monitor with one severity: all that is known of it without a cluster. */
export interface AlertExplanation {
  readonly environment: string;
  readonly alert: string;
  readonly severity: Severity;
  /** Whose it is: `shop/checkout`. */
  readonly service: string;
  readonly summary: string;
  /** The construct that brings it. @default - its monitor is none, such as that of `monitorWorkload` */
  readonly declaredBy?: ConstructName;
  readonly language: "promql" | "logql";
  readonly expr: string;
  /** `"0s"` where it fires at the first evaluation. */
  readonly for: string;
  /** @default - it stops at once */
  readonly keepFiringFor?: string;
  /** The properties that tune it. @default - nothing does */
  readonly tuning?: Tuning;
  /** Its labels but for those of its series. */
  readonly labels: AlertLabels;
  /** Where it stands. @default - nowhere: an override dropped it, or nobody evaluates it */
  readonly place?: Pick<RulePlace, "object" | "file" | "group" | "interval">;
  /** The address of its page, as its `runbook_url`. */
  readonly runbook?: string;
  /** The address of its dashboard, with variables. */
  readonly dashboard?: string;
  /** Who is told by these labels; empty where nobody is. */
  readonly receivers: readonly string[];
  /** Alerts that silence it while they fire. */
  readonly inhibitedBy: readonly AlertName[];
  /** How many cases prove when it fires and when it does not. */
  readonly tests: number;
}

/** An alert among others. */
export interface AlertName {
  readonly service: string;
  readonly alert: string;
  readonly severity: Severity;
}

/** Every name of an alert in these environments. */
export function alertNames(worlds: readonly World[]): string[] {
  return [...new Set(worlds.flatMap((world) => world.alerts().map(({ rule }) => rule.alert)))];
}

/** Those that have an alert of this name, each once. */
export function servicesWith(worlds: readonly World[], alert: string): string[] {
  const having = worlds.flatMap((world) => world.alerts()).filter(({ rule }) => rule.alert === alert);
  return [...new Set(having.map(({ monitor }) => monitor.monitorName))];
}

/** The alerts of this name that a service has. */
export function explainAlert(world: World, alert: string, service: string): AlertExplanation[] {
  const placeOf = rulePlaces(world);
  const all = world.alerts();
  return all
    .filter(({ rule, monitor }) => rule.alert === alert && monitor.monitorName === service)
    .map((sent) => ({
      ...explained(world, sent, placeOf(sent.monitor, sent.rule)),
      inhibitedBy: inhibitedBy(sent, all),
    }));
}

function explained(world: World, sent: SentAlert, place: RulePlace | undefined): Omit<AlertExplanation, "inhibitedBy"> {
  const { stack, monitor, rule, language } = sent;
  const { alert, severity } = rule;
  const tuning = tuningOf(monitor, rule);
  const labels = { ...sent.labels, ...place?.labels };
  const {
    expr,
    for: wait,
    keep_firing_for: keep,
  } = place?.rule ?? {
    expr: rule.expr,
    for: rule.for,
    keep_firing_for: rule.keepFiringFor,
  };
  return {
    environment: world.environment,
    alert,
    severity,
    service: monitor.monitorName,
    summary: rule.summary,
    ...(Construct.isConstruct(monitor) && { declaredBy: nameOf(monitor) }),
    language,
    expr: String(expr),
    for: typeof wait === "string" ? wait : "0s",
    ...(typeof keep === "string" && { keepFiringFor: keep }),
    ...(tuning && { tuning }),
    labels,
    ...(place && { place: placeAlone(place) }),
    ...links(stack, rule),
    receivers: stack.routing.routing.receivers(labels),
    tests: casesOf(monitor, rule),
  };
}

function placeAlone({ object, file, group, interval }: RulePlace): NonNullable<AlertExplanation["place"]> {
  return { object, file, group, ...(interval !== undefined && { interval }) };
}

function links(
  { observability }: Stack,
  { alert, dashboard }: AlertRule,
): { readonly runbook?: string; readonly dashboard?: string } {
  const { runbooks } = observability.declared.alerting;
  const url = dashboard && dashboardUrl(observability.declared, dashboard);
  return {
    ...(runbooks !== false && { runbook: `${runbooks.replace(/\/+$/, "")}/${kebabCase(alert)}` }),
    ...(url !== undefined && { dashboard: url }),
  };
}

function casesOf(monitor: Monitor, { alert, severity, labels = {} }: AlertRule): number {
  const tests = monitor.alertTests?.() ?? [];
  return tests
    .filter((test) => test.alert === alert && test.severity === severity)
    .filter((test) => Object.entries(test.labels ?? {}).every(([label, value]) => labels[label] === value))
    .reduce((sum, test) => sum + test.cases.length, 0);
}

/** Those of the alerts of its stack that silence it, each once. */
function inhibitedBy(sent: SentAlert, all: readonly SentAlert[]): AlertName[] {
  const others = all.filter((other) => other.stack === sent.stack && other.rule !== sent.rule);
  const byLabels = new Map(others.map((other) => [other.labels, other]));
  const mutes = sent.stack.routing.routing.mutedBy(sent.labels, [...byLabels.keys()]);
  const silencing = new Set(mutes.flatMap(({ by }) => by));
  const names = [...silencing].flatMap((labels): AlertName[] => {
    const other = byLabels.get(labels);
    return other
      ? [{ service: other.monitor.monitorName, alert: other.rule.alert, severity: other.rule.severity }]
      : [];
  });
  return [...new Map(names.map((name) => [JSON.stringify(name), name])).values()];
}
