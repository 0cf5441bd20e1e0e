import type { AlertTest } from "../../signals";
import { labelled, others, proof } from "../alert-cases";
import { shareCases } from "../share-cases";
import { downCases } from "../up-cases";

/** When the alerts of Grafana fire, and when they do not. */
export function grafanaAlertTests(target: { readonly namespace: string; readonly service: string }): AlertTest[] {
  const { namespace, service } = target;
  const own = { namespace, service, pod: "a", handler: "/api/dashboards/uid/:uid", status_code: "500" };
  const elsewhere = [
    ...others(own, "namespace", "service"),
    { ...own, handler: "/api/ds/query" },
    { ...own, handler: "/api/datasources/proxy/uid/:uid/*" },
  ];
  const metric = "grafana_http_request_duration_seconds_count";
  return [
    proof("GrafanaDown", "warning", downCases({ namespace, service })),
    proof(
      "GrafanaRequestsFailing",
      "warning",
      shareCases({
        limit: 0.05,
        window: "5m",
        for: "10m",
        of: ({ bad, good, other }) => [
          labelled(metric, own, ...bad),
          labelled(metric, { ...own, status_code: "404" }, ...good),
          ...elsewhere.map((labels) => labelled(metric, labels, ...other)),
        ],
      }),
    ),
  ];
}
