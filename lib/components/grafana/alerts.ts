import { rate, selector, sum, type AlertRule, type Matchers } from "../../signals";

/** What is wrong with Grafana itself. It tells nobody about alerts, so that its failure can wait for the morning. */
export function grafanaAlerts(target: { readonly namespace: string; readonly service: string }): AlertRule[] {
  const { namespace, service } = target;
  const up = selector("up", { namespace, service });
  return [
    {
      alert: "GrafanaDown",
      // absent() covers a Deployment without any pod, which leaves no series to be 0.
      expr: `sum(${up}) == 0 or absent(${up})`,
      for: "5m",
      severity: "warning",
      summary: "Grafana is down: there are no dashboards",
      description:
        "Grafana has not answered for five minutes. Alerts still arrive. Look at its pod and its events, and at its log: a data source or dashboard file that it refuses keeps it from starting.",
    },
    {
      alert: "GrafanaRequestsFailing",
      expr: `${sum(requests(target, { status_code: { re: "5.." } }))} / ${sum(requests(target))} > 0.05`,
      for: "10m",
      severity: "warning",
      summary: "Grafana answers {{ $value | humanizePercentage }} of its requests with 5xx",
      description:
        "For ten minutes Grafana has answered {{ $value | humanizePercentage }} of its requests with 5xx, queries of data sources aside. Its log has the errors.",
    },
  ];
}

/** Requests per second. Those that Grafana hands on to data sources fail with them, which are watched for themselves. */
function requests(
  { namespace, service }: { readonly namespace: string; readonly service: string },
  also: Matchers = {},
) {
  const matchers = { namespace, service, handler: { notRe: "/api/ds/query|/api/datasources/.*" }, ...also };
  return rate(selector("grafana_http_request_duration_seconds_count", matchers), "5m");
}
