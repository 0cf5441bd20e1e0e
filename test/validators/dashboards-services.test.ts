/** What the dashboards about services show, of series that promtool evaluates. */
import { objectivesDashboard, serviceDashboard, servicesDashboard, triageDashboard } from "../../dashboards";
import type { GrafanaDashboard } from "../../dashboards/grafana/json";
import { everyPart, panelsOf, queriesOf, rendered, substituted } from "../dashboards/builders";
import { evaluate, result, results } from "./promql-results";

const service = rendered(serviceDashboard(everyPart));
const triage = rendered(triageDashboard(everyPart));
const own = 'namespace="shop",service="orders"';

test("shows the revisions that had pods, with their version, and how many each has left", () => {
  const pod = (name: string, of: string, version: string, created: string, seen: string): string[] => {
    const identity = `namespace="shop",pod="${name}",uid="${name}-${of}"`;
    return [
      `kube_pod_info{${identity},created_by_name="${of}",pod_ip=""} = ${seen}`,
      `kube_pod_info{${identity},created_by_name="${of}",pod_ip="10.0.0.1"} = ${seen}`,
      `kube_pod_labels{${identity},label_app_kubernetes_io_version="${version}"} = ${seen}`,
      `kube_pod_created{${identity}} = ${seen.replace("1", created)}`,
    ];
  };
  const series = [
    ...pod("orders-a1", "orders-old", "1.0", "100", "1x30"),
    ...pod("orders-a2", "orders-old", "1.0", "120", "1x30"),
    ...pod("orders-b1", "orders-new", "1.1", "600", "1x15 stale"),
    ...pod("other", "other-new", "9", "900", "1x30"),
    // Somebody has changed the label of a pod.
    `kube_pod_labels{namespace="shop",pod="orders-a2",uid="orders-a2-orders-old",label_app_kubernetes_io_version="0.9"} = 1x5 stale`,
  ];
  const labels = (revision: string, version: string): string =>
    `{created_by_name="${revision}",label_app_kubernetes_io_version="${version}"}`;

  const expected = [
    results(shown(service, "Revisions", "First pod"), [
      [labels("orders-old", "1.0"), 100_000],
      [labels("orders-new", "1.1"), 600_000],
    ]),
    results(shown(service, "Revisions", "Pods"), [
      [labels("orders-old", "1.0"), 2],
      [labels("orders-new", "1.1"), 0],
    ]),
  ];

  expect(evaluate(series, expected)).toContain("SUCCESS");
});

test("survives a pod of a StatefulSet that comes back by its name with another version", () => {
  const of = (uid: string, version: string, values: string): string[] => {
    const identity = `namespace="shop",pod="orders-a0",uid="${uid}"`;
    return [
      `kube_pod_info{${identity},created_by_name="orders-a"} = ${values}`,
      `kube_pod_labels{${identity},label_app_kubernetes_io_version="${version}"} = ${values}`,
      `kube_pod_created{${identity}} = ${values.replaceAll("1x", "60x")}`,
    ];
  };
  const series = [...of("one", "1.0", "1x14 stale"), ...of("two", "1.1", "_x15 1x15")];

  const pods = results(shown(service, "Revisions", "Pods"), [
    ['{created_by_name="orders-a",label_app_kubernetes_io_version="1.0"}', 0],
    ['{created_by_name="orders-a",label_app_kubernetes_io_version="1.1"}', 1],
  ]);

  expect(evaluate(series, [pods])).toContain("SUCCESS");
});

