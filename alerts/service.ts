import { Problems } from "../lib/core";
import {
  identityLabels,
  intervals,
  recorded,
  type AlertRule,
  type AlertTest,
  type RecordingRule,
  type ServiceTarget,
} from "../lib/signals";
import { catalogue } from "./catalogue";
import type { AlertSettings, ParsedAlert } from "./definition";
import { latencyP99 } from "./http/latency";
import type { ServiceAlerts } from "./service-alerts";

/** The alerts of one service, ready to be written. */
export interface ParsedServiceAlerts {
  readonly settings: AlertSettings;
  readonly alerts: readonly ParsedAlert[];
  readonly extra: readonly AlertRule[];
}

/** Reads what tunes the alerts; notes what cannot be met or cannot be read. */
export function parseServiceAlerts(
  options: ServiceAlerts,
  target: ServiceTarget,
  problems: Problems,
): ParsedServiceAlerts {
  const { minimumRequestRate = 0.1, minimumErrorLines = 20, extra = [] } = options;
  const rate = "requests per second, 0 or more";
  problems.check(isCount(minimumRequestRate), "alerts.minimumRequestRate", minimumRequestRate, rate);
  const lines = "a number of lines, 0 or more";
  problems.check(isCount(minimumErrorLines), "alerts.minimumErrorLines", String(minimumErrorLines), lines);

  const common = { minimumRequestRate, minimumErrorLines, slowFrom: undefined };
  const settings: AlertSettings = { ...common, slowFrom: slowFrom(options, target, common) };
  const alerts = catalogue.map((definition) => definition.parse(options, target, settings, problems));
  return { settings, alerts, extra };
}

function isCount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

/** The alerts of one service, evaluated by Prometheus. */
export function serviceAlerts(target: ServiceTarget, { alerts, extra }: ParsedServiceAlerts): AlertRule[] {
  const dashboard = { uid: "service", variables: identityLabels(target) };
  const rules = alerts.flatMap((alert) => (alert.definition.language === "promql" ? alert.rules() : []));
  return [...rules, ...extra].map((rule) => ({ dashboard, ...rule }));
}

/** The alerts of one service on its log lines, in LogQL, evaluated by Loki. */
export function serviceLogAlerts(_: ServiceTarget, { alerts }: ParsedServiceAlerts): AlertRule[] {
  return alerts.flatMap((alert) => (alert.definition.language === "logql" ? alert.rules() : []));
}

/** When the alerts that Prometheus evaluates fire, and when not. */
export function serviceAlertTests({ alerts }: ParsedServiceAlerts): AlertTest[] {
  return alerts.flatMap((alert) => alert.tests());
}

/** Each threshold as a series, so that panels draw the line that the alert compares with. */
export function thresholdRecordings({ alerts }: ParsedServiceAlerts): RecordingRule[] {
  return alerts.flatMap(({ definition: { alert, drawn }, levels }) =>
    (drawn ? levels : []).map(({ severity, limit }) => ({
      record: recorded.alertThreshold,
      expr: `vector(${limit})`,
      labels: { alert, severity },
      interval: intervals.constant,
    })),
  );
}

/** The lowest limit of `latencyP99` in seconds. What is wrong with it, the alert itself notes. */
function slowFrom(options: ServiceAlerts, target: ServiceTarget, settings: AlertSettings): number | undefined {
  const limits = latencyP99.parse(options, target, settings, new Problems()).levels.map(({ limit }) => limit);
  return limits.length === 0 ? undefined : Math.min(...limits);
}
