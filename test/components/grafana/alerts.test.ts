import { grafanaAlerts } from "../../../lib/components/grafana/alerts";

test("does not count failures of data sources as its own", () => {
  const rules = grafanaAlerts({ namespace: "observability", service: "grafana" });

  const rule = rules.find(({ alert }) => alert === "GrafanaRequestsFailing");

  expect(rule?.expr).toContain('handler!~"/api/ds/query|/api/datasources/.*"');
});
