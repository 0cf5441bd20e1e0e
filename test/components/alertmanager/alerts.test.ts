import { alertmanagerDashboard } from "../../../dashboards/alertmanager";
import { alertmanagerAlerts } from "../../../lib/components/alertmanager/alerts";

test("links each alert to the dashboard, which shows this Alertmanager", () => {
  const { uid, variables = [] } = alertmanagerDashboard();
  const target = { namespace: "observability", service: "alertmanager", replicas: 3 };

  const links = alertmanagerAlerts(target).map(({ dashboard }) => dashboard);

  expect(variables.map(({ name }) => name)).toEqual(["job"]);
  expect(links.length).toBeGreaterThan(3);
  expect(links).toEqual(links.map(() => ({ uid, variables: { job: "observability/alertmanager" } })));
});
