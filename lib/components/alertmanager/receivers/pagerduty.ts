import { templates } from "../notification-template";
import { secretFile } from "../secrets";
import type { SecretKey } from "../../secret-key";
import {
  checkUrl,
  SEND_TIMEOUT,
  type Integration,
  type IntegrationConfig,
  type IntegrationOptions,
} from "./integration";

export interface PagerDutyOptions extends IntegrationOptions {
  /** The integration key of a PagerDuty service with an "Events API v2" integration. */
  readonly routingKey: SecretKey;
  /** The events API, such as `https://events.eu.pagerduty.com/v2/enqueue` in Europe. @default - that of the United States */
  readonly url?: string;
}

interface PagerDutyConfig extends IntegrationConfig {
  readonly routing_key_file: string;
  readonly url?: string;
  readonly description: string;
  readonly severity: string;
  readonly details: Readonly<Record<string, string>>;
  readonly links: readonly { readonly href: string; readonly text: string }[];
  readonly timeout: string;
}

/** Opens an incident in PagerDuty, with links to the runbook and the dashboard, and closes it when the alert is over. */
export function pagerduty(options: PagerDutyOptions): Integration {
  const config: PagerDutyConfig = {
    send_resolved: options.sendResolved ?? true,
    routing_key_file: secretFile(options.routingKey),
    ...(options.url === undefined ? {} : { url: options.url }),
    description: templates.title,
    severity: templates.pagerdutySeverity,
    details: { firing: templates.firing, resolved: templates.resolved },
    // A link whose annotation the alerts do not share is empty, and Alertmanager leaves it out.
    links: [
      { href: "{{ .CommonAnnotations.runbook_url }}", text: "Runbook" },
      { href: "{{ .CommonAnnotations.dashboard_url }}", text: "Dashboard" },
    ],
    timeout: SEND_TIMEOUT,
  };
  return {
    kind: "pagerduty_configs",
    config,
    secrets: { routingKey: options.routingKey },
    check: (property, problems) => {
      if (options.url !== undefined) checkUrl(options.url, `${property}.url`, problems);
    },
  };
}
