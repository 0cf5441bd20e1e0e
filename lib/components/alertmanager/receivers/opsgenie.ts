import { templates } from "../notification-template";
import { secretFile } from "../secrets";
import type { SecretKey } from "../../secret-key";
import { checkUrl, type Integration, type IntegrationConfig, type IntegrationOptions } from "./integration";

export interface OpsgenieOptions extends IntegrationOptions {
  /** The API key of an Opsgenie "API" or "Prometheus" integration. */
  readonly apiKey: SecretKey;
  /** Such as `https://api.eu.opsgenie.com/` in Europe. @default - that of the United States */
  readonly apiUrl?: string;
  /** Whom Opsgenie tells. @default - as the integration's own settings say */
  readonly responders?: readonly OpsgenieResponder[];
  /** @default - none */
  readonly tags?: readonly string[];
}

export interface OpsgenieResponder {
  readonly type: "team" | "user" | "escalation" | "schedule";
  /** The name; of a user, the user name. */
  readonly name: string;
}

interface OpsgenieConfig extends IntegrationConfig {
  readonly api_key_file: string;
  readonly api_url?: string;
  readonly message: string;
  readonly description: string;
  readonly priority: string;
  readonly responders?: readonly ({ readonly type: string } & (
    | { readonly name: string }
    | { readonly username: string }
  ))[];
  readonly tags?: string;
}

/** Opens an alert in Opsgenie: P1 for critical ones, P3 for warnings, P5 for the rest. */
export function opsgenie(options: OpsgenieOptions): Integration {
  const { apiUrl, responders = [], tags = [] } = options;
  const config: OpsgenieConfig = {
    send_resolved: options.sendResolved ?? true,
    api_key_file: secretFile(options.apiKey),
    ...(apiUrl === undefined ? {} : { api_url: apiUrl }),
    message: templates.title,
    description: templates.text,
    priority: templates.opsgeniePriority,
    ...(responders.length === 0 ? {} : { responders: responders.map(responder) }),
    ...(tags.length === 0 ? {} : { tags: tags.join(",") }),
  };
  return {
    kind: "opsgenie_configs",
    config,
    secrets: { apiKey: options.apiKey },
    check: (property, problems) => {
      if (apiUrl !== undefined) checkUrl(apiUrl, `${property}.apiUrl`, problems);
      responders.forEach(({ name }, i) =>
        problems.check(name !== "", `${property}.responders[${i}].name`, name, "the responder's name"),
      );
    },
  };
}

function responder({ type, name }: OpsgenieResponder) {
  return type === "user" ? { type, username: name } : { type, name };
}
