import { growing, series, steady, type AlertCase } from "../../../lib/signals";
import type { PromtoolTest } from "../../../lib/observability/rule-tests/promtool";
import { fires, RULE, testsOf } from "./a-monitor";

const SILENT: AlertCase = { name: "empty", series: [series("queue_length", steady(10, "10m"))], stays: "inactive" };

/** The one test of the one case. */
function only(...args: Parameters<typeof testsOf>): PromtoolTest {
  const { tests, problems } = testsOf(...args);
  const test = tests[0]?.tests.tests[0];
  if (!test || problems.length > 0) throw new Error(`no test: ${problems.join("\n")}`);
  return test;
}

/** When alerts are looked at, and how many have to fire. */
function looked({ alert_rule_test: assertions = [] }: PromtoolTest): (readonly [string, number])[] {
  return assertions.map(({ eval_time: at, exp_alerts: alerts }) => [at, alerts.length]);
}

describe("the rules of a test", () => {
  const recordings = [
    { record: "a", expr: "x" },
    { record: "b", expr: "a + a:b" },
    { record: "unused", expr: "b" },
    { record: "a:b", expr: "x", labels: { slo: "latency" } },
    { record: "a:b", expr: "y", labels: { slo: "availability" } },
  ];
  const recorded = (expr: string, given: readonly string[] = []): string[] => {
    const { tests } = testsOf({ expr }, [SILENT], { recordings: () => recordings }, { given });
    return (tests[0]?.rules.groups ?? []).flatMap(({ rules }) =>
      rules.map((rule) => ("record" in rule ? `${rule.record} = ${rule.expr}` : rule.alert)),
    );
  };

  test("are the alert and the recordings that it uses, and those that they use, in their order", () => {
    expect(recorded("b > 1")).toEqual(["a = x", "b = a + a:b", "a:b = x", "a:b = y", "QueueFull"]);
    expect(recorded("a > 1")).toEqual(["a = x", "QueueFull"]);
    expect(recorded("ab > 1")).toEqual(["QueueFull"]);
  });

  test("leave out a recording with other labels than the selector's", () => {
    expect(recorded('a:b{slo="latency"} > 1')).toEqual(["a:b = x", "QueueFull"]);
    expect(recorded('a:b{slo!="latency"} > 1')).toEqual(["a:b = x", "a:b = y", "QueueFull"]);
  });

  test("leave out what the cases give", () => {
    expect(recorded("b > 1", ["a:b", "a"])).toEqual(["b = a + a:b", "QueueFull"]);
  });

  test("are evaluated in the order of their groups, as often as the alert", () => {
    const slow = [{ record: "a", expr: "x", interval: "5m" as const }];

    const { tests } = testsOf({ expr: "a > 1", interval: "1m" }, [SILENT], { recordings: () => slow });

    expect(tests[0]?.tests).toMatchObject({
      rule_files: ["QueueFull.warning.rules.yaml"],
      evaluation_interval: "1m",
      group_eval_order: ["shop/queue/5m", "shop/queue/1m"],
      tests: [{ interval: "1m" }],
    });
  });

  test.each([
    [{}, {}, "15s"],
    [{ interval: "1m" }, {}, "1m"],
    [{ interval: "1m" }, { step: "5m" }, "5m"],
  ] as const)("are evaluated with %j and %j every %s", (rule, test, step) => {
    const { tests } = testsOf(rule, [SILENT], {}, test);

    expect(tests[0]?.tests).toMatchObject({ evaluation_interval: step, tests: [{ interval: step }] });
  });
});

describe("a case that fires", () => {
  test("is silent one step before it has held for long enough, and then fires", () => {
    const test = only({ for: "5m", interval: "1m" }, [fires({ since: "2m" })]);

    expect(test.name).toBe("fires: full");
    expect(looked(test)).toEqual([
      ["6m", 0],
      ["7m", 1],
    ]);
    expect(test).not.toHaveProperty("promql_expr_test");
  });

  test("is not looked at before its beginning", () => {
    expect(looked(only({}, [fires({ since: "0s" })]))).toEqual([["0s", 1]]);
  });

  test("fires up to the step before it has resolved, and is silent then", () => {
    const test = only({ for: "1m" }, [fires({ since: "0s", until: "5m" })]);

    expect(looked(test).at(-1)).toEqual(["5m", 0]);
    expect(test.promql_expr_test).toEqual([
      {
        expr: 'count(ALERTS{alertname="QueueFull",alertstate="firing"})',
        eval_time: "285s",
        exp_samples: [{ labels: "{}", value: 1 }],
      },
    ]);
  });

  test("carries the labels of the case, of the monitor and of the rule, which wins", () => {
    const labels = { pod: "queue-0", service: "of the series", team: "of the series" };

    const test = only({ labels: { team: "shop" } }, [fires({ since: "0s", labels })]);

    expect(test.alert_rule_test?.at(-1)?.exp_alerts).toEqual([
      {
        exp_labels: { pod: "queue-0", namespace: "shop", service: "queue", team: "shop", severity: "warning" },
        exp_annotations: { summary: RULE.summary, description: RULE.description },
      },
    ]);
  });

  test("tells its value, its labels and the time at which it began to fire", () => {
    const texts = {
      summary: "{{ $labels.pod }} of {{ $labels.service }} is at {{ $value | humanizePercentage }}",
      description: '{{ now | printf "%.0f" }}',
    };

    const test = only({ ...texts, for: "1m" }, [fires({ since: "1m", value: 0.0505, labels: { pod: "queue-0" } })]);

    expect(test.alert_rule_test?.at(-1)?.exp_alerts[0]?.exp_annotations).toEqual({
      summary: "queue-0 of queue is at 5.05%",
      description: "120",
    });
  });

  test("fires once for each of several sets of labels", () => {
    const labels = [{ pod: "queue-0" }, { pod: "queue-1" }];

    const test = only({}, [fires({ since: "0s", until: "5m", labels })]);

    expect(test.alert_rule_test?.[0]?.exp_alerts.map(({ exp_labels: { pod } }) => pod)).toEqual(["queue-0", "queue-1"]);
    expect(test.promql_expr_test?.[0]?.exp_samples).toEqual([{ labels: "{}", value: 2 }]);
  });
});

