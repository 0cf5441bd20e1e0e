import type { Problems } from "../../../core";
import type { SecretKey } from "../../secret-key";

/**
 * One way to reach somebody: what `pagerduty`, `slack`, `opsgenie`, `email` and `webhook` return.
 * @see https://prometheus.io/docs/alerting/latest/configuration/#receiver-integration-settings
 */
export interface Integration {
  /** The list in Alertmanager's receiver that it belongs to. */
  readonly kind: IntegrationKind;
  /** As Alertmanager reads it. */
  readonly config: IntegrationConfig;
  /** The keys of Secrets whose files `config` names, by the option that names them. */
  readonly secrets: Readonly<Record<string, SecretKey>>;
  /** Notes what is wrong with the options. */
  readonly check: (property: string, problems: Problems) => void;
}

export type IntegrationKind =
  | "email_configs"
  | "opsgenie_configs"
  | "pagerduty_configs"
  | "slack_configs"
  | "webhook_configs";

/** What every integration has in common in Alertmanager's configuration. */
export interface IntegrationConfig {
  readonly send_resolved: boolean;
}

/** What every integration lets you choose. */
export interface IntegrationOptions {
  /** Whether to tell as well when the alert is over. @default true */
  readonly sendResolved?: boolean;
}

/** After which time an attempt to send counts as failed, so that the next one can still be in time. */
export const SEND_TIMEOUT = "10s";

/** Notes a URL that is none, or that has a password in it. */
export function checkUrl(url: string, property: string, problems: Problems): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isHttp = parsed?.protocol === "http:" || parsed?.protocol === "https:";
  problems.check(isHttp, property, url, 'an http or https URL such as "https://example.com/alerts"');
  const hasPassword = parsed !== undefined && `${parsed.username}${parsed.password}` !== "";
  problems.check(!hasPassword, property, parsed?.host, "a URL without a password", "keep it in a Secret");
}
