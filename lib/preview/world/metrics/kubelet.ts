import type { Cluster } from "../cluster";
import { share } from "../hash";
import { counter, steady, times, wander } from "./curves";
import { ever, isThere, lifeOf } from "./life";
import { nodeTarget } from "./scraped";
import { always, type RawSeries, type Told } from "./series";
import type { ServiceTarget } from "../../../signals";

/** How large a made-up volume is. */
export const VOLUME = 10 * 2 ** 30;

/** What the kubelets tell of pods, of their checks and of their volumes; the rest is generic. */
export function kubeletMetrics(cluster: Cluster): Told {
  const pods = cluster.workloads.flatMap((workload) => workload.pods.map((pod) => ({ workload, pod })));
  const running = (of: number) => (): RawSeries[] =>
    cluster.nodes.map((node) =>
      always({ ...nodeTarget(node, "kubelet").labels, ...(of > 0 && { container_state: "running" }) }, (time) =>
        pods
          .filter(({ workload, pod }) => pod.node === node && isThere(workload, pod, time))
          .reduce((sum, { workload }) => sum + (of > 0 ? workload.containers.length : 1), 0),
      ),
    );
  const probes = (): RawSeries[] =>
    pods.flatMap(({ workload, pod }) =>
      workload.containers.flatMap((container) =>
        ["Liveness", "Readiness"].map((type) => ({
          labels: {
            ...nodeTarget(pod.node, "kubelet-probes").labels,
            namespace: workload.namespace,
            pod: pod.name,
            container: container.name,
            probe_type: type,
            result: "successful",
          },
          value: counter(times(type === "Liveness" ? 0.1 : 0.2, steady(`${pod.name} ${type}`)), lifeOf(workload, pod)),
        })),
      ),
    );
  const volumes = (of: (used: number, time: number) => number) => (): RawSeries[] =>
    cluster.workloads.flatMap(({ namespace, claims, pods: owners }) =>
      claims.map((claim) => {
        const node = owners.find(({ name }) => claim.endsWith(name))?.node ?? "";
        const used = 0.2 + 0.3 * share(`${namespace}/${claim}`);
        return always({ ...nodeTarget(node, "kubelet").labels, namespace, persistentvolumeclaim: claim }, (time) =>
          Math.round(of(used + 0.004 * wander(claim, time), time)),
        );
      }),
    );
  const inodes = 655_360;
  return new Map([
    ["kubelet_running_pods", running(0)],
    ["kubelet_running_containers", running(1)],
    ["prober_probe_total", probes],
    ["kubelet_volume_stats_capacity_bytes", volumes(() => VOLUME)],
    ["kubelet_volume_stats_used_bytes", volumes((used) => VOLUME * used)],
    ["kubelet_volume_stats_available_bytes", volumes((used) => VOLUME * (1 - used))],
    ["kubelet_volume_stats_inodes", volumes(() => inodes)],
    ["kubelet_volume_stats_inodes_used", volumes((used) => 0.01 * used * inodes)],
    ["kubelet_volume_stats_inodes_free", volumes((used) => (1 - 0.01 * used) * inodes)],
    [
      "kubelet_evictions",
      () =>
        cluster.nodes.map((node) =>
          always({ ...nodeTarget(node, "kubelet").labels, eviction_signal: "memory.available" }, 0),
        ),
    ],
  ]);
}

/** What the blackbox exporter measured: all that it calls answers, services as fast as they do. */
export function probeMetrics(cluster: Cluster, slownessOf: (target: ServiceTarget, time: number) => number): Told {
  const each = (of: (seed: string, time: number, service: ServiceTarget | undefined) => number) => (): RawSeries[] =>
    cluster.probes.map(({ url, job, labels }) => {
      const target = cluster.services[`${labels["namespace"]}/${labels["service"]}`];
      return {
        labels: { job, instance: url, ...labels },
        value: (time) => (ever(time) === undefined ? undefined : of(url, time, target)),
      };
    });
  return new Map([
    ["probe_success", each(() => 1)],
    ["probe_http_status_code", each(() => 200)],
    ["probe_http_version", each(() => 1.1)],
    ["probe_ip_protocol", each(() => 4)],
    ["probe_http_redirects", each(() => 0)],
    ["probe_http_ssl", each((url) => (url.startsWith("https:") ? 1 : 0))],
    ["probe_failed_due_to_regex", each(() => 0)],
    ["probe_dns_lookup_time_seconds", each((url, time) => 0.0012 + 0.0004 * wander(`${url} dns`, time))],
    // A check of readiness asks nobody behind: it is a little later while the program has much to do.
    [
      "probe_duration_seconds",
      each((url, time, target) => (0.006 + 0.0015 * wander(url, time)) * (target ? slownessOf(target, time) : 1)),
    ],
  ]);
}
