import { ERROR_BUDGET_BURN } from "../../alerts/slo";
import { catalogue } from "../../alerts/catalogue";
import type { AlertDefinition } from "../../alerts/definition";
import type { ServiceAlerts } from "../../alerts";
import { asRecord, isRecord } from "../core";
import type { Monitor } from "../monitor";
import type { AlertRule } from "../signals";
import type { DeclaredProperty } from "./declared-property";
import { written } from "./written";

/** What tunes an alert. */
export interface Tuning {
  /** The property of its limit, or of the alert as a whole where it compares with no number. */
  readonly limit?: DeclaredProperty;
  /** The property of how long it waits. */
  readonly for: DeclaredProperty;
}

/** The properties that tune a rule of a monitor; undefined where the monitor does not say, as programs of the stack. */
export function tuningOf({ declared }: Monitor, rule: AlertRule): Tuning | undefined {
  if (!declared?.alerts) return undefined;
  if (rule.alert === ERROR_BUDGET_BURN) return ofObjectives(asRecord(declared)["slo"], rule);
  const own = (declared.alerts.extra ?? []).findIndex(
    ({ alert, severity, expr }) => alert === rule.alert && severity === rule.severity && expr === rule.expr,
  );
  if (own >= 0) return ofOwnRule(`alerts.extra[${own}]`, rule);
  const { alerts } = declared;
  const replaced = catalogue.find(({ property }) => {
    const tuning = alerts[property];
    return isRecord(tuning) && tuning["expr"] === rule.expr && tuning["alert"] === rule.alert;
  });
  if (replaced) return ofOwnRule(`alerts.${replaced.property}`, rule);
  const definition = catalogue.find(({ alert }) => alert === rule.alert);
  return definition && ofDefinition(definition, alerts, rule);
}

function ofDefinition(definition: AlertDefinition, alerts: ServiceAlerts, rule: AlertRule): Tuning {
  const { severity } = rule;
  const path = `alerts.${definition.property}`;
  const given: unknown = alerts[definition.property];
  const at = levelOf(given, path, severity);
  const fallback = levelOf(definition.default, path, severity);
  const limit = definition.default && (at ? limitOf(at, true) : fallback && limitOf(fallback, false));
  const level = at ?? fallback;
  const wait = level ? asRecord(level.value)["for"] : undefined;
  return {
    ...(limit && { limit }),
    for: {
      property: `${level?.path ?? path}.for`,
      value: written(rule.for ?? "0s"),
      given: at !== undefined && wait !== undefined,
    },
  };
}

interface Level {
  readonly path: string;
  readonly value: unknown;
}

/** Where the limit of this severity stands: `{ above: "5%" }` itself, or below the severity. */
function levelOf(tuning: unknown, path: string, severity: string): Level | undefined {
  if (!isRecord(tuning)) return undefined;
  const single = ["above", "below", "for", "severity"].some((key) => key in tuning);
  if (single || Object.keys(tuning).length === 0) return { path, value: tuning };
  return tuning[severity] === undefined ? undefined : { path: `${path}.${severity}`, value: tuning[severity] };
}

function limitOf({ path, value }: Level, given: boolean): DeclaredProperty {
  const record = asRecord(value);
  const key = "below" in record ? "below" : "above";
  return { property: `${path}.${key}`, value: written(record[key]), given };
}

/** A rule of the user's own: all of it is given. */
function ofOwnRule(path: string, rule: AlertRule): Tuning {
  return { for: { property: `${path}.for`, value: written(rule.for ?? "0s"), given: rule.for !== undefined } };
}

/** Its limits and waits follow from the objective, as the workbook has them. */
function ofObjectives(slo: unknown, rule: AlertRule): Tuning {
  return {
    limit: { property: "slo", value: written(slo), given: true },
    for: { property: "slo", value: written(rule.for ?? "0s"), given: false },
  };
}
