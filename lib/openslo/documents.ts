import { isDnsLabel } from "../core";
import type { Monitor } from "../monitor";
import { burnRates, decimal, recorded, selector, type BurnRate, type Objective } from "../signals";
import type { Metadata, MetricSource, OpenSlo, OpenSloAlertPolicy, OpenSloDocument } from "./openslo";

/**
 * The objectives of a monitor as documents of OpenSLO, so that other programs know them too: its service, each objective, and
 * a policy for each burn rate that is alerted on. None where it has no objectives. The queries read what the rules record.
 */
export function openSloDocuments(monitor: Monitor): OpenSloDocument[] {
  const objectives = monitor.objectives?.() ?? [];
  if (objectives.length === 0) return [];
  const name = nameOf(monitor);
  const service: OpenSloDocument = {
    apiVersion: "openslo/v1",
    kind: "Service",
    metadata: metadata(name, monitor.monitorName),
    spec: { description: `The service ${monitor.monitorName}.` },
  };
  const target: OpenSloDocument = {
    apiVersion: "openslo/v1",
    kind: "AlertNotificationTarget",
    metadata: metadata(`${name}-alerts`, `Alerts of ${monitor.monitorName}`),
    spec: { description: "Who is told is what Alertmanager is configured to.", target: "alertmanager" },
  };
  const policies = objectives.flatMap((objective) =>
    burnRates(objective.window).map((rate) => alertPolicy(name, monitor, objective, rate)),
  );
  return [service, ...objectives.map((objective) => slo(name, monitor, objective)), ...policies, target];
}

function slo(name: string, monitor: Monitor, objective: Objective): OpenSlo {
  const { slo: indicator, objective: share, window } = objective;
  return {
    apiVersion: "openslo/v1",
    kind: "SLO",
    metadata: metadata(`${name}-${indicator}`, `${monitor.monitorName} ${indicator}`),
    spec: {
      description: `Of the requests to ${monitor.monitorName}, ${decimal(share * 100)} % are to ${wanted(objective)} over ${window}.`,
      service: name,
      indicator: {
        metadata: metadata(`${name}-${indicator}-ratio`, `Bad requests of ${monitor.monitorName}: ${indicator}`),
        spec: {
          ratioMetric: {
            // They are rates, which rise and fall.
            counter: false,
            bad: source(recorded.objectiveErrors, monitor, objective),
            total: source(recorded.objectiveRequests, monitor, objective),
          },
        },
      },
      timeWindow: [{ duration: window, isRolling: true }],
      budgetingMethod: "Occurrences",
      objectives: [{ displayName: indicator, target: share }],
      alertPolicies: burnRates(window).map((rate) => ({ alertPolicyRef: policyName(name, objective, rate) })),
    },
  };
}

/** OpenSLO v1 knows one condition for each policy, and no second window: the long one is what a policy can say. */
function alertPolicy(name: string, monitor: Monitor, objective: Objective, rate: BurnRate): OpenSloAlertPolicy {
  const { long, short, factor } = rate;
  const policy = policyName(name, objective, rate);
  const what = `The error budget of ${monitor.monitorName}, ${objective.slo}, burns more than ${factor} times as fast as it may over ${long}`;
  return {
    apiVersion: "openslo/v1",
    kind: "AlertPolicy",
    metadata: metadata(policy, `${monitor.monitorName} ${objective.slo}, ${factor} over ${long}`),
    spec: {
      description: `${what} and, which OpenSLO v1 cannot say, over ${short}.`,
      alertWhenNoData: false,
      alertWhenResolved: true,
      alertWhenBreaching: true,
      conditions: [
        {
          kind: "AlertCondition",
          metadata: metadata(policy, `${factor} over ${long}`),
          spec: {
            description: `${what}.`,
            severity: rate.severity,
            condition: {
              kind: "burnrate",
              op: "gt",
              threshold: factor,
              lookbackWindow: long,
              alertAfter: rate.for,
            },
          },
        },
      ],
      notificationTargets: [{ targetRef: `${name}-alerts` }],
    },
  };
}

function wanted({ slo: indicator, under = 0 }: Objective): string {
  return indicator === "availability" ? "be answered without 5xx" : `be answered within ${decimal(under * 1000)} ms`;
}

function source(name: string, { monitorLabels }: Monitor, { slo: indicator }: Objective): MetricSource {
  const query = `sum(${selector(name, { ...monitorLabels, slo: indicator })})`;
  return { metricSource: { type: "Prometheus", spec: { query } } };
}

function policyName(name: string, { slo: indicator }: Objective, { long }: BurnRate): string {
  return `${name}-${indicator}-${long}`;
}

/** `shop-checkout`, or the name alone where that would be too long for all that begins with it. */
function nameOf({ monitorName }: Monitor): string {
  const whole = monitorName.replace("/", "-");
  const [, own = whole] = monitorName.split("/");
  return whole.length <= LONGEST && isDnsLabel(whole) ? whole : own.slice(0, LONGEST);
}

/** Of 63 characters, what `-availability-ratio` leaves. */
const LONGEST = 44;

function metadata(name: string, displayName: string): Metadata {
  return { name, displayName };
}
