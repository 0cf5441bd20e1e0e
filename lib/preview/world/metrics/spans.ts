import { parseDuration } from "../../../core";
import { serviceGraph, spanMetrics, type ServiceTarget } from "../../../signals";
import type { Labels } from "../../sources";
import type { Cluster, Workload } from "../cluster";
import { counter, times, withTraffic, type Total } from "./curves";
import { histogram, meanOf, shareWithin, type Observed, type Spread } from "./durations";
import { ever } from "./life";
import type { RawSeries, Told } from "./series";
import { LATE, meanWith, withinOf, type Edge, type Traffic } from "./traffic";

/** What the collector counts of spans, and of calls between services; nothing in a cluster without it. */
export function spanSeries(cluster: Cluster, traffic: Traffic): Told[] {
  const gateway = cluster.workloads.find(({ labels }) => labels["app.kubernetes.io/name"] === "collector-gateway");
  if (!gateway) return [];
  const senders = Object.entries(cluster.services).filter(([, { traces, metrics }]) => traces && metrics);
  const spans = (): Spans[] => [
    ...senders.flatMap(([name, target]) => served(name, target, traffic, gateway)),
    ...traffic.edges.flatMap((edge) => called(edge, gateway)),
  ];
  return [
    new Map([[spanMetrics.calls, () => spans().map(({ labels, count }) => ({ labels, value: counter(count, ever) }))]]),
    histogram(spanMetrics.duration, MILLISECONDS, "pushed", () =>
      spans().map(({ labels, count, sum, within }) => ({
        labels,
        life: ever,
        count,
        sum: times(spanMetrics.unitsPerSecond, sum),
        within: (bound) => within(bound / spanMetrics.unitsPerSecond),
      })),
    ),
    graph(traffic.edges, gateway),
  ];
}

const MILLISECONDS = spanMetrics.buckets.map((bound) => parseDuration(bound));
const SECONDS = MILLISECONDS.map((bound) => bound / spanMetrics.unitsPerSecond);

interface Spans {
  readonly labels: Labels;
  readonly count: Total;
  /** In seconds. */
  readonly sum: Total;
  readonly within: (seconds: number) => Total;
}

function spansOf(
  labels: Labels,
  rate: number,
  portion: (time: number) => number,
  took: (time: number) => Spread,
): Spans {
  return {
    labels,
    count: times(rate, withTraffic(portion)),
    sum: times(
      rate,
      withTraffic((time) => portion(time) * meanOf(took(time))),
    ),
    within: (bound) =>
      times(
        rate,
        withTraffic((time) => portion(time) * shareWithin(took(time), bound)),
      ),
  };
}

/** In the name of the service that sent them, by the gateway that counted them. */
function sender({ namespace, service }: ServiceTarget, gateway: Workload): Labels {
  const { labels } = spanMetrics;
  return {
    job: `${namespace}/${service}`,
    instance: gateway.pods[0]?.name ?? "",
    [labels.service]: service,
    [labels.namespace]: namespace,
  };
}

function served(name: string, target: ServiceTarget, traffic: Traffic, gateway: Workload): Spans[] {
  const { labels } = spanMetrics;
  return traffic.outcomesOf(name).map(({ route, code, portion, took }) =>
    spansOf(
      {
        ...sender(target, gateway),
        [labels.span]: `${route.method} ${route.path}`,
        [labels.kind]: spanMetrics.server,
        [labels.status]: code.startsWith("5") ? spanMetrics.error : "STATUS_CODE_UNSET",
        [labels.route]: route.path,
        [labels.method]: route.method,
        [labels.code]: code,
      },
      traffic.rateOf(name),
      (time) => portion(time),
      took,
    ),
  );
}

function called({ from, service, database, rate, failing, took }: Edge, gateway: Workload): Spans[] {
  const { labels } = spanMetrics;
  const common = {
    ...sender(from, gateway),
    [labels.span]: service ? "GET" : database.operation,
    [labels.kind]: spanMetrics.client,
    ...(service && { [labels.method]: "GET" }),
  };
  const ok = { ...common, [labels.status]: "STATUS_CODE_UNSET", ...(service && { [labels.code]: "200" }) };
  const failed = { ...common, [labels.status]: spanMetrics.error, ...(service && { [labels.code]: "504" }) };
  return [spansOf(ok, rate, (time) => 1 - failing(time), took), spansOf(failed, rate, failing, () => LATE)];
}

function graph(edges: readonly Edge[], gateway: Workload): Told {
  const observed = (extra: number) => (): Observed[] =>
    edges.map(({ rate, failing, took, ...edge }) => ({
      labels: edgeLabels(edge, gateway),
      life: ever,
      count: times(
        rate,
        withTraffic(() => 1),
      ),
      sum: times(
        rate,
        withTraffic((time) => meanWith(failing(time), took(time)) + extra),
      ),
      within: (bound) =>
        times(
          rate,
          withTraffic((time) => withinOf(failing(time), later(took(time), extra), bound)),
        ),
    }));
  const counted = (of: (edge: Edge) => (time: number) => number) => (): RawSeries[] =>
    edges.map((edge) => ({
      labels: edgeLabels(edge, gateway),
      value: counter(times(edge.rate, withTraffic(of(edge))), ever),
    }));
  return new Map([
    [serviceGraph.requests, counted(() => () => 1)],
    [serviceGraph.failed, counted(({ failing }) => failing)],
    ...histogram(serviceGraph.clientDuration, SECONDS, "pushed", observed(0.001)),
    ...histogram(serviceGraph.serverDuration, SECONDS, "pushed", observed(0)),
  ]);
}

function later({ median, sigma }: Spread, extra: number): Spread {
  return { median: median + extra, sigma };
}

/** A database says nothing of itself: it is known by its system, and has no namespace. */
function edgeLabels(
  { from, service, database }: Pick<Edge, "from" | "service" | "database">,
  gateway: Workload,
): Labels {
  const { labels } = serviceGraph;
  return {
    job: `${gateway.namespace}/${gateway.name}`,
    instance: gateway.pods[0]?.name ?? "",
    [labels.client]: from.service,
    [labels.clientNamespace]: from.namespace,
    [labels.server]: service?.service ?? database.system,
    ...(service
      ? { [labels.serverNamespace]: service.namespace }
      : { connection_type: "database", virtual_node: "server" }),
  };
}
