import type { Ini } from "./ini";

export interface GrafanaConfigOptions {
  /** Where people reach it, or undefined for nobody but those with a port-forward. */
  readonly url: string | undefined;
  /** Whether an administrator can log in. */
  readonly admin: boolean;
  /** Whether everybody may read without logging in. */
  readonly anonymous: boolean;
  /** The file of the dashboard to begin with, or undefined for Grafana's own. */
  readonly home: string | undefined;
}

/** `grafana.ini`: what differs from Grafana's defaults. */
export function grafanaConfig({ url, admin, anonymous, home }: GrafanaConfigOptions): Ini {
  return {
    server: url === undefined ? {} : { root_url: `${url.replace(/\/$/, "")}/` },
    security: {
      // Without an administrator of our own there would be one whose password is "admin".
      disable_initial_admin_creation: !admin,
      cookie_secure: url?.startsWith("https:") ?? false,
      disable_gravatar: true,
    },
    users: { allow_sign_up: false, allow_org_create: false },
    auth: { disable_login_form: !admin },
    "auth.anonymous": anonymous ? { enabled: true, org_role: "Viewer" } : { enabled: false },
    dashboards: home === undefined ? {} : { default_home_dashboard_path: home },
    log: { mode: "console" },
    ...NOTHING_LEAVES_THE_CLUSTER,
  };
}

/** Grafana calls home for statistics, versions, plugins, keys, news and snapshots unless each is switched off. */
const NOTHING_LEAVES_THE_CLUSTER: Ini = {
  analytics: {
    reporting_enabled: false,
    check_for_updates: false,
    check_for_plugin_updates: false,
    feedback_links_enabled: false,
  },
  news: { news_feed_enabled: false },
  plugins: {
    // The data sources come with the image. Left to itself, Grafana 13 stops one that is out of date, cannot replace it
    // on a read-only root filesystem, and goes on without it (grafana#132528).
    preinstall_disabled: true,
    preinstall_auto_update: false,
    plugin_admin_enabled: false,
    public_key_retrieval_disabled: true,
  },
  snapshots: { external_enabled: false },
};
