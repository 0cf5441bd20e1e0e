import type { ObservabilityProps } from "../observability";
import type { DashboardLink } from "../signals";

/** Where a dashboard is shown, at the time at which the reader opens it; undefined where nobody says where Grafana is. */
export function dashboardUrl(
  { grafana }: Pick<ObservabilityProps, "grafana">,
  { uid, variables = {} }: DashboardLink,
): string | undefined {
  if (grafana === false || grafana.url === undefined) return undefined;
  const query = Object.entries(variables).map(([name, value]) => `var-${name}=${encodeURIComponent(value)}`);
  return `${grafana.url.replace(/\/+$/, "")}/d/${uid}${query.length === 0 ? "" : "?"}${query.join("&")}`;
}
