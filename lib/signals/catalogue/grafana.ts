import type { Metric } from "../metric";
import { counter, gauge, histogram } from "./define";

/** What Grafana 13.1 tells of itself, as far as one would alert on it. */
export const grafana: readonly Metric[] = [
  gauge("grafana_build_info", [], { open: true }),
  counter("grafana_alerting_result_total", ["state"]),
  counter("grafana_api_login_post_total"),
  counter("grafana_api_response_status_total", ["code"]),
  counter("grafana_datasource_request_total", ["datasource", "datasource_type", "code", "method"], { open: true }),
  histogram("grafana_datasource_request_duration_seconds", ["datasource", "datasource_type", "code", "method"], {
    open: true,
  }),
  gauge("grafana_http_request_in_flight"),
  histogram("grafana_http_request_duration_seconds", ["handler", "status_code", "method"], { open: true }),
  counter("grafana_page_response_status_total", ["code"]),
  gauge("grafana_stat_active_users"),
  gauge("grafana_stat_totals_dashboard"),
  gauge("grafana_stat_total_users"),
];
