import { alertmanagerConfig } from "../../../lib/components/alertmanager/config";
import type { AlertmanagerConfig, RouteConfig } from "../../../lib/components/alertmanager/alertmanager-config";
import { slack, webhook, type AlertingOptions } from "../../../lib/components/alertmanager";
import { secretKey } from "../../../lib/components/secret-key";
import { Problems, type Duration } from "../../../lib/core";

export function alerting(options: Partial<AlertingOptions> = {}): AlertingOptions {
  return {
    runbooks: "https://runbooks.example.com",
    receivers: {
      oncall: webhook({ url: "https://pager.example.com/alerts" }),
      team: slack({ channel: "#shop", webhook: secretKey("alerting", "slack-url") }),
    },
    defaultReceiver: "team",
    ...options,
  };
}

export function configOf(options: Partial<AlertingOptions> = {}): AlertmanagerConfig {
  const problems = new Problems();
  const generated = generate(options, problems);
  if (!generated) throw new Error(problems.list().join("\n"));
  return generated.config;
}

export function problemsOf(options: Partial<AlertingOptions>, retention: Duration = "120h"): readonly string[] {
  const problems = new Problems();
  generate(options, problems, retention);
  return problems.list();
}

/** The first branch below the root that has exactly these matchers. */
export function routeOf(config: AlertmanagerConfig, ...matchers: readonly string[]): RouteConfig | undefined {
  return config.route.routes?.find((route) => route.matchers?.join() === matchers.join());
}

function generate(options: Partial<AlertingOptions>, problems: Problems, retention: Duration = "120h") {
  return alertmanagerConfig(alerting(options), { templates: "/etc/notification.tmpl", retention, problems });
}
