import type { ServiceAlerts } from "../../alerts";
import { catalogue } from "../../alerts/catalogue";
import type { AlertProperty } from "../../alerts/service-alerts";
import {
  parseServiceAlerts,
  serviceAlerts,
  serviceAlertTests,
  serviceLogAlerts,
  thresholdRecordings,
} from "../../alerts/service";
import { Problems } from "../../lib/core";
import type { ServiceTarget } from "../../lib/signals";
import { alertsOf, aTarget, logAlertsOf, names } from "./a-target";

/** Every alert, by what a service needs to have it. */
const EVERY = {
  outage: "ServiceOutage",
  errors5xx: "ServiceErrors5xx",
  errors4xx: "ServiceErrors4xx",
  latencyP99: "ServiceLatencyP99",
  latencyP95: "ServiceLatencyP95",
  trafficDrop: "ServiceTrafficDrop",
  trafficSpike: "ServiceTrafficSpike",
  noTraffic: "ServiceNoTraffic",
  down: "ServiceDown",
  replicasMissing: "ServiceReplicasMissing",
  notReady: "ServiceNotReady",
  livenessFailing: "ServiceLivenessFailing",
  probeFailing: "ServiceProbeFailing",
  probeSlow: "ServiceProbeSlow",
  certificateExpiring: "ServiceCertificateExpiring",
  rolloutStuck: "ServiceRolloutStuck",
  disruptionsBlocked: "ServiceDisruptionsBlocked",
  crashLoop: "ServiceCrashLoop",
  containerWaiting: "ServiceContainerWaiting",
  restarts: "ServiceRestarts",
  oomKilled: "ServiceOomKilled",
  autoscalerAtMaximum: "ServiceAutoscalerAtMaximum",
  autoscalerUnable: "ServiceAutoscalerUnable",
  cpuNearLimit: "ServiceCpuNearLimit",
  cpuThrottled: "ServiceCpuThrottled",
  memoryNearLimit: "ServiceMemoryNearLimit",
  volumeFilling: "ServiceVolumeFilling",
  targetDown: "ServiceTargetDown",
  metricsMissing: "ServiceMetricsMissing",
  logsMissing: "ServiceLogsMissing",
  errorLogs: "ServiceErrorLogs",
  panics: "ServicePanics",
  spanErrors: "ServiceSpanErrors",
  dependencyErrors: "ServiceDependencyErrors",
  dependencySlow: "ServiceDependencySlow",
} as const satisfies Record<AlertProperty, string>;

const everyName = (target: ServiceTarget = aTarget(), options: ServiceAlerts = {}): string[] => [
  ...names(alertsOf(options, target)),
  ...names(serviceLogAlerts(target, parseServiceAlerts(options, target, new Problems()))),
];

const PROPERTIES = catalogue.map(({ property }) => property);

/** The others, without these. */
const allBut = (...left: readonly AlertProperty[]): string[] =>
  PROPERTIES.filter((property) => !left.includes(property)).map((property) => EVERY[property]);

test("lists each alert once, under the property that tunes it", () => {
  expect(Object.fromEntries(catalogue.map(({ property, alert }) => [property, alert]))).toEqual(EVERY);
  expect(catalogue).toHaveLength(Object.keys(EVERY).length);
});

test("has every alert on by default", () => {
  expect(everyName().toSorted()).toEqual(allBut().toSorted());
  expect(names(logAlertsOf())).toEqual(["ServicePanics"]);
});

/** The service without some of what it has. */
// Only of a type parameter can a readonly property be deleted.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
const without = <K extends keyof ServiceTarget>(...keys: readonly K[]): ServiceTarget => {
  const target = { ...aTarget() };
  for (const key of keys) delete target[key];
  return target;
};

test.each<[string, ServiceTarget, readonly AlertProperty[]]>([
  ["an autoscaler", without("scaling"), ["autoscalerAtMaximum", "autoscalerUnable"]],
  ["a CPU limit", aTarget({ hasCpuLimit: false }), ["cpuNearLimit", "cpuThrottled"]],
  ["a call from outside", aTarget({ probed: false, urls: [] }), ["probeFailing", "probeSlow", "certificateExpiring"]],
  ["an address", aTarget({ urls: [] }), ["certificateExpiring"]],
  ["a liveness check", aTarget({ hasLivenessProbe: false }), ["livenessFailing"]],
  ["a PodDisruptionBudget", without("disruptionBudget"), ["disruptionsBlocked"]],
  ["a volume", without("claims"), ["volumeFilling"]],
  ["traces", aTarget({ traces: false }), ["spanErrors", "dependencyErrors", "dependencySlow"]],
  [
    "HTTP metrics",
    without("metrics"),
    [
      ...(["outage", "errors5xx", "errors4xx", "latencyP99", "latencyP95", "trafficDrop", "trafficSpike"] as const),
      ...(["noTraffic", "cpuThrottled", "targetDown", "metricsMissing", "logsMissing"] as const),
    ],
  ],
])("leaves out what a service without %s has no signal for", (_, target, missing) => {
  expect(everyName(target).toSorted()).toEqual(allBut(...missing).toSorted());
});

test.each(PROPERTIES)("switches %s off by false, and no other", (property) => {
  // Whether a pod that is throttled hurts anybody is told by the latency.
  const with99: readonly AlertProperty[] = property === "latencyP99" ? ["latencyP99", "cpuThrottled"] : [property];

  expect(everyName(aTarget(), { [property]: false }).toSorted()).toEqual(allBut(...with99).toSorted());
});

test.each(PROPERTIES)("has a rule of the user's own instead of %s", (property) => {
  const own = { alert: "Own", expr: "up", severity: "info", summary: "s", description: "d" } as const;
  const parsed = parseServiceAlerts({ [property]: own }, aTarget(), new Problems());

  const rules = [...serviceAlerts(aTarget(), parsed), ...serviceLogAlerts(aTarget(), parsed)];

  expect(rules.filter(({ alert }) => alert === "Own")).toEqual([expect.objectContaining(own)]);
  expect(names(rules)).not.toContain(EVERY[property]);
  expect(serviceAlertTests(parsed).map(({ alert }) => alert)).not.toContain(EVERY[property]);
  expect(thresholdRecordings(parsed).map(({ labels }) => labels?.["alert"])).not.toContain(EVERY[property]);
});

test("proves each alert that Prometheus evaluates", () => {
  const parsed = parseServiceAlerts({}, aTarget(), new Problems());
  const id = ({ alert, severity }: { alert: string; severity: string }): string => `${alert}.${severity}`;

  expect(serviceAlertTests(parsed).map(id)).toEqual(alertsOf().map(id));
  expect(serviceAlertTests(parsed).filter(({ cases }) => cases.every((one) => "stays" in one))).toEqual([]);
  expect(serviceAlertTests(parsed).filter(({ cases }) => cases.every((one) => "fires" in one))).toEqual([]);
});
