import type { LokiProps } from "../../../lib/components/loki";
import type { AlertRule } from "../../../lib/signals";
import { objectsOf, problemsOf } from "../a-stack";
import { aBucket, aLoki } from "./a-loki";

function alertsOf(props: Partial<LokiProps> = {}): readonly AlertRule[] {
  let alerts: readonly AlertRule[] = [];
  objectsOf((scope) => {
    const loki = aLoki(scope, props);
    alerts = [...loki.alerts(), ...loki.logAlerts()];
  });
  return alerts;
}

test("each alert opens the dashboard of this very Loki", () => {
  for (const { dashboard } of alertsOf()) {
    expect(dashboard).toEqual({ uid: "loki", variables: { job: "observability/loki" } });
  }
});

test("misses replicas only where there are several", () => {
  const names = (props: Partial<LokiProps>) => alertsOf(props).map(({ alert }) => alert);

  expect(names({})).not.toContain("LokiReplicaDown");
  expect(names({ profile: "ha", storage: aBucket })).toContain("LokiReplicaDown");
});

test("compares with the limits that Loki has", () => {
  const alerts = alertsOf({ limits: { ingestionRate: "2Mi", streams: 700 } });

  const exprOf = (name: string) => alerts.find(({ alert }) => alert === name)?.expr;
  expect(exprOf("LokiIngestionNearLimit")).toContain(`/ ${2 * 2 ** 20} > 0.8`);
  expect(exprOf("LokiStreamsNearLimit")).toContain("/ 1 / 700 > 0.8");
});

test("hears of a refused file from its own log, and not from the log of asking for it", () => {
  const rule = alertsOf().find(({ alert }) => alert === "LokiRulesRefused");

  const line = 'msg="unable to list rules"';
  expect(rule?.expr).toContain(JSON.stringify(line));
  // Loki logs expressions in quotes, with those within escaped.
  expect(JSON.stringify(rule?.expr)).not.toContain(line);
});

test("has no alerts, and no second problem, where its limits cannot be read", () => {
  const limits = JSON.parse('{ "ingestionRate": "lots" }');
  let alerts: readonly AlertRule[] | undefined;

  const problems = problemsOf((scope) => (alerts = aLoki(scope, { limits }).alerts()));

  expect(alerts).toEqual([]);
  expect(problems).toEqual(['stack/loki: limits.ingestionRate "lots": expected a Kubernetes quantity such as "256Mi"']);
});
