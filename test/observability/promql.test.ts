import { webhook } from "../../lib/components/alertmanager";
import { alertLabels } from "../../lib/observability/alert-labels";
import { Monitors } from "../../lib/observability/monitors";
import { promqlChecker } from "../../lib/observability/promql";
import type { Monitor } from "../../lib/monitor";
import type { AlertRule } from "../../lib/signals";

describe("rules", () => {
  test("may read what any monitor records, wherever it stands", () => {
    const reader = aMonitor("shop/reader", { alerts: [anAlert({ expr: "queue:depth:max > 5" })] });
    const writer = aMonitor("shop/writer", {
      recordings: [
        { record: "queue:depth:max", expr: "max by (queue) (queue:depth)" },
        { record: "queue:depth", expr: "kube_pod_info * 1", labels: { queue: "a" } },
      ],
    });

    expect(problemsOf(reader, writer)).toEqual([]);
  });

  test("may read what Loki records", () => {
    const monitor = aMonitor("shop/a", {
      logRecordings: [{ record: "lines:rate5m", expr: 'sum(rate({a="b"}[5m]))' }],
      alerts: [anAlert({ expr: 'lines:rate5m{service="a"} > 5', summary: "{{ $labels.service }}" })],
    });

    expect(problemsOf(monitor)).toEqual([]);
  });

  test("see what their own monitor's programs tell, and not what those of another do", () => {
    const alerts = [anAlert({ expr: "rate(jobs_total[5m]) > 1" })];
    const metrics = [{ name: "jobs_total", type: "counter", labels: [] }] as const;

    expect(problemsOf(aMonitor("shop/a", { alerts, metrics }), aMonitor("shop/b", { alerts }))).toEqual([
      expect.stringMatching(
        /^monitor "shop\/b", alert "Bad": expr "jobs_total": expected a metric that is known, not jobs_total/,
      ),
    ]);
  });

  test("are told with monitor, rule and property, all at once", () => {
    const recordings = [{ record: "a:b", expr: "rate(up[5m])" }];
    const alerts = [anAlert({ expr: "nothing_total > 0" }), anAlert({ alert: "Worse", expr: 'up{nothing="1"} == 0' })];

    expect(problemsOf(aMonitor("shop/a", { recordings, alerts }))).toEqual([
      expect.stringContaining('monitor "shop/a", record "a:b": expr "rate(up[5m])": expected a counter within rate(…)'),
      expect.stringContaining('monitor "shop/a", alert "Bad": expr "nothing_total": expected a metric that is known'),
      expect.stringContaining(
        'monitor "shop/a", alert "Worse": expr "nothing=\\"1\\"": expected one of the labels of up',
      ),
    ]);
  });

  test("that record the counter of another do not make it a gauge", () => {
    const recordings = [{ record: "a:counter", expr: "sum by (pod) (prometheus_tsdb_reloads_total)" }];
    const alerts = [anAlert({ expr: "a:counter > 5" })];

    expect(problemsOf(aMonitor("shop/a", { recordings, alerts }))).toEqual([
      expect.stringContaining("which is a counter"),
    ]);
  });

  test("that read each other in a circle end", () => {
    const recordings = [
      { record: "a:a", expr: "b:b + 1" },
      { record: "b:b", expr: "a:a + 1" },
    ];

    expect(problemsOf(aMonitor("shop/a", { recordings }))).toEqual([]);
  });
});