describe("a case that stays silent", () => {
  test("is inactive all the time, the very first evaluation too", () => {
    const test = only({ interval: "1m" }, [SILENT]);

    expect(test.name).toBe("silent: empty");
    expect(test.input_series).toEqual([{ series: "queue_length", values: "10+0x9" }]);
    expect(test.promql_expr_test).toEqual([
      { expr: 'count_over_time(ALERTS{alertname="QueueFull"}[11m])', eval_time: "10m", exp_samples: [] },
    ]);
  });

  test("waits without ever firing", () => {
    const test = only({ interval: "1m" }, [{ ...SILENT, stays: "pending" }]);

    expect(test.promql_expr_test).toEqual([
      {
        expr: 'count_over_time(ALERTS{alertname="QueueFull",alertstate="firing"}[11m])',
        eval_time: "10m",
        exp_samples: [],
      },
      {
        expr: 'max(count_over_time(ALERTS{alertname="QueueFull",alertstate="pending"}[11m]) > bool 0)',
        eval_time: "10m",
        exp_samples: [{ labels: "{}", value: 1 }],
      },
    ]);
  });

  test.each([
    ["its series last", "1m", "1h"],
    ["twice its wait", "45m", "90m"],
  ] as const)("is watched for as long as %s", (_, wait, end) => {
    const test = only({ interval: "1m", for: wait }, [
      { ...SILENT, series: [series("queue_length", growing(0, "1h"))] },
    ]);

    expect(test.promql_expr_test?.map(({ eval_time: at }) => at)).toEqual([end]);
  });
});

describe("the alerts of a monitor", () => {
  test("name the files of their tests by severity and labels, in letters that a file may have", () => {
    const { tests } = testsOf({ labels: { slo: "availability", window: "1h/5m" } }, [SILENT]);

    expect(tests.map(({ monitor, name }) => [monitor, name])).toEqual([
      ["shop/queue", "QueueFull.warning.availability.1h-5m"],
    ]);
  });

  test("are each proven by the test of their severity and labels", () => {
    const alerts = [
      { ...RULE, expr: "a", labels: { slo: "latency" } },
      { ...RULE, expr: "b", labels: { slo: "availability" } },
      { ...RULE, expr: "c", severity: "critical" },
    ] as const;

    const { tests, unproven } = testsOf({}, [SILENT], { alerts: () => alerts }, { labels: { slo: "availability" } });

    expect(tests.map(({ name }) => name)).toEqual(["QueueFull.warning.availability"]);
    expect(JSON.stringify(tests[0]?.rules)).toContain('"expr":"b"');
    expect(unproven).toEqual(["QueueFull.warning.latency", "QueueFull.critical"]);
  });

  test("are all unproven where the monitor has no tests", () => {
    expect(testsOf({}, [], { alertTests: () => [] })).toEqual({
      tests: [],
      unproven: ["QueueFull.warning"],
      problems: [],
    });
  });
});

describe("what is wrong with the cases", () => {
  test("is told all at once, each with its alert and case", () => {
    const { problems } = testsOf({ description: "{{ $labels.pod }} {{ $value | toTime }}" }, [
      fires({ since: "0s" }),
      { ...fires({ since: "0s", labels: { pod: "queue-0" } }), name: "another" },
      { ...SILENT, name: "uneven", series: [series("queue_length", steady(1, "20s"))] },
    ]);

    expect(problems).toEqual([
      'shop/queue: QueueFull.warning, case "full": {{ $labels.pod }} is empty: the alert of this case has no such label',
      'shop/queue: QueueFull.warning, case "another": {{ … | toTime }}: expected one of humanize, humanize1024, humanizePercentage, humanizeDuration, printf "%.0f", which is what tests of alerts can render',
      'shop/queue: QueueFull.warning, case "uneven": a phase of 20s is not a number of steps of 15s',
    ]);
  });

  test("is a text that tells no number, or no word", () => {
    const told = (rule: Parameters<typeof testsOf>[0]): string =>
      testsOf(rule, [fires({ since: "0s", value: NaN })]).problems.join();

    expect(told({ summary: "{{ $value }} messages" })).toContain("its summary says nothing: NaN messages");
    expect(told({ description: "" })).toContain("its description says nothing: ");
  });

  test("is a test of no alert", () => {
    expect(testsOf({}, [SILENT], {}, { severity: "info" }).problems).toEqual([
      "shop/queue: a test of QueueFull.info: expected an alert of this name, severity and labels",
    ]);
  });
});
