/** The queries of every default dashboard: that promtool and Loki can read them, and that they find a service by what it is. */
import { join } from "node:path";
import { defaultDashboards, serviceDashboard } from "../../dashboards";
import type { GrafanaDashboard } from "../../dashboards/grafana/json";
import { toYaml } from "../../lib/core";
import type { ServiceTarget } from "../../lib/signals";
import { aTarget, chosenValues } from "../dashboards/a-target";
import { everyPart, panelsOf, queriesOf, rendered, substituted, variableQueriesOf } from "../dashboards/builders";
import { check } from "./check";
import { startLoki } from "./loki-server";
import { evaluate, result } from "./promql-results";
import { layOut } from "./sandbox";

const dashboards = new Map(defaultDashboards(everyPart).map((dashboard) => [dashboard.uid, rendered(dashboard)]));

describe.each([...dashboards].filter(([, dashboard]) => promqlOf(dashboard).length > 0))(
  "the dashboard %s",
  (_, dashboard) => {
    test("asks nothing that Prometheus cannot read", () => {
      const values = Object.fromEntries(dashboard.templating.list.map(({ name }) => [name, "value"]));
      const groups = promqlOf(dashboard).map(({ where, exprs }) => ({
        name: where,
        rules: exprs.map((expr, i) => ({ record: `query:${i}`, expr: substituted(expr, values) })),
      }));
      const file = join(layOut([["rules.yaml", toYaml({ groups })]]), "rules.yaml");

      const rules = groups.reduce((sum, group) => sum + group.rules.length, 0);
      expect(check("promtool", ["check", "rules", "--lint=none", file])).toContain(`SUCCESS: ${rules} rules found`);
    });
  },
);

const deployment = aTarget({ workload: { kind: "Deployment", name: "orders-api" }, container: "server" });
const statefulSet = aTarget({ workload: { kind: "StatefulSet", name: "orders-db" }, container: "postgres" });

test.each<[string, ServiceTarget, string, readonly string[]]>([
  [
    "a Deployment that is not called as the service is",
    deployment,
    "orders-api-7c9f8b6d5c-x2x4z",
    [
      'kube_deployment_spec_replicas{namespace="shop",deployment="orders-api"} = 3x30',
      'kube_deployment_status_replicas_available{namespace="shop",deployment="orders-api"} = 2x30',
      'kube_deployment_status_replicas_updated{namespace="shop",deployment="orders-api"} = 1x30',
    ],
  ],
  [
    "a StatefulSet",
    statefulSet,
    "orders-db-0",
    [
      'kube_statefulset_replicas{namespace="shop",statefulset="orders-db"} = 3x30',
      'kube_statefulset_status_replicas_available{namespace="shop",statefulset="orders-db"} = 2x30',
      'kube_statefulset_status_replicas_updated{namespace="shop",statefulset="orders-db"} = 1x30',
    ],
  ],
])("shows the replicas, the memory and the autoscaler of %s", (_, target, pod, replicas) => {
  const own = `namespace="shop",pod="${pod}",container="${target.container}"`;
  const series = [
    ...replicas,
    `container_memory_working_set_bytes{${own}} = 512x30`,
    'kube_horizontalpodautoscaler_spec_max_replicas{namespace="shop",horizontalpodautoscaler="orders-scaler"} = 6x30',
    // Others with names like it.
    'kube_deployment_spec_replicas{namespace="shop",deployment="orders"} = 9x30',
    'kube_deployment_status_replicas_available{namespace="shop",deployment="orders"} = 9x30',
    'kube_deployment_status_replicas_updated{namespace="shop",deployment="orders"} = 9x30',
    `container_memory_working_set_bytes{namespace="shop",pod="orders-db-0-backup",container="${target.container}"} = 9x30`,
    'kube_horizontalpodautoscaler_spec_max_replicas{namespace="shop",horizontalpodautoscaler="orders"} = 9x30',
  ];

  const results = [
    result(shown(target, "Missing replicas", "Missing replicas"), "{}", 1),
    result(shown(target, "Replicas", "desired"), "{}", 3),
    result(shown(target, "Replicas", "available"), "{}", 2),
    result(shown(target, "Replicas", "newest version"), "{}", 1),
    result(shown(target, "Replicas", "maximum"), "{}", 6),
    result(shown(target, "Memory", "{{pod}}"), `{pod="${pod}"}`, 512),
  ];

  expect(evaluate(series, results)).toContain("SUCCESS");
});