describe("templates", () => {
  test.each([
    [
      "{{ $labels.pod }}",
      "sum by (node) (up) == 0",
      "labels of the expression's result, such as node, not pod, which sum by (node) loses",
    ],
    [
      "{{ .Labels.pod }}",
      "sum(up) == 0",
      "labels of the expression's result, which has none, not pod, which sum(…) loses",
    ],
    ['{{ index $labels "pod" }}', "vector(1)", "labels of the expression's result, which has none, not pod"],
    [
      "{{ $labels.service }}",
      "sum(up) == 0",
      "labels of the expression's result, which has none, not service, which is added to the alert behind its templates",
    ],
  ])("%s of %s", (summary, expr, told) => {
    expect(problemsOf(aMonitor("shop/a", { alerts: [anAlert({ expr, summary })] }))).toEqual([
      expect.stringContaining(`monitor "shop/a", alert "Bad": summary ${JSON.stringify(summary)}: expected ${told}`),
    ]);
  });

  test.each([
    ["{{ $labels.pod }} on {{ .Labels.node }}", "up == 0"],
    ["{{ $value }} of {{ $externalLabels.cluster }}", "sum(up) == 0"],
    ['{{ range query "up" }}{{ .Labels.pod }}{{ end }}', "sum(up) == 0"],
    ["{{ $labels.anything }}", "target_info == 0"],
    ["{{ $labels.job }}", 'absent(up{job="a"})'],
  ])("accept %s of %s", (summary, expr) => {
    expect(problemsOf(aMonitor("shop/a", { alerts: [anAlert({ expr, summary })] }))).toEqual([]);
  });

  test("of labels are looked at too", () => {
    const alerts = [anAlert({ expr: "sum(up) == 0", labels: { team: "{{ $labels.team }}" } })];

    expect(problemsOf(aMonitor("shop/a", { alerts }))).toEqual([expect.stringContaining("labels.team")]);
  });
});

describe("the labels of an alert", () => {
  test("are those of its result, of itself and of its monitor", () => {
    const rule = anAlert({ expr: "queue:depth > 1", labels: { team: "a" } });
    const monitor = aMonitor("shop/a", {
      alerts: [rule],
      recordings: [{ record: "queue:depth", expr: "max by (pod) (up)" }],
    });

    const { known, open } = alertLabels([monitor])(monitor, rule);

    expect([...known].toSorted()).toEqual(["alertname", "namespace", "pod", "service", "severity", "team"]);
    expect(open).toBe(false);
  });

  test("are open where nobody can tell, as of log lines", () => {
    const rule = anAlert({ expr: 'sum by (a) (rate({b="c"}[5m])) > 1' });
    const monitor = aMonitor("shop/a", {});

    expect(alertLabels([monitor])(monitor, rule, "logql").open).toBe(true);
    expect(alertLabels([monitor])(monitor, anAlert({ expr: "target_info" })).open).toBe(true);
  });
});

describe("the language alone", () => {
  const promqlProblem = promqlChecker();

  test.each([
    ["x > ", 'PromQL; it breaks off after "x >"'],
    ["rate(x)", "a range such as x[5m] within rate(…), not series"],
    ['x{a=~"b["}', 'regular expressions in RE2 syntax, which has no lookaround and no backreferences, not "b["'],
  ])("refuses %s: expected %s", (expr, expected) => {
    expect(promqlProblem(expr)).toBe(expected);
  });

  test("does not look metrics up", () => {
    expect(promqlProblem("sum by (a) (rate(nothing_total[5m]))")).toBeUndefined();
  });
});

function aMonitor(
  monitorName: string,
  {
    alerts = [],
    recordings = [],
    logRecordings = [],
    metrics = [],
  }: {
    readonly alerts?: ReturnType<Monitor["alerts"]>;
    readonly recordings?: ReturnType<NonNullable<Monitor["recordings"]>>;
    readonly logRecordings?: ReturnType<NonNullable<Monitor["logRecordings"]>>;
    readonly metrics?: ReturnType<NonNullable<Monitor["metrics"]>>;
  },
): Monitor {
  return {
    monitorName,
    monitorLabels: { namespace: "shop", service: "a" },
    alerts: () => alerts,
    recordings: () => recordings,
    logRecordings: () => logRecordings,
    metrics: () => metrics,
  };
}

function anAlert(rule: Partial<AlertRule>): AlertRule {
  return { alert: "Bad", expr: "up == 0", severity: "warning", summary: "It is bad.", description: "Why.", ...rule };
}

function problemsOf(...monitors: readonly Monitor[]): string[] {
  const all = new Monitors();
  for (const monitor of monitors) all.add(monitor);
  const receivers = { team: webhook({ url: "http://chat.tools.svc/alerts" }) };
  const alerting = { runbooks: false, receivers, defaultReceiver: "team" } as const;
  return all.problems({ alerting, cluster: "test", logs: true }, () => undefined);
}
