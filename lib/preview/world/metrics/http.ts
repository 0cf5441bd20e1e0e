import { httpMetricsOf, type HttpMetrics, type ServiceTarget } from "../../../signals";
import type { Labels } from "../../sources";
import type { Cluster, Pod, Workload } from "../cluster";
import { counter, times, withTraffic } from "./curves";
import { histogram, meanOf, shareWithin, type Observed } from "./durations";
import { lifeOf } from "./life";
import { scrapedPod } from "./scraped";
import type { RawSeries, Told } from "./series";
import type { Outcome, Traffic } from "./traffic";

/** What a service tells of its requests, in the words of its metrics; nothing where its histogram is native. */
export function httpMetrics(name: string, target: ServiceTarget, cluster: Cluster, traffic: Traffic): Told[] {
  const { metrics, namespace } = target;
  const workload = cluster.workloads.find((each) => each.namespace === namespace && each.name === target.workload.name);
  if (!metrics || !workload || metrics.histogram === "native") return [];
  const rate = traffic.rateOf(name);
  const outcomes = traffic.outcomesOf(name);
  const tellers = workload.pods.map((pod) => ({ pod, labels: labelsOf(metrics, target, workload, pod) }));
  const arrives = httpMetricsOf(metrics)[0]?.arrives;

  const durations = (): Observed[] =>
    tellers.flatMap(({ pod, labels }) =>
      groupsOf(metrics, outcomes).map((group) => {
        const sum = (of: (outcome: Outcome, time: number) => number) =>
          times(
            rate,
            withTraffic((time) =>
              group.outcomes.reduce((all, outcome) => all + outcome.portion(time, pod) * of(outcome, time), 0),
            ),
          );
        return {
          labels: { ...labels, ...group.labels },
          life: lifeOf(workload, pod),
          count: sum(() => 1),
          sum: sum(({ took }, time) => meanOf(took(time))),
          within: (bound: number) => sum(({ took }, time) => shareWithin(took(time), bound)),
        };
      }),
    );
  const requests = (): RawSeries[] =>
    tellers.flatMap(({ pod, labels }) =>
      outcomes.map((outcome) => ({
        labels: { ...labels, ...own(metrics, outcome) },
        value: counter(
          times(
            rate,
            withTraffic((time) => outcome.portion(time, pod)),
          ),
          lifeOf(workload, pod),
        ),
      })),
    );
  return [
    histogram(metrics.duration, metrics.buckets, arrives, durations),
    ...(metrics.dialect === "prometheus" ? [new Map([[metrics.requests, requests]])] : []),
    ...(metrics.scrape === false ? [targetInfo(workload, tellers)] : []),
  ];
}

/** A client library's histogram has no code; OpenTelemetry's has one series for each. */
function groupsOf(
  metrics: HttpMetrics,
  outcomes: readonly Outcome[],
): readonly { readonly labels: Labels; readonly outcomes: readonly Outcome[] }[] {
  if (metrics.dialect === "openTelemetry") {
    return outcomes.map((outcome) => ({ labels: own(metrics, outcome), outcomes: [outcome] }));
  }
  const { route: routeLabel, method } = metrics.labels;
  return [...new Set(outcomes.map(({ route }) => route))].map((route) => ({
    labels: { [routeLabel]: route.path, [method]: route.method },
    outcomes: outcomes.filter((outcome) => outcome.route === route),
  }));
}

function own({ labels, dialect }: HttpMetrics, { code, route }: Outcome): Labels {
  const conventions = { url_scheme: "http", network_protocol_version: "1.1" };
  return {
    [labels.status]: code,
    [labels.route]: route.path,
    [labels.method]: route.method,
    ...(dialect === "openTelemetry" && { ...conventions, ...(code.startsWith("5") && { error_type: code }) }),
  };
}

function labelsOf(metrics: HttpMetrics, target: ServiceTarget, workload: Workload, pod: Pod): Labels {
  const scraped = metrics.scrape === false ? undefined : scrapedPod(workload, pod)?.labels;
  if (scraped) return scraped;
  const { namespace, service, container } = target;
  return {
    job: `${namespace}/${service}`,
    instance: `${namespace}.${pod.name}.${container}`,
    service_name: service,
    service_namespace: namespace,
    service_version: pod.version,
    k8s_namespace_name: namespace,
    k8s_pod_name: pod.name,
    ...(workload.kind === "Deployment" && { k8s_deployment_name: workload.name }),
  };
}

/** What a service that pushes says of itself. */
function targetInfo(workload: Workload, tellers: readonly { readonly pod: Pod; readonly labels: Labels }[]): Told {
  const series = (): RawSeries[] =>
    tellers.map(({ pod, labels }) => {
      const life = lifeOf(workload, pod);
      return {
        labels: { ...labels, k8s_node_name: pod.node },
        value: (time) => (life(time) === undefined ? undefined : 1),
      };
    });
  return new Map([["target_info", series]]);
}
