import { App } from "cdk8s";
import { asRecord, identityOf, ManifestChart, render, SynthesisError, type KubernetesObject } from "../../lib/core";
import { webhook } from "../../lib/components";
import type { Monitor } from "../../lib/monitor";
import { Observability, type ObservabilityProps } from "../../lib/observability";
import { monitorWorkload, WebService } from "../../lib/service";
import type { AlertRule, RecordingRule } from "../../lib/signals";

const PROPS: ObservabilityProps = {
  cluster: "test",
  profile: "dev",
  alerting: {
    runbooks: false,
    receivers: { chat: webhook({ url: "http://chat.example.com" }) },
    defaultReceiver: "chat",
  },
  grafana: false,
};

function aStack(props: Partial<ObservabilityProps> = {}): { app: App; observability: Observability } {
  const app = new App();
  return { app, observability: new Observability(app, "observability", { ...PROPS, ...props }) };
}

function problemsIn(app: App): readonly string[] {
  try {
    render(app);
    return [];
  } catch (error) {
    if (error instanceof SynthesisError) return error.problems;
    throw error;
  }
}

function anAlert(alert: Partial<AlertRule> = {}): AlertRule {
  return { alert: "QueueFull", expr: "up > 1", severity: "warning", summary: "s", description: "d", ...alert };
}

function aMonitor(monitor: Partial<Monitor> = {}): Monitor {
  return {
    monitorName: "shop/queue",
    monitorLabels: { namespace: "shop", service: "queue" },
    alerts: () => [],
    ...monitor,
  };
}

/** The problems of a stack that watches one monitor, without where they are. */
function problemsOf(monitor: Partial<Monitor>): string[] {
  const { app, observability } = aStack();
  observability.monitor(aMonitor(monitor));
  return problemsIn(app).map((problem) => problem.replace("observability: ", ""));
}

describe("rules that Prometheus would refuse", () => {
  const where = 'monitor "shop/queue", alert "QueueFull":';

  test.each<[string, Partial<AlertRule>, string]>([
    ["PromQL", { expr: "sum(x" }, `${where} expr "sum(x": expected PromQL; it breaks off after "sum(x"`],
    [
      "a range",
      { expr: "rate(up) > 1" },
      `${where} expr "up": expected a range such as x[5m] within rate(…), not series`,
    ],
    [
      "a template's function",
      { summary: "{{ $value | humanise }}" },
      `${where} summary "{{ $value | humanise }}": expected functions of Prometheus' templates, not humanise`,
    ],
    [
      "a template's end",
      { description: "{{ $value" },
      `${where} description "{{ $value": expected a "}}" after "{{ $value"`,
    ],
    ["empty text", { summary: " " }, `${where} summary " ": expected text that whoever is on call can act on`],
    ["a duration", { for: "5 m" as "5m" }, `${where} for "5 m": expected a Prometheus duration such as "30s" or "5m"`],
    [
      "another duration",
      { keepFiringFor: "5" as "5m" },
      `${where} keepFiringFor "5": expected a Prometheus duration such as "30s" or "5m"`,
    ],
    ["a severity", { severity: "page" as "info" }, `${where} severity "page": expected one of critical, warning, info`],
    [
      "a label's name",
      { labels: { "my-team": "a" } },
      `${where} labels "my-team": expected names of labels such as "team" (letters, digits and "_")`,
    ],
    [
      "a label's template",
      { labels: { team: "{{ x }}" } },
      `${where} labels.team "{{ x }}": expected functions of Prometheus' templates, not x`,
    ],
    [
      "the alert's name",
      { alert: "bad name" },
      'monitor "shop/queue": alert "bad name": expected a name in UpperCamelCase such as "QueueFull"',
    ],
  ])("are told: %s", (_, alert, problem) => {
    expect(problemsOf({ alerts: () => [anAlert(alert)] })).toEqual([problem]);
  });

  test.each<[string, RecordingRule, string]>([
    ["PromQL", { record: "a:b", expr: "x[" }, 'monitor "shop/queue", record "a:b": expr "x[": expected PromQL'],
    ["a name", { record: "a b", expr: "up" }, 'monitor "shop/queue": record "a b": expected a series'],
    [
      "a label",
      { record: "a:b", expr: "up", labels: { __a: "b" } },
      'record "a:b": labels "__a": expected names of labels',
    ],
  ])("are told of recordings too: %s", (_, rule, problem) => {
    expect(problemsOf({ recordings: () => [rule] })).toEqual([expect.stringContaining(problem)]);
  });

  test("are two of one name, severity and labels", () => {
    const alerts = [anAlert(), anAlert({ severity: "critical" }), anAlert({ labels: { a: "b" } }), anAlert()];
    const recordings = [
      { record: "a:b", expr: "up" },
      { record: "a:b", expr: "up + 1" },
    ];

    expect(problemsOf({ alerts: () => alerts, recordings: () => recordings })).toEqual([
      'monitor "shop/queue", record "a:b": recorded twice with the same labels; remove one of them',
      `${where} there is another of severity warning with the same labels; give one of them another name, severity or label`,
    ]);
  });

  test("are found in what a service says beside the defaults", () => {
    const { app, observability } = aStack();
    const service = new WebService(new ManifestChart(app, "shop", { namespace: "shop" }), "checkout", {
      image: "example.com/checkout:1",
      port: 8080,
      resources: { cpu: "1", memory: "1Gi" },
      probes: false,
      alerts: { extra: [anAlert({ expr: "x >" })] },
    });
    observability.monitor(service);

    expect(problemsIn(app)).toEqual([
      'observability: monitor "shop/checkout", alert "QueueFull": expr "x >": expected PromQL; it breaks off after "x >"',
    ]);
  });
});

