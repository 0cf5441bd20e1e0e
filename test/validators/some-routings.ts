import { webhook, type AlertingOptions } from "../../lib/components/alertmanager";

/** Options with everything that routing knows, for the comparison with the real program. */
const nowhere = webhook({ url: "http://127.0.0.1:1" });
const receivers = { oncall: nowhere, team: nowhere, db: nowhere, audit: nowhere };
const base = { runbooks: false, receivers, defaultReceiver: "team" } as const;

export const routings: Readonly<Record<string, AlertingOptions>> = {
  "severities alone": { ...base, critical: "oncall", warning: "db", info: "audit" },
  "exceptions with their critical alerts": {
    ...base,
    critical: "oncall",
    routes: [
      { match: { namespace: "shop", service: "redis" }, receiver: "db", groupBy: ["service"], repeatInterval: "1h" },
      { match: { namespace: "shop", severity: { not: "info" } }, receiver: "audit", groupWait: "10s" },
      { match: { severity: "critical", team: "web" }, receiver: "team" },
    ],
  },
  "routes that continue": {
    ...base,
    critical: "oncall",
    info: "audit",
    routes: [
      { match: { namespace: { re: "shop|cart" } }, receiver: "audit", continue: true },
      { match: { team: { not: "web" } }, receiver: "db", continue: true },
      { match: { service: { notRe: "redis.*|" } }, receiver: "team", continue: true },
      { match: { severity: "critical", namespace: "cart" }, receiver: "oncall", continue: true },
      { match: { team: "", alertname: { re: "Service.*" } }, receiver: "audit" },
    ],
    heartbeat: { url: "http://127.0.0.1:1/beat" },
  },
  "patterns of all kinds": {
    ...base,
    groupBy: ["..."],
    routes: [
      { match: { team: { re: "(?i)WEB|[[:upper:]]+" } }, receiver: "audit" },
      { match: { service: { re: "(?P<name>red|check)[^0-9]*\\b" } }, receiver: "db", continue: true },
      { match: { namespace: { re: ".+-eu\\.\\d{2,}" } }, receiver: "oncall" },
      { match: { namespace: { notRe: "\\Qshop\\E|\\x63art|" } }, receiver: "team", continue: true },
      { match: { team: { re: ".*\\pL.*" }, severity: { notRe: "crit.*" } }, receiver: "db" },
    ],
  },
};

/** Values that matchers of these options tell apart; undefined for a label that is not there. */
export const values: Readonly<Record<string, readonly (string | undefined)[]>> = {
  alertname: ["ServiceOutage", "ServiceLatencyP99", "NodeDown", "Watchdog"],
  severity: ["critical", "warning", "info"],
  cluster: ["prod", "staging", undefined],
  namespace: ["shop", "cart", "shop-eu.01", "shop-eu.1", "a\nb-eu.11", "", undefined],
  service: ["redis", "checkout", "redis2", "check-", undefined],
  team: ["web", "Web", "DB", "größe", "1", undefined],
};
