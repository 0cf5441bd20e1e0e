import type { ServiceAlerts } from "../../alerts";
import { parseServiceAlerts, serviceAlerts } from "../../alerts/service";
import { KUBE_STATE_METRICS_UP, KUBELET_PROBES_UP } from "../../alerts/availability/jobs";
import { CLUSTER_JOB } from "../../lib/components/kube-state-metrics/config";
import { nodeJobs } from "../../lib/components/prometheus/scrape-nodes";
import { Problems } from "../../lib/core";
import { HttpMetrics, type AlertRule, type ServiceTarget } from "../../lib/signals";

function aTarget(target: Partial<ServiceTarget> = {}): ServiceTarget {
  return {
    namespace: "shop",
    service: "checkout",
    workload: { kind: "Deployment", name: "checkout" },
    container: "checkout",
    probed: true,
    hasCpuLimit: false,
    startupSeconds: 0,
    hasLivenessProbe: true,
    traces: false,
    urls: [],
    ...target,
  };
}

function rulesOf(alert: string, target: Partial<ServiceTarget> = {}, options: ServiceAlerts = {}): AlertRule[] {
  const of = aTarget(target);
  return serviceAlerts(of, parseServiceAlerts(options, of, new Problems())).filter((rule) => rule.alert === alert);
}

const waits = (rules: readonly AlertRule[]) => rules.map((rule) => rule.for);

test("asks those whose silence says nothing whether they answer, by the names of their jobs", () => {
  expect(KUBE_STATE_METRICS_UP).toBe(`up{job="${CLUSTER_JOB}"}`);
  expect(nodeJobs.map((job) => `up{job="${job}"}`)).toContain(KUBELET_PROBES_UP);
});

describe("a service that starts slowly", () => {
  test("may be not ready for twice as long as its start may take", () => {
    expect(waits(rulesOf("ServiceNotReady", { startupSeconds: 60 }))).toEqual(["10m"]);
    expect(waits(rulesOf("ServiceNotReady", { startupSeconds: 420 }))).toEqual(["14m"]);
  });

  test("is down no later for it, unless it may be on its way up from zero", () => {
    const scaling = { name: "checkout", min: 0, max: 3 };

    expect(waits(rulesOf("ServiceDown", { startupSeconds: 90 }))).toEqual(["2m"]);
    expect(waits(rulesOf("ServiceDown", { startupSeconds: 90, scaling }))).toEqual(["210s"]);
    expect(waits(rulesOf("ServiceProbeFailing", { startupSeconds: 90, scaling }))).toEqual(["210s"]);
  });
});

describe("leaves out what a service has nothing for:", () => {
  test.each<[string, Partial<ServiceTarget>, Partial<ServiceTarget>]>([
    ["ServiceProbeFailing", { probed: false }, { probed: false, urls: ["http://shop.example.com/"] }],
    ["ServiceProbeSlow", { probed: false }, { probed: false, urls: ["http://shop.example.com/"] }],
    ["ServiceLivenessFailing", { hasLivenessProbe: false }, { hasLivenessProbe: true }],
    ["ServiceDisruptionsBlocked", {}, { disruptionBudget: "checkout" }],
    ["ServiceMetricsMissing", {}, { metrics: HttpMetrics.openTelemetry({ scrape: false }) }],
    [
      "ServiceTargetDown",
      { metrics: HttpMetrics.openTelemetry({ scrape: false }) },
      { metrics: HttpMetrics.prometheus() },
    ],
  ])("%s", (alert, without, having) => {
    expect(rulesOf(alert, without)).toEqual([]);
    expect(rulesOf(alert, having)).toHaveLength(1);
  });

  test("ServiceCertificateExpiring", () => {
    expect(rulesOf("ServiceCertificateExpiring", { urls: ["http://shop.example.com/"] })).toEqual([]);
    const rules = rulesOf("ServiceCertificateExpiring", { urls: ["https://shop.example.com/"] });
    expect(rules.map(({ severity }) => severity)).toEqual(["warning", "critical"]);
  });
});