test("marks the revision of a Deployment and of a StatefulSet that gets its first pods as a rollout", () => {
  const replicaSets = [
    'kube_replicaset_spec_replicas{namespace="shop",replicaset="orders-api-aaa"} = 2x29 0x5',
    'kube_replicaset_spec_replicas{namespace="shop",replicaset="orders-api-bbb"} = 0x29 2x5',
    'kube_replicaset_spec_replicas{namespace="shop",replicaset="orders-web-ccc"} = 0x29 2x5',
  ];
  const revisions = [
    'kube_statefulset_status_update_revision{namespace="shop",statefulset="orders-db",revision="orders-db-aaa"} = 1x29 stale',
    'kube_statefulset_status_update_revision{namespace="shop",statefulset="orders-db",revision="orders-db-bbb"} = _x30 1x5',
  ];
  const rollout = rendered(serviceDashboard()).annotations.list.find(({ name }) => name === "Rollout");
  const expr = rollout?.target.expr ?? "";

  const ofDeployment = result(interpolated(expr, deployment), '{revision="orders-api-bbb"}', 2);
  const ofStatefulSet = result(interpolated(expr, statefulSet), '{revision="orders-db-bbb"}', 1);

  expect(evaluate(replicaSets, [ofDeployment])).toContain("SUCCESS");
  expect(evaluate(revisions, [ofStatefulSet])).toContain("SUCCESS");
});

test("asks nothing that Loki cannot read", async () => {
  const loki = await startLoki();
  const queries = [...dashboards].flatMap(([uid, dashboard]) => logqlOf(dashboard).map((expr) => ({ uid, expr })));

  const refused = await Promise.all(queries.map(async ({ uid, expr }) => [uid, expr, await loki.refusal(expr)]));

  expect(queries.map(({ uid }) => uid)).toEqual(expect.arrayContaining(["logs", "trace"]));
  expect(refused.filter(([, , refusal]) => refusal !== undefined)).toEqual([]);
}, 90_000);

/** The PromQL of a dashboard by where it stands, which promtool then names. */
function promqlOf(dashboard: GrafanaDashboard): { readonly where: string; readonly exprs: readonly string[] }[] {
  return [
    ...panelsOf(dashboard).flatMap((panel) => {
      const exprs = queriesOf(panel).map(({ expr }) => expr);
      return exprs.length === 0 ? [] : [{ where: `panel ${panel.id}: ${panel.title}`, exprs }];
    }),
    ...dashboard.annotations.list.map(({ name, target }) => ({ where: `annotation ${name}`, exprs: [target.expr] })),
    ...variableQueriesOf(dashboard, "prometheus").map((query) => ({ where: query, exprs: [selectorOf(query)] })),
  ];
}

/** What `label_values(…, label)` looks at. */
function selectorOf(variableQuery: string): string {
  return /^label_values\((.*), \w+\)$/.exec(variableQuery)?.[1] ?? variableQuery;
}

/** The LogQL of a dashboard; of lines, how many there are, as Loki has no lines for an instant. */
function logqlOf(dashboard: GrafanaDashboard): string[] {
  const values = Object.fromEntries(dashboard.templating.list.map(({ name }) => [name, "value"]));
  const ofPanels = panelsOf(dashboard).flatMap((panel) =>
    queriesOf(panel, "loki").map(({ expr }) => asNumber(panel.type, substituted(expr, values))),
  );
  const ofVariables = variableQueriesOf(dashboard, "loki").map(selectorOf);
  return [...ofPanels, ...ofVariables.map((streams) => asNumber("logs", substituted(streams, values)))];
}

function asNumber(panelType: string, expr: string): string {
  return panelType === "logs" ? `sum(count_over_time(${expr} [5m]))` : expr;
}

/** The expression of a panel's curve when the service is chosen. */
function shown(target: ServiceTarget, panel: string, curve: string): string {
  const queries = panelsOf(rendered(serviceDashboard())).filter(({ title }) => title === panel);
  const query = queries.flatMap((panel) => queriesOf(panel)).find(({ legendFormat }) => legendFormat === curve);
  return interpolated(query?.expr ?? `no ${curve} in ${panel}`, target);
}

function interpolated(expr: string, target: ServiceTarget): string {
  return substituted(expr, chosenValues(rendered(serviceDashboard()), target));
}
