import { email, opsgenie, pagerduty, slack, webhook, type Integration } from "../../../lib/components/alertmanager";
import { NOTIFICATION_TEMPLATE } from "../../../lib/components/alertmanager/notification-template";
import { secretKey } from "../../../lib/components/secret-key";
import { Problems } from "../../../lib/core";
import { configOf } from "./builders";

const secret = secretKey("alerting", "key");
const file = "/etc/alertmanager/secrets/alerting/key";

function problemsOf({ check }: Integration): readonly string[] {
  const problems = new Problems();
  check("receiver", problems);
  return problems.list();
}

test.each<[string, Integration, Record<string, unknown>]>([
  ["PagerDuty", pagerduty({ routingKey: secret }), { routing_key_file: file, send_resolved: true, timeout: "10s" }],
  [
    "PagerDuty in Europe",
    pagerduty({ routingKey: secret, url: "https://events.eu.pagerduty.com/v2/enqueue" }),
    { url: "https://events.eu.pagerduty.com/v2/enqueue" },
  ],
  ["a Slack webhook", slack({ webhook: secret }), { api_url_file: file, send_resolved: true }],
  ["a Slack app", slack({ appToken: secret, channel: "#shop" }), { app_token_file: file, channel: "#shop" }],
  [
    "a webhook",
    webhook({ url: "https://example.com/alerts", maxAlerts: 20, timeout: "5s" }),
    { url: "https://example.com/alerts", max_alerts: 20, timeout: "5s" },
  ],
  [
    "a secret webhook",
    webhook({ url: secret, bearerToken: secretKey("alerting", "token") }),
    {
      url_file: file,
      http_config: {
        authorization: { type: "Bearer", credentials_file: "/etc/alertmanager/secrets/alerting/token" },
      },
    },
  ],
  [
    "mail",
    email({
      to: ["a@example.com", "Ada <b@example.com>"],
      from: "alerts@example.com",
      smarthost: "smtp.example.com:587",
      auth: { username: "alerts", password: secret },
    }),
    {
      to: "a@example.com, Ada <b@example.com>",
      from: "alerts@example.com",
      smarthost: "smtp.example.com:587",
      auth_username: "alerts",
      auth_password_file: file,
      require_tls: true,
    },
  ],
  [
    "Opsgenie",
    opsgenie({
      apiKey: secret,
      apiUrl: "https://api.eu.opsgenie.com/",
      responders: [
        { type: "team", name: "shop" },
        { type: "user", name: "ada@example.com" },
      ],
      tags: ["shop", "prod"],
    }),
    {
      api_key_file: file,
      api_url: "https://api.eu.opsgenie.com/",
      responders: [
        { type: "team", name: "shop" },
        { type: "user", username: "ada@example.com" },
      ],
      tags: "shop,prod",
    },
  ],
])("writes %s as Alertmanager reads it, without anything wrong", (_, integration, expected) => {
  expect(integration.config).toMatchObject(expected);
  expect(problemsOf(integration)).toEqual([]);
});

test("names every Secret whose file the configuration names", () => {
  const integration = webhook({ url: secret, bearerToken: secretKey("hooks", "token") });

  expect(integration.secrets).toEqual({ url: secret, bearerToken: { secret: "hooks", key: "token" } });
});

test("leaves out the news that an alert is over when asked to", () => {
  expect(slack({ webhook: secret, sendResolved: false }).config.send_resolved).toBe(false);
});

test.each<[string, Integration, RegExp]>([
  ["no URL", webhook({ url: "pager" }), /receiver\.url "pager": expected an http or https URL/],
  ["another protocol", webhook({ url: "ftp://example.com" }), /an http or https URL/],
  ["a password in a URL", webhook({ url: "https://me:s3cret@example.com" }), /without a password; keep it in a Secret/],
  ["no alerts at all", webhook({ url: secret, maxAlerts: 0 }), /maxAlerts 0: expected a whole number/],
  ["endless patience", webhook({ url: secret, timeout: "5m" }), /timeout "5m": expected more than zero and at most 1m/],
  [
    "a channel without #",
    slack({ webhook: secret, channel: "shop" }),
    /channel "shop": expected a channel such as "#shop"/,
  ],
  [
    "no recipient",
    email({ to: [], from: "a@example.com", smarthost: "smtp:25" }),
    /receiver\.to \[\]: expected at least one/,
  ],
  ["no sender", email({ to: "a@example.com", from: "", smarthost: "smtp:25" }), /from "": expected an address/],
  ["no address", email({ to: "ada", from: "a@example.com", smarthost: "smtp:25" }), /to "ada": expected an address/],
  [
    "no port",
    email({ to: "a@b.c", from: "a@b.c", smarthost: "smtp" as `${string}:25` }),
    /smarthost "smtp": expected "host:port"/,
  ],
  [
    "no user",
    email({ to: "a@b.c", from: "a@b.c", smarthost: "s:25", auth: { username: "", password: secret } }),
    /auth\.username ""/,
  ],
  ["no responder", opsgenie({ apiKey: secret, responders: [{ type: "team", name: "" }] }), /responders\[0\]\.name ""/],
])("refuses %s", (_, integration, message) => {
  expect(problemsOf(integration).join("\n")).toMatch(message);
});

test("never tells a password that stands in a URL", () => {
  expect(problemsOf(webhook({ url: "https://me:s3cret@example.com" })).join()).not.toContain("s3cret");
});

test("lists the integrations of a receiver by their kind", () => {
  const { receivers } = configOf({
    receivers: {
      team: [
        slack({ webhook: secret, channel: "#a" }),
        webhook({ url: secret }),
        slack({ webhook: secret, channel: "#b" }),
      ],
    },
  });

  expect(receivers[0]).toMatchObject({
    name: "team",
    slack_configs: [{ channel: "#a" }, { channel: "#b" }],
    webhook_configs: [{ url_file: file }],
  });
});

test("uses only templates that exist", () => {
  const { receivers } = configOf({
    receivers: {
      team: [
        pagerduty({ routingKey: secret }),
        slack({ webhook: secret }),
        email({ to: "a@example.com", from: "a@example.com", smarthost: "smtp:25" }),
        opsgenie({ apiKey: secret }),
      ],
    },
  });
  const defined = new Set([...NOTIFICATION_TEMPLATE.matchAll(/define "([^"]+)"/g)].map(([, name]) => name));

  const used = [
    ...`${JSON.stringify(receivers)}${JSON.stringify(NOTIFICATION_TEMPLATE)}`.matchAll(/template \\+"([^"\\]+)/g),
  ];

  expect(used.length).toBeGreaterThan(10);
  expect(used.map(([, name]) => name).filter((name) => !defined.has(name))).toEqual([]);
});
