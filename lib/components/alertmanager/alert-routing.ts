import { Problems, SynthesisError, type Duration } from "../../core";
import { containsTime } from "./active-time";
import type { AlertmanagerConfig } from "./alertmanager-config";
import { alertmanagerConfig } from "./config";
import { inhibitingAlerts, inhibitRule } from "./inhibition";
import type { AlertLabels } from "./label-matcher";
import type { AlertingOptions } from "./options";
import { matchingRoutes, routeTree, type RouteNode } from "./route-tree";
import { TEMPLATE_FILE } from "./workload";

/** Who is told about which alert, for tests: what `alertRouting` returns. */
export interface AlertRouting {
  /**
   * Where an alert ends, in the order of the routes. Give all labels that it has in Alertmanager: those of its rule, of
   * its monitor (`namespace`, `service`), of its series, and `cluster`.
   * @param at when; time intervals are not looked at without it
   */
  readonly routes: (labels: AlertLabels, at?: Date) => readonly RoutedAlert[];
  /**
   * The receivers that are told, each once: those of `routes` that reach somebody and are not muted at that time.
   * Inhibitions are not looked at: see `mutedBy`.
   */
  readonly receivers: (labels: AlertLabels, at?: Date) => readonly string[];
  /** Why an alert is not sent while others fire; empty when it is sent. */
  readonly mutedBy: (labels: AlertLabels, firing: readonly AlertLabels[]) => readonly Mute[];
}

/** How an alert is sent to one receiver. */
export interface RoutedAlert {
  readonly receiver: string;
  /** The labels that the alerts of one message share; `["..."]` sends each alone. */
  readonly groupBy: readonly string[];
  /** How long to wait for more alerts before a new group is first sent. */
  readonly groupWait: string;
  /** How long to wait before alerts that joined or left the group are sent. */
  readonly groupInterval: string;
  /** When to send again what has been sent and still fires. */
  readonly repeatInterval: string;
  /** The time intervals because of which nothing is sent at the time asked about: one to be muted in, or all to be active in. */
  readonly mutedByTimeIntervals: readonly string[];
}

/** An inhibition that silences an alert. */
export interface Mute {
  /** Matchers of the alerts that silence, as Alertmanager reads them. */
  readonly source: readonly string[];
  /** Matchers of the alerts that are silenced. */
  readonly target: readonly string[];
  /** Labels that both must share; one that both lack counts as shared. */
  readonly equal: readonly string[];
  /** Those of the firing alerts that silence it. */
  readonly by: readonly AlertLabels[];
}

/**
 * Answers who is told about an alert, and what silences it, from the configuration that Alertmanager gets: for tests of
 * your own routing. Throws with all problems when the options have some.
 *
 * ```ts
 * const routing = alertRouting(alerting);
 *
 * test("the payments team is woken for payments, and only for what is critical", () => {
 *   const alert = { alertname: "ServiceErrors5xx", cluster: "prod", namespace: "payments", service: "api" };
 *
 *   expect(routing.receivers({ ...alert, severity: "critical" })).toEqual(["payments-oncall"]);
 *   expect(routing.receivers({ ...alert, severity: "warning" })).toEqual(["chat"]);
 * });
 *
 * test("nobody hears that a service is slow while it is down", () => {
 *   const service = { cluster: "prod", namespace: "shop", service: "checkout" };
 *   const down = { ...service, alertname: "ServiceDown", severity: "critical" };
 *   const slow = { ...service, alertname: "ServiceLatencyP99", severity: "warning" };
 *
 *   expect(routing.mutedBy(slow, [down])).toMatchObject([{ by: [down] }]);
 *   expect(routing.mutedBy(down, [slow])).toEqual([]);
 * });
 * ```
 */
export function alertRouting(alerting: AlertingOptions): AlertRouting {
  const problems = new Problems();
  const config = configWithoutMemory(alerting, problems);
  if (!config) throw new SynthesisError(problems.list());
  return routingOf(config);
}

/** The configuration, whatever the data retention is: that is a matter of the program, and not of the routing. */
export function configWithoutMemory(alerting: AlertingOptions, problems: Problems): AlertmanagerConfig | undefined {
  const retention: Duration = "5200w";
  return alertmanagerConfig(alerting, { templates: TEMPLATE_FILE, retention, problems })?.config;
}

/** The same for a configuration. */
export function routingOf(config: AlertmanagerConfig): AlertRouting {
  const root = routeTree(config.route);
  const rules = config.inhibit_rules.map(inhibitRule);
  const reachable = new Set(config.receivers.filter((one) => Object.keys(one).length > 1).map(({ name }) => name));

  const routes = (labels: AlertLabels, at?: Date): readonly RoutedAlert[] =>
    matchingRoutes(root, labels).map((node) => ({
      receiver: node.receiver,
      groupBy: node.groupBy,
      groupWait: node.groupWait,
      groupInterval: node.groupInterval,
      repeatInterval: node.repeatInterval,
      mutedByTimeIntervals: at ? mutingIntervals(node, config, at) : [],
    }));
  return {
    routes,
    receivers: (labels, at) => {
      const told = routes(labels, at).filter(({ mutedByTimeIntervals: muted }) => muted.length === 0);
      return [...new Set(told.map(({ receiver }) => receiver))].filter((name) => reachable.has(name));
    },
    mutedBy: (labels, firing) =>
      rules
        .map((rule) => ({
          source: rule.config.source_matchers,
          target: rule.config.target_matchers,
          equal: rule.equal,
          by: inhibitingAlerts(rule, labels, firing),
        }))
        .filter(({ by }) => by.length > 0),
  };
}

function mutingIntervals(node: RouteNode, config: AlertmanagerConfig, at: Date): readonly string[] {
  const holds = (name: string): boolean =>
    config.time_intervals?.some(
      (one) => one.name === name && one.time_intervals.some((part) => containsTime(part, at)),
    ) ?? false;
  const { muteTimeIntervals, activeTimeIntervals } = node;
  const muting = muteTimeIntervals.filter(holds);
  return muting.length > 0 || activeTimeIntervals.some(holds) ? muting : activeTimeIntervals;
}
