import { monitorWorkload, type WorkloadMonitorProps } from "../../lib/service";
import { HttpMetrics, recorded } from "../../lib/signals";

function problemsOf(props: WorkloadMonitorProps): readonly string[] {
  return monitorWorkload(props).monitorProblems?.() ?? [];
}

test("watches a Deployment of somebody else, by its name in everything", () => {
  const monitor = monitorWorkload({ namespace: "data", deployment: "search", alerts: {} });
  const memory = monitor.recordings?.().find(({ record }) => record === recorded.memoryUtilization);

  expect(monitor.monitorName).toBe("data/search");
  expect(monitor.monitorLabels).toEqual({ namespace: "data", service: "search" });
  expect(memory?.expr).toContain('{namespace="data",container="search"}');
});

test("watches a StatefulSet whose container and service have other names", () => {
  const monitor = monitorWorkload({
    namespace: "data",
    statefulSet: "postgres-main",
    container: "postgres",
    service: "database",
    alerts: {},
  });
  const restarts = monitor.recordings?.().find(({ record }) => record === recorded.restarts);

  expect(monitor.monitorLabels).toEqual({ namespace: "data", service: "database" });
  expect(restarts?.expr).toContain('pod=~"postgres-main-[0-9]+",container="postgres"');
});

test("alerts on its traffic and its autoscaler where it is told of them", () => {
  expect(alertNames({})).not.toContain("ServiceErrors5xx");
  expect(alertNames({ metrics: HttpMetrics.openTelemetry() })).toContain("ServiceErrors5xx");
  expect(alertNames({})).not.toContain("ServiceAutoscalerAtMaximum");
  expect(alertNames({ scaling: { name: "search-hpa", min: 1, max: 4 } })).toContain("ServiceAutoscalerAtMaximum");
});

test("alerts on the CPU limit unless it is known that there is none", () => {
  expect(alertNames({})).toContain("ServiceCpuNearLimit");
  expect(alertNames({ resources: { cpu: { request: "1", limit: false }, memory: "1Gi" } })).not.toContain(
    "ServiceCpuNearLimit",
  );
});

test("records without alerts where they are refused", () => {
  const monitor = monitorWorkload({ namespace: "data", deployment: "search", alerts: false });

  expect(monitor.alerts()).toEqual([]);
  expect(monitor.recordings?.().length).toBeGreaterThan(0);
});

test("tells everything that is wrong at once", () => {
  const props = {
    namespace: "Data",
    deployment: "a".repeat(48),
    container: "",
    alerts: { errors5xx: { above: "200%" } },
    scaling: { min: 3, max: 1 },
  } as const;

  expect(problemsOf(props)).toEqual([
    expect.stringMatching(/^deployment "a+": expected at most 47 characters/),
    expect.stringMatching(/^namespace "Data": expected/),
    expect.stringMatching(/^container "": expected/),
    expect.stringMatching(/^scaling.min 3: expected at most scaling.max 1/),
    expect.stringMatching(/^alerts.errors5xx.above "200%": expected a percentage/),
  ]);
});

function alertNames(props: Partial<WorkloadMonitorProps>): string[] {
  const monitor = monitorWorkload({ namespace: "data", deployment: "search", alerts: {}, ...props });
  return monitor.alerts().map(({ alert }) => alert);
}
