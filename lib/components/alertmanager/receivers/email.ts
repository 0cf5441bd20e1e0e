import { templates } from "../notification-template";
import { secretFile } from "../secrets";
import type { SecretKey } from "../../secret-key";
import type { Integration, IntegrationConfig, IntegrationOptions } from "./integration";

export interface EmailOptions extends IntegrationOptions {
  readonly to: string | readonly string[];
  readonly from: string;
  /** The SMTP server as `host:port`; port 465 speaks TLS from the start, the others switch to it. */
  readonly smarthost: `${string}:${number}`;
  /** @default - without authentication */
  readonly auth?: { readonly username: string; readonly password: SecretKey };
  /** Whether to refuse to send unencrypted. @default true */
  readonly requireTls?: boolean;
}

interface EmailConfig extends IntegrationConfig {
  readonly to: string;
  readonly from: string;
  readonly smarthost: string;
  readonly auth_username?: string;
  readonly auth_password_file?: string;
  readonly require_tls: boolean;
  readonly headers: { readonly Subject: string };
  readonly text: string;
  readonly html: string;
}

/** Sends mail. */
export function email(options: EmailOptions): Integration {
  const { auth } = options;
  const recipients = typeof options.to === "string" ? [options.to] : options.to;
  const config: EmailConfig = {
    send_resolved: options.sendResolved ?? true,
    to: recipients.join(", "),
    from: options.from,
    smarthost: options.smarthost,
    ...(auth === undefined ? {} : { auth_username: auth.username, auth_password_file: secretFile(auth.password) }),
    require_tls: options.requireTls ?? true,
    headers: { Subject: templates.title },
    text: templates.text,
    html: templates.html,
  };
  return {
    kind: "email_configs",
    config,
    secrets: auth === undefined ? {} : { "auth.password": auth.password },
    check: (property, problems) => {
      const address = 'an address such as "oncall@example.com"';
      problems.check(recipients.length > 0, `${property}.to`, options.to, `at least one address`);
      for (const to of recipients) problems.check(isAddress(to), `${property}.to`, to, address);
      problems.check(isAddress(options.from), `${property}.from`, options.from, address);
      const isHostPort = /^[A-Za-z0-9.-]+:\d+$/.test(options.smarthost);
      problems.check(isHostPort, `${property}.smarthost`, options.smarthost, '"host:port"');
      const hasUser = auth === undefined || auth.username !== "";
      problems.check(hasUser, `${property}.auth.username`, auth?.username, "the name to log in with");
    },
  };
}

/** Alertmanager parses the rest; a missing "@" is what people get wrong. */
function isAddress(text: string): boolean {
  return /^([^<>@,]+<[^<>@\s,]+@[^<>@\s,]+>|[^<>@\s,]+@[^<>@\s,]+)$/.test(text);
}
