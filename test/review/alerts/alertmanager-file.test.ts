import { alertmanagerFile } from "../../../lib/review/findings/alerts/alertmanager-file";

const base = { apiVersion: "v1", metadata: { name: "alertmanager-main", namespace: "monitoring" } };

function inSecret(text: string): ReturnType<typeof alertmanagerFile> {
  return alertmanagerFile({ ...base, kind: "Secret", stringData: { "alertmanager.yaml": text } });
}

describe("alertmanagerFile", () => {
  test.each([
    "match: {severity: critical}",
    "match_re: {severity: critical|page}",
    "matchers: ['severity = critical']",
    `matchers: ['{severity="critical", team!="web"}']`,
    `matchers: ['severity=~"crit.*"']`,
  ])("understands a route with %s", (matchers) => {
    const found = inSecret(`
route:
  receiver: none
  routes: [{receiver: pager, ${matchers}}]
receivers:
  - name: none
  - name: pager
    pagerduty_configs: [{service_key: abc}]
`);

    expect(found?.file.routing?.receivers({ severity: "critical" })).toEqual(["pager"]);
    expect(found?.file.routing?.receivers({ severity: "warning" })).toEqual([]);
  });

  test.each(["route: null\nreceivers: null", "route: {routes: 5}\nreceivers: [7, {}]", "route: []\nreceivers: x"])(
    "does not fail on %j",
    (text) => {
      const found = inSecret(text);

      expect(found?.file.routing?.receivers({ severity: "critical" }) ?? []).toEqual([]);
    },
  );

  test("tells no routing for a pattern that nobody can read", () => {
    const found = inSecret(`
route: {receiver: a, routes: [{receiver: a, match_re: {severity: "(?=x)"}}]}
receivers: []
`);

    expect(found?.file.routing).toBeUndefined();
  });
});