test("tells which version fails and which is slow, of a classic histogram", () => {
  const requests = (version: string, code: string): string =>
    `service_route:http_requests:rate5m{${own},route="/a",code="${code}",version="${version}"}`;
  const bucket = (version: string, le: string): string =>
    `service_route:http_duration_seconds_bucket:rate5m{${own},route="/a",version="${version}",le="${le}"}`;
  const series = [
    `${requests("1.0", "200")} = 8x30`,
    `${requests("1.1", "200")} = 3x30`,
    `${requests("1.1", "500")} = 1x30`,
    `service_route:http_requests:rate5m{${own},route="/b",code="500"} = 1x30`,
    ...["1.0", "1.1"].flatMap((version) => [
      `${bucket(version, "1")} = ${version === "1.0" ? 100 : 0}x30`,
      `${bucket(version, "2")} = 100x30`,
      `${bucket(version, "+Inf")} = 100x30`,
    ]),
  ];

  const expected = [
    results(shown(service, "Failed requests by version", "{{version}}"), [
      ['{version="1.0"}', 0],
      ['{version="1.1"}', 0.25],
      ['{version="unknown"}', 1],
    ]),
    results(shown(service, "99th percentile by version", "{{version}}"), [
      ['{version="1.0"}', 0.99],
      ['{version="1.1"}', 1.99],
    ]),
  ];

  expect(evaluate(series, expected)).toContain("SUCCESS");
});

test("tells of each route that fails since when it does", () => {
  const requests = (route: string, code: string): string =>
    `service_route:http_requests:rate5m{${own},route="${route}",code="${code}"}`;
  const series = [
    `${requests("/broken", "200")} = 10x30`,
    `${requests("/broken", "503")} = 0x19 5x11`,
    `${requests("/always", "500")} = 1x30`,
    `${requests("/fine", "200")} = 10x30`,
  ];

  const expected = [
    results(shown(triage, "Routes that fail", "Share"), [
      ['{route="/broken"}', 1 / 3],
      ['{route="/always"}', 1],
    ]),
    // The nineteenth minute, in milliseconds.
    result(shown(triage, "Routes that fail", "Last below 1 %"), '{route="/broken"}', 19 * 60_000),
  ];

  expect(evaluate(series, expected)).toContain("SUCCESS");
});

test.each([
  ["0.005", "{}", 0.005],
  ["0.01", '{severity="warning"}', 0.01],
  ["0.2", '{severity="critical"}', 0.2],
])("names the share of failed requests %s by the severity whose limit it reaches", (share, labels, value) => {
  const limit = (severity: string): string =>
    `service:alert_threshold{${own},alert="ServiceErrors5xx",severity="${severity}"}`;
  const series = [
    `service:http_failures:ratio_rate5m{${own}} = ${share}x30`,
    `${limit("warning")} = 0.01x30`,
    `${limit("critical")} = 0.05x30`,
  ];

  const judged = result(shown(triage, "Failed requests", "{{severity}}"), labels, value);

  expect(evaluate(series, [judged])).toContain("SUCCESS");
});

test("judges nothing where the alert has no limits", () => {
  const series = [`service:http_failures:ratio_rate5m{${own}} = 0.5x30`];

  const unjudged = result(shown(triage, "Failed requests", "{{severity}}"), "{}", 0.5);

  expect(evaluate(series, [unjudged])).toContain("SUCCESS");
});

test("counts of each objective the alerts that fire", () => {
  const slo = (of: string): string => `namespace="shop",service="orders",slo="${of}"`;
  const series = [
    ...["availability", "latency"].map((of) => `service:slo_objective:ratio{${slo(of)}} = 0.99x30`),
    ...["1h", "6h"].map(
      (window) =>
        `ALERTS{alertname="ServiceErrorBudgetBurn",severity="critical",alertstate="firing",long_window="${window}",${slo("availability")}} = 1x30`,
    ),
  ];

  const critical = results(shown(rendered(objectivesDashboard()), "Objectives", "Critical"), [
    [`{${slo("availability")}}`, 2],
    [`{${slo("latency")}}`, 0],
  ]);

  expect(evaluate(series, [critical])).toContain("SUCCESS");
});

