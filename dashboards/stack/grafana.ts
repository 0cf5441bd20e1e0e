import { max, quantile, rate, selector, sum, type Matchers } from "../../lib/signals";
import { statusClasses } from "../colors";
import type { Row } from "../model";
import { program } from "./members";

const own = (metric: string, matchers: Matchers = {}): string =>
  selector(metric, { ...program("grafana"), ...matchers });

/** Grafana: whether people see what they ask for. */
export function grafana(): Row {
  const requests = own("grafana_http_request_duration_seconds_bucket");
  const asked = (matchers: Matchers = {}): string =>
    sum(rate(own("grafana_datasource_request_total", matchers), "$__rate_interval"), ["datasource"]);
  return {
    title: "Grafana",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Requests to Grafana",
          description: "Requests per second, by class of status.",
          unit: "reqps",
          stacked: true,
          noData: "No requests",
          series: statusClasses.map(({ name, codes, color }) => ({
            expr: sum(
              rate(
                own("grafana_http_request_duration_seconds_count", { status_code: { re: codes } }),
                "$__rate_interval",
              ),
            ),
            legend: name,
            color,
          })),
        },
        {
          kind: "timeSeries",
          title: "Duration of requests to Grafana",
          description: "How long half of the requests take at most, and the slowest hundredth at least.",
          unit: "s",
          noData: "No requests",
          series: [
            { expr: `${quantile(0.5, requests, "$__rate_interval")} >= 0`, legend: "p50", color: "green" },
            { expr: `${quantile(0.99, requests, "$__rate_interval")} >= 0`, legend: "p99", color: "purple" },
          ],
        },
        {
          kind: "timeSeries",
          title: "Failed queries of data sources",
          description:
            "The share of Grafana's requests to a data source that are not answered 2xx. Its panels are empty or tell an error.",
          unit: "percentunit",
          noData: "No queries",
          series: [
            {
              expr: `(${asked({ code: { notRe: "2.." } })} or 0 * ${asked()}) / (${asked()} > 0)`,
              legend: "{{datasource}}",
            },
          ],
        },
      ],
      [
        {
          kind: "timeSeries",
          title: "Requests at once",
          description: "Requests that Grafana works on.",
          unit: "short",
          noData: "No Grafana",
          series: [{ expr: sum(own("grafana_http_request_in_flight")), legend: "requests", color: "blue" }],
        },
        {
          kind: "timeSeries",
          title: "People",
          description:
            "People that have logged in, and those who did so within the last 30 days. Grafana counts twice an hour.",
          unit: "short",
          noData: "Not counted yet",
          series: [
            { expr: max(own("grafana_stat_total_users")), legend: "all", color: "text" },
            { expr: max(own("grafana_stat_active_users")), legend: "active", color: "green" },
          ],
        },
      ],
    ],
  };
}
