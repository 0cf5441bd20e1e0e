import { CLUSTER_JOB } from "../../../components/kube-state-metrics/config";
import { nodeJobs } from "../../../components/prometheus/scrape-nodes";
import { discoveryAnnotations, podJob } from "../../../signals";
import type { Labels } from "../../sources";
import type { Cluster, Pod, Workload } from "../cluster";
import { hash, share } from "../hash";
import { wander } from "./curves";
import { ever, lifeOf, type Life } from "./life";
import type { RawSeries, Told } from "./series";

/** Something that Prometheus reads, and with which labels. */
export interface ScrapedTarget {
  readonly labels: Labels;
  readonly life: Life;
}

/** Where a pod is read, as `scrape-pods.ts` has it; undefined where it does not ask for it. */
export function scrapedPod(workload: Workload, pod: Pod): ScrapedTarget | undefined {
  const { annotations, labels, containers, namespace } = workload;
  const port = Number(annotations[discoveryAnnotations.scrapePort]);
  const container = containers.find(({ ports }) => ports.includes(port));
  if (annotations[discoveryAnnotations.scrape] !== "true" || !container) return undefined;
  const name = labels["app.kubernetes.io/name"] ?? workload.name;
  return {
    labels: {
      job: podJob(namespace, name),
      instance: `${pod.ip}:${port}`,
      namespace,
      pod: pod.name,
      container: container.name,
      node: pod.node,
      service: name,
      ...(labels["app.kubernetes.io/version"] !== undefined && { version: pod.version }),
    },
    life: lifeOf(workload, pod),
  };
}

/** The address of a node. */
export function addressOf(node: string): string {
  return `10.0.1.${(hash(node) % 200) + 10}`;
}

export const apiServerTarget: ScrapedTarget = { labels: { job: "apiserver", instance: "10.0.1.2:6443" }, life: ever };

/** kube-state-metrics at its Service; undefined in a cluster without it. */
export function clusterTarget({ workloads }: Cluster): ScrapedTarget | undefined {
  const found = workloads.find(({ labels }) => labels["app.kubernetes.io/name"] === CLUSTER_JOB);
  const port = found?.containers[0]?.ports[0];
  return (
    found && { labels: { job: CLUSTER_JOB, instance: `${found.name}.${found.namespace}.svc:${port}` }, life: ever }
  );
}

/** The kubelet of a node, for one of its jobs. */
export function nodeTarget(node: string, job: (typeof nodeJobs)[number]): ScrapedTarget {
  return { labels: { job, instance: `${addressOf(node)}:10250`, node }, life: ever };
}

/** What Prometheus writes of each target: they all answer. */
export function targetMetrics(cluster: Cluster): Told {
  const pods = cluster.workloads.flatMap((workload) => workload.pods.flatMap((pod) => scrapedPod(workload, pod) ?? []));
  const targets = [
    ...pods,
    ...cluster.nodes.flatMap((node) => nodeJobs.map((job) => nodeTarget(node, job))),
    apiServerTarget,
    ...[clusterTarget(cluster) ?? []].flat(),
    ...cluster.probes.map(({ job, url }) => ({ labels: { job, instance: url }, life: ever })),
  ];
  const each = (value: (seed: string, time: number, job: string) => number) => (): RawSeries[] =>
    targets.map(({ labels, life }) => {
      const seed = `${labels["job"]} ${labels["instance"]}`;
      return {
        labels,
        value: (time) => (life(time) === undefined ? undefined : value(seed, time, labels["job"] ?? "")),
      };
    });
  return new Map([
    ["up", each(() => 1)],
    [
      "scrape_duration_seconds",
      each((seed, time) => (0.004 + 0.03 * share(seed)) * (1 + 0.3 * wander(`${seed} takes`, time))),
    ],
    ["scrape_samples_scraped", each(samples)],
    ["scrape_samples_post_metric_relabeling", each(samples)],
    ["scrape_series_added", each(() => 0)],
  ]);
}

function samples(seed: string, _time: number, job: string): number {
  return SAMPLES[job] ?? 300 + Math.round(900 * share(seed));
}

const SAMPLES: Readonly<Record<string, number>> = {
  [CLUSTER_JOB]: 3200,
  apiserver: 1900,
  cadvisor: 1100,
  kubelet: 160,
  "kubelet-probes": 90,
  "service-probes": 21,
  "url-probes": 24,
};
