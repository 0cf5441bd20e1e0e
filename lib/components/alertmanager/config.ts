import type { Duration, Problems } from "../../core";
import type { SecretKey } from "../secret-key";
import type { AlertmanagerConfig, InhibitRuleConfig, ReceiverConfig } from "./alertmanager-config";
import { checkAlerting } from "./check";
import { watchdogReceiver } from "./heartbeat";
import { USUAL_INHIBITIONS } from "./inhibition";
import { matcherConfig } from "./matchers";
import type { AlertingOptions, Inhibition } from "./options";
import type { Integration, IntegrationConfig, IntegrationKind } from "./receivers/integration";
import { routingTree } from "./routing";
import { checkShape } from "./shape";
import { timeIntervalConfig } from "./time-interval";

export interface ConfigContext {
  /** Where the templates lie. */
  readonly templates: string;
  /** How long Alertmanager remembers what it has sent. */
  readonly retention: Duration;
  readonly problems: Problems;
}

/** The configuration, and the keys of Secrets whose files it names. */
export interface GeneratedConfig {
  readonly config: AlertmanagerConfig;
  readonly secrets: readonly SecretKey[];
}

/** The configuration of Alertmanager, or undefined after noting what is wrong with the options. */
export function alertmanagerConfig(options: AlertingOptions, context: ConfigContext): GeneratedConfig | undefined {
  if (!checkShape(options, context.problems)) return undefined;
  const named = Object.entries(options.receivers).map(([name, one]) => [name, integrationsOf(one)] as const);
  checkAlerting(options, new Map(named), context.retention, context.problems);
  if (context.problems.found) return undefined;

  const receivers = [...named, watchdogReceiver(options.heartbeat)];
  const timeIntervals = Object.entries(options.timeIntervals ?? {});
  return {
    config: {
      route: routingTree(options),
      receivers: receivers.map(([name, integrations]) => receiverConfig(name, integrations)),
      inhibit_rules: [...USUAL_INHIBITIONS, ...(options.inhibitions ?? [])].map(inhibitRuleConfig),
      ...(timeIntervals.length > 0 && {
        time_intervals: timeIntervals.map(([name, intervals]) => ({
          name,
          time_intervals: intervals.map(timeIntervalConfig),
        })),
      }),
      templates: [context.templates],
    },
    secrets: receivers.flatMap(([, integrations]) => integrations.flatMap(({ secrets }) => Object.values(secrets))),
  };
}

function integrationsOf(one: Integration | readonly Integration[]): readonly Integration[] {
  return "kind" in one ? [one] : one;
}

function receiverConfig(name: string, integrations: readonly Integration[]): ReceiverConfig {
  const kinds = [...new Set(integrations.map(({ kind }) => kind))];
  const listOf = (kind: IntegrationKind): IntegrationConfig[] =>
    integrations.filter((integration) => integration.kind === kind).map(({ config }) => config);
  return { name, ...Object.fromEntries(kinds.map((kind) => [kind, listOf(kind)])) };
}

function inhibitRuleConfig({ source, target, equal }: Inhibition): InhibitRuleConfig {
  return {
    source_matchers: matcherConfig(source),
    target_matchers: matcherConfig(target),
    equal: [...new Set(["cluster", ...equal])],
  };
}