test("shows a called one that never failed as such", () => {
  const calls = (server: string): string => `service_dependency:calls:rate5m{${own},server="${server}"} = 5x30`;
  const failed = `service_dependency:call_failures:ratio_rate5m{${own},server="postgres"} = 0.4x30`;

  const failures = results(shown(triage, "Calls now", "Failed"), [
    ['{server="postgres"}', 0.4],
    ['{server="cache"}', 0],
  ]);

  expect(evaluate([calls("postgres"), calls("cache"), failed], [failures])).toContain("SUCCESS");
});

test("marks the minute in which another number of replicas is wanted, or a critical alert begins to fire", () => {
  const series = [
    'kube_horizontalpodautoscaler_status_desired_replicas{namespace="shop",horizontalpodautoscaler="orders"} = 2x29 4x5',
    `ALERTS{alertname="ServiceOutage",severity="critical",alertstate="firing",${own}} = _x30 1x5`,
    `ALERTS{alertname="ServiceErrors5xx",severity="critical",alertstate="firing",${own}} = 1x35`,
    `ALERTS{alertname="ServiceErrorLogs",severity="warning",alertstate="firing",${own}} = _x30 1x5`,
    `ALERTS{alertname="ServiceDown",severity="critical",alertstate="pending",${own}} = _x30 1x5`,
  ];
  const event = (title: string): string =>
    chosen(service.annotations.list.find(({ name }) => name === title)?.target.expr ?? `no ${title}`);

  const expected = [
    result(event("Scaling"), '{horizontalpodautoscaler="orders"}', 4),
    result(event("Critical alert"), '{alertname="ServiceOutage"}', 1),
  ];

  expect(evaluate(series, expected)).toContain("SUCCESS");
});

test("shows of each service the budget of the objective that is worst off, and of each objective how fast it goes", () => {
  const slo = (of: string): string => `namespace="shop",service="orders",slo="${of}"`;
  const series = [
    `service:target_info{${own}} = 1x30`,
    ...["availability", "latency"].map((of) => `service:slo_objective:ratio{${slo(of)}} = 0.75x30`),
    `service:slo_error_budget:remaining_ratio{${slo("availability")}} = -0.5x30`,
    `service:slo_error_budget:remaining_ratio{${slo("latency")}} = 0.8x30`,
    `service:slo_errors:ratio_rate1h{${slo("availability")}} = 0.5x30`,
    `service:slo_errors:ratio_rate1h{${slo("latency")}} = 0.25x30`,
  ];
  const objectives = rendered(objectivesDashboard());
  const labels = (of: string): string => `{${slo(of)}}`;

  const expected = [
    result(shown(rendered(servicesDashboard()), "Services", "Budget left"), `{${own}}`, -0.5),
    result(shown(objectives, "Missed objectives", "Missed objectives"), "{}", 1),
    results(shown(objectives, "Objectives", "Over 1h"), [
      [labels("availability"), 2],
      [labels("latency"), 1],
    ]),
    results(shown(objectives, "Burn rate over 1h", "{{namespace}}/{{service}}, {{slo}}"), [
      [labels("availability"), 2],
      [labels("latency"), 1],
    ]),
    results(shown(objectives, "Error budget left", "{{namespace}}/{{service}}, {{slo}}"), [
      [labels("availability"), -0.5],
      [labels("latency"), 0.8],
    ]),
  ];

  expect(evaluate(series, expected)).toContain("SUCCESS");
});

/** What a panel asks for one of its curves or columns, when the service orders is chosen. */
function shown(dashboard: GrafanaDashboard, title: string, legend: string): string {
  const queries = panelsOf(dashboard)
    .filter((panel) => panel.title === title)
    .flatMap((panel) => queriesOf(panel));
  return chosen(queries.find(({ legendFormat }) => legendFormat === legend)?.expr ?? `no ${legend} in ${title}`);
}

function chosen(expr: string): string {
  const values = { namespace: "shop", service: "orders", pods: "orders-[ab][0-9]", hpa: "orders", route: ".*" };
  return substituted(expr, values);
}
