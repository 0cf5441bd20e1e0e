import { asRecord, podSpecOf, type KubernetesObject } from "../core";
import type { Monitor } from "../monitor";
import { discoveryAnnotations, logSelector, podJob, type DashboardLink, type Severity } from "../signals";
import { constructsAt, isMonitor } from "./constructs";
import type { DeclaredProperty } from "./declared-property";
import { dashboardUrl } from "./dashboard-url";
import { alertsOf, type SentAlert } from "./sent-alert";
import type { Stack } from "./stack";
import { tuningOf } from "./tuning";
import type { World } from "./world";

/** What watches an object, and where one sees it. */
export interface Watch {
  /** The monitor: `shop/checkout`. */
  readonly monitor: string;
  readonly alerts: readonly WatchingAlert[];
  /** Dashboards with their variables filled in. */
  readonly dashboards: readonly { readonly uid: string; readonly url: string }[];
  /** How Prometheus finds its metrics. @default - it has none, or not in these pods */
  readonly scrape?: {
    readonly job: string;
    /** @default - none is asked: the program pushes them */
    readonly endpoint?: { readonly port?: string; readonly path: string };
  };
  /** Its log lines in LogQL. @default - they are not collected */
  readonly logs?: string;
  /** Its service in traces. @default - it sends none, or nobody keeps them */
  readonly traces?: string;
}

export interface WatchingAlert {
  readonly alert: string;
  readonly severity: Severity;
  readonly receivers: readonly string[];
  /** The property that its user gave to tune it. @default - it is as it comes */
  readonly given?: DeclaredProperty;
}

/** Who watches an object: the monitor that declared it, or that of its workload or of its name. */
export function watchOf(world: World, object: KubernetesObject, source: string): Watch | undefined {
  const monitors = world.stacks.flatMap((stack) => stack.monitors.map((monitor) => ({ stack, monitor })));
  const declaring = new Set<object>(constructsAt(world, source).filter(isMonitor));
  const found =
    monitors.find(({ monitor }) => declaring.has(monitor)) ??
    monitors.find(({ monitor }) => isItsWorkload(monitor, object)) ??
    monitors.find(({ monitor }) => monitor.monitorName === nameBehind(object));
  return found && watched(found.stack, found.monitor, object);
}

function isItsWorkload({ serviceTarget }: Monitor, { kind, metadata }: KubernetesObject): boolean {
  if (!serviceTarget) return false;
  const { workload, namespace } = serviceTarget;
  return namespace === metadata.namespace && workload.kind === kind && workload.name === metadata.name;
}

function nameBehind({ metadata: { namespace, labels } }: KubernetesObject): string {
  return `${namespace}/${labels?.["app.kubernetes.io/name"]}`;
}

function watched(stack: Stack, monitor: Monitor, object: KubernetesObject): Watch {
  const { namespace, service } = monitor.monitorLabels;
  const { loki, jaeger } = stack.observability;
  const signals = monitor.signals ?? ["logs"];
  const alerts = alertsOf(stack, monitor);
  const scrape = scrapeOf(monitor, object);
  const named = namespace !== undefined && service !== undefined;
  return {
    monitor: monitor.monitorName,
    alerts: alerts.map(watching),
    dashboards: dashboardsOf(stack, monitor, alerts),
    ...(scrape && { scrape }),
    ...(named && loki && signals.includes("logs") && { logs: logSelector(namespace, service) }),
    ...(named && jaeger && signals.includes("traces") && { traces: service }),
  };
}

function watching({ stack, monitor, rule, labels }: SentAlert): WatchingAlert {
  const tuning = tuningOf(monitor, rule);
  const given = [tuning?.limit, tuning?.for].find((property) => property?.given);
  return {
    alert: rule.alert,
    severity: rule.severity,
    receivers: stack.routing.routing.receivers(labels),
    ...(given && { given }),
  };
}

/** Those that its alerts lead to, those of its telemetry, and its own. */
function dashboardsOf({ observability }: Stack, monitor: Monitor, alerts: readonly SentAlert[]): Watch["dashboards"] {
  const { namespace, service } = monitor.monitorLabels;
  const variables = namespace === undefined || service === undefined ? {} : { namespace, service };
  const signals = monitor.signals ?? ["logs"];
  const links: DashboardLink[] = [
    ...(monitor.serviceTarget ? [{ uid: "service", variables }] : []),
    ...alerts.flatMap(({ rule }) => rule.dashboard ?? []),
    ...(observability.loki && signals.includes("logs") ? [{ uid: "logs", variables }] : []),
    ...(observability.jaeger && signals.includes("traces") ? [{ uid: "traces", variables }] : []),
    ...(monitor.dashboards?.() ?? []).map(({ uid }) => ({ uid })),
  ];
  const shown = links.flatMap((link) => {
    const url = dashboardUrl(observability.declared, link);
    return url === undefined ? [] : [{ uid: link.uid, url }];
  });
  return [...new Map(shown.map((one) => [one.url, one])).values()];
}

/** By the annotations of its pods, or by what they push. Of objects without pods there is nothing to tell. */
function scrapeOf({ serviceTarget }: Monitor, object: KubernetesObject): Watch["scrape"] {
  if (Object.keys(podSpecOf(object)).length === 0) return undefined;
  if (serviceTarget?.metrics?.scrape === false) return { job: podJob(serviceTarget.namespace, serviceTarget.service) };
  const { annotations, labels } = asRecord(asRecord(asRecord(object["spec"])["template"])["metadata"]);
  const { namespace } = object.metadata;
  const name = asRecord(labels)["app.kubernetes.io/name"];
  const {
    [discoveryAnnotations.scrape]: isScraped,
    [discoveryAnnotations.scrapePort]: port,
    [discoveryAnnotations.scrapePath]: path,
  } = asRecord(annotations);
  if (isScraped !== "true" || namespace === undefined || typeof name !== "string") return undefined;
  const endpoint = { ...(typeof port === "string" && { port }), path: typeof path === "string" ? path : "/metrics" };
  return { job: podJob(namespace, name), endpoint };
}
