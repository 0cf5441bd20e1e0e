import type { InhibitRuleConfig } from "./alertmanager-config";
import { matchesAll, parseMatchers, valueOf, type AlertLabels, type LabelMatcher } from "./label-matcher";
import type { Inhibition } from "./options";

/**
 * What an alert may be about within its service. A label that both alerts lack counts as shared, so these only matter to
 * alerts that have them: a node whose disk is full does not silence another one whose disk fills.
 */
const ABOUT = ["job", "instance", "node", "pod", "container", "persistentvolumeclaim", "mountpoint"];

/**
 * One alert is one alert, however many thresholds it has passed: the most severe speaks. And whoever knows that a service
 * is down need not be told that it is slow.
 */
export const USUAL_INHIBITIONS: readonly Inhibition[] = [
  {
    source: { severity: "critical" },
    target: { severity: { re: "warning|info" } },
    equal: ["namespace", "service", "alertname", ...ABOUT],
  },
  {
    source: { severity: "warning" },
    target: { severity: "info" },
    equal: ["namespace", "service", "alertname", ...ABOUT],
  },
  {
    source: { alertname: { re: "ServiceDown|ServiceOutage|ServiceProbeFailing" }, severity: "critical" },
    target: { severity: { re: "warning|info" } },
    equal: ["namespace", "service"],
  },
];

/** A rule of the rendered configuration, ready to be asked. */
export interface InhibitRule {
  readonly config: InhibitRuleConfig;
  readonly source: readonly LabelMatcher[];
  readonly target: readonly LabelMatcher[];
  readonly equal: readonly string[];
}

export function inhibitRule(config: InhibitRuleConfig): InhibitRule {
  const { source_matchers: source, target_matchers: target, equal } = config;
  return { config, source: parseMatchers(source), target: parseMatchers(target), equal };
}

/**
 * The firing alerts because of which an alert is not sent. One that is source and target of the same rule is silenced by
 * none that is both as well, so that it never silences itself.
 */
export function inhibitingAlerts(
  { source, target, equal }: InhibitRule,
  labels: AlertLabels,
  firing: readonly AlertLabels[],
): readonly AlertLabels[] {
  if (!matchesAll(target, labels)) return [];
  const isBoth = matchesAll(source, labels);
  return firing.filter(
    (other) =>
      matchesAll(source, other) &&
      !(isBoth && matchesAll(target, other)) &&
      equal.every((label) => valueOf(other, label) === valueOf(labels, label)),
  );
}
