import { asRecord, asRecords, isRecord, type JsonRecord } from "../../core";
import { discoveryAnnotations, estimateAnnotations } from "../../signals";
import { CADVISOR, FILE_SYSTEM_SERIES, PER_PROBE, PER_TARGET, POD_STATE, PUSH_INTERVAL, UNKNOWN_POD } from "./measured";
import { seriesOfProgram } from "./program";
import type { Series } from "./series";
import type { Watching } from "./watching";
import type { Workload } from "./workload";

/** What the pods of a workload tell themselves, and what the kubelet and kube-state-metrics tell of them. */
export function podSeries(workload: Workload, watching: Watching): readonly Series[] {
  const { service, pods } = workload;
  const { scrapeInterval } = watching;
  const isScraped = workload.podAnnotations[discoveryAnnotations.scrape] === "true";
  return [
    { service, count: pods * own(workload, isScraped), interval: isScraped ? scrapeInterval : pushInterval(workload) },
    { service, count: pods * aboutPod(workload, watching), interval: scrapeInterval },
  ];
}

function own(workload: Workload, isScraped: boolean): number {
  const declared = Number(workload.object.metadata.annotations?.[estimateAnnotations.seriesPerPod]);
  if (declared >= 0) return declared + (isScraped ? PER_TARGET : 0);
  return isScraped ? (seriesOfProgram(workload) ?? UNKNOWN_POD) + PER_TARGET : 0;
}

/** As the SDK is told, in milliseconds. */
function pushInterval({ containers }: Workload): number {
  const variables = containers.flatMap(({ env }) => asRecords(env));
  const milliseconds = Number(variables.find(({ name }) => name === "OTEL_METRIC_EXPORT_INTERVAL")?.["value"]);
  return milliseconds > 0 ? milliseconds / 1_000 : PUSH_INTERVAL;
}

function aboutPod({ object, containers }: Workload, watching: Watching): number {
  const { cadvisor, kubeStateMetrics, fileSystems } = watching;
  const templates = asRecords(asRecord(object["spec"])["volumeClaimTemplates"]).length;
  return (
    (cadvisor ? CADVISOR.perPod : 0) +
    (kubeStateMetrics ? POD_STATE.perPod + templates * POD_STATE.perClaim : 0) +
    (fileSystems ? FILE_SYSTEM_SERIES : 0) +
    containers.reduce((sum, container) => sum + aboutContainer(container, watching), 0)
  );
}

function aboutContainer(container: JsonRecord, { cadvisor, probes, kubeStateMetrics, fileSystems }: Watching): number {
  const { requests, limits } = asRecord(container["resources"]);
  const resources = [requests, limits].reduce<number>((sum, one) => sum + Object.keys(asRecord(one)).length, 0);
  const hasCpuLimit = asRecord(limits)["cpu"] !== undefined;
  const probed = PROBES.filter((probe) => isRecord(container[probe])).length;
  return (
    (cadvisor ? CADVISOR.perContainer + (hasCpuLimit ? CADVISOR.perCpuLimit : 0) : 0) +
    (probes ? probed * PER_PROBE : 0) +
    (kubeStateMetrics ? POD_STATE.perContainer + resources * POD_STATE.perResource : 0) +
    (fileSystems ? FILE_SYSTEM_SERIES : 0)
  );
}

const PROBES = ["startupProbe", "livenessProbe", "readinessProbe"];