describe("monitors", () => {
  test("need nothing but a name, labels and alerts", () => {
    expect(problemsOf({ alerts: () => [anAlert()] })).toEqual([]);
  });

  test("are watched once, each by its own name", () => {
    const { app, observability } = aStack();
    observability.monitor(aMonitor());
    observability.monitor(aMonitor());

    expect(problemsIn(app)).toEqual([
      'observability: monitor "shop/queue" is watched already; monitor it once, or give one of them another name',
    ]);
  });

  test("have a name that a file can have, and labels that series can have", () => {
    expect(problemsOf({ monitorName: "shop/my queue", monitorLabels: { "a-b": "c" } })).toEqual([
      'monitorName "shop/my queue": expected "namespace/name" of letters, digits, "-", "_" and "."',
      'monitor "shop/my queue": monitorLabels "a-b": expected names of labels such as "team" (letters, digits and "_")',
    ]);
  });

  test("tell what is wrong with workloads of somebody else, next to everything else", () => {
    const { app, observability } = aStack({ cluster: "" });
    observability.monitor(
      monitorWorkload({
        namespace: "Data",
        deployment: "search",
        container: "",
        alerts: { outage: { above: "200%" } },
      }),
    );

    expect(problemsIn(app)).toEqual([
      expect.stringMatching(/^observability: cluster "": expected/),
      expect.stringMatching(/^observability: monitor "Data\/search": namespace "Data": expected/),
      expect.stringMatching(/^observability: monitor "Data\/search": container "": expected/),
      expect.stringMatching(/^observability: monitor "Data\/search": alerts.outage.above "200%": expected/),
    ]);
  });

  test("are asked for their rules once in each rendering, with their last word", () => {
    const { app, observability } = aStack();
    const asked = jest.fn(() => [anAlert()]);
    observability.monitor(aMonitor({ alerts: asked }));
    expect(asked).not.toHaveBeenCalled();

    render(app);
    render(app);

    expect(asked).toHaveBeenCalledTimes(2);
  });
});

describe("kube-state-metrics of somebody else", () => {
  const objects = (props: Partial<ObservabilityProps>): Map<string, KubernetesObject> =>
    new Map(render(aStack(props).app).map(({ object }) => [identityOf(object), object]));

  test("is scraped instead of one of its own", () => {
    const own = objects({ kubeStateMetrics: { resources: { cpu: "1", memory: "1Gi" } } });
    const foreign = objects({ kubeStateMetrics: { address: "ksm.kube-system.svc:8080" } });

    expect(JSON.stringify(own.get("Deployment/observability/kube-state-metrics"))).toContain('"memory":"1Gi"');
    expect([...foreign.keys()].filter((identity) => identity.includes("kube-state-metrics"))).toEqual([]);
    const config = asRecord(foreign.get("ConfigMap/observability/prometheus-config")?.["data"]);
    expect(Object.values(config).join()).toContain("ksm.kube-system.svc:8080");
  });

  test("needs a port", () => {
    expect(problemsIn(aStack({ kubeStateMetrics: { address: "ksm.kube-system.svc" } }).app)).toEqual([
      expect.stringContaining('kubeStateMetrics "ksm.kube-system.svc": expected a host and a port'),
    ]);
  });
});

test("declares its namespaces, and tells of a name that is none", () => {
  const identities = render(aStack({ namespace: "o11y" }).app).map(({ object }) => identityOf(object));

  expect(identities).toEqual(expect.arrayContaining(["Namespace/o11y", "Namespace/o11y-node"]));
  expect(problemsIn(aStack({ namespace: "x".repeat(59) }).app)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^observability: namespace "x+": expected at most 58 characters/)]),
  );
});
