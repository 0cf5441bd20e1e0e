import type { IntegrationConfig, IntegrationKind } from "./receivers/integration";
import type { TimeIntervalConfig } from "./time-interval";

/**
 * `alertmanager.yml`, as far as it is used here.
 * @see https://prometheus.io/docs/alerting/latest/configuration/
 */
export interface AlertmanagerConfig {
  readonly route: RouteConfig;
  readonly receivers: readonly ReceiverConfig[];
  readonly inhibit_rules: readonly InhibitRuleConfig[];
  readonly time_intervals?: readonly {
    readonly name: string;
    readonly time_intervals: readonly TimeIntervalConfig[];
  }[];
  readonly templates: readonly string[];
}

/** A route as Alertmanager reads it. */
export interface RouteConfig {
  readonly matchers?: readonly string[];
  readonly receiver?: string;
  readonly continue?: boolean;
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly mute_time_intervals?: readonly string[];
  readonly active_time_intervals?: readonly string[];
  readonly routes?: readonly RouteConfig[];
}

/** A receiver with its integrations, listed by their kind. */
export type ReceiverConfig = { readonly name: string } & {
  readonly [Kind in IntegrationKind]?: readonly IntegrationConfig[];
};

export interface InhibitRuleConfig {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal: readonly string[];
}
