import { parseDuration, type Duration } from "../../../core";
import { secretFile } from "../secrets";
import type { SecretKey } from "../../secret-key";
import {
  checkUrl,
  SEND_TIMEOUT,
  type Integration,
  type IntegrationConfig,
  type IntegrationOptions,
} from "./integration";

export interface WebhookOptions extends IntegrationOptions {
  /** Where to POST Alertmanager's JSON. */
  readonly url: string | SecretKey;
  /** Sent as `Authorization: Bearer …`. @default - none */
  readonly bearerToken?: SecretKey;
  /** How many alerts one message holds at most; the message says how many were left out. @default - no limit */
  readonly maxAlerts?: number;
  /** After which time an attempt counts as failed and is repeated; at most 1m. @default "10s" */
  readonly timeout?: Duration;
}

interface WebhookConfig extends IntegrationConfig {
  readonly url?: string;
  readonly url_file?: string;
  readonly http_config?: {
    readonly authorization: { readonly type: string; readonly credentials_file: string };
  };
  readonly max_alerts?: number;
  readonly timeout: string;
}

/**
 * Sends the alerts as JSON to a program of your own.
 * @see https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export function webhook(options: WebhookOptions): Integration {
  const { url, bearerToken, maxAlerts, timeout = SEND_TIMEOUT } = options;
  const config: WebhookConfig = {
    send_resolved: options.sendResolved ?? true,
    ...(typeof url === "string" ? { url } : { url_file: secretFile(url) }),
    ...(bearerToken === undefined ? {} : { http_config: bearer(bearerToken) }),
    ...(maxAlerts === undefined ? {} : { max_alerts: maxAlerts }),
    timeout,
  };
  return {
    kind: "webhook_configs",
    config,
    secrets: { ...(typeof url !== "string" && { url }), ...(bearerToken !== undefined && { bearerToken }) },
    check: (property, problems) => {
      if (typeof url === "string") checkUrl(url, `${property}.url`, problems);
      const isCount = maxAlerts === undefined || (Number.isInteger(maxAlerts) && maxAlerts > 0);
      problems.check(isCount, `${property}.maxAlerts`, maxAlerts, "a whole number of alerts, 1 or more");
      const milliseconds = problems.parse(`${property}.timeout`, timeout, parseDuration) ?? 1;
      const inTime = milliseconds > 0 && milliseconds <= 60_000;
      problems.check(inTime, `${property}.timeout`, timeout, "more than zero and at most 1m");
    },
  };
}

function bearer(token: SecretKey): NonNullable<WebhookConfig["http_config"]> {
  return { authorization: { type: "Bearer", credentials_file: secretFile(token) } };
}
