import type { Labels } from "../../../sources";
import type { Cluster } from "../../cluster";
import { hash } from "../../hash";
import { wander } from "../curves";
import { VOLUME } from "../kubelet";
import { BEGINNING } from "../life";
import { nodeSizeOf } from "../nodes";
import { addressOf } from "../scraped";
import type { Told } from "../series";
import type { Usage } from "../usage";
import { oneOf, plain, tell, type Row } from "./tell";
import { desired, ready, STATUS } from "./workloads";

/** What kube-state-metrics tells of nodes, namespaces, claims, autoscalers and disruption budgets. */
export function objectStates(cluster: Cluster, from: Labels, usage: Usage): Told[] {
  const { workloads } = cluster;
  const { cores, memory, allocatable } = nodeSizeOf(cluster);
  const nodes = cluster.nodes.map((node) => ({ labels: { ...from, node } }));
  const namespaces = [...new Set(workloads.map(({ namespace }) => namespace))].map((namespace) => ({
    labels: { ...from, namespace },
  }));
  const claims = workloads.flatMap(({ namespace, claims: names }) =>
    names.map((persistentvolumeclaim) => ({ labels: { ...from, namespace, persistentvolumeclaim } })),
  );
  return [
    tell(nodes, {
      kube_node_created: () => plain(BEGINNING),
      kube_node_info: ({ labels }) => [
        [
          {
            kernel_version: "6.12.58",
            os_image: "Debian GNU/Linux 13 (trixie)",
            container_runtime_version: "containerd://2.1.5",
            kubelet_version: "v1.34.2",
            internal_ip: addressOf(labels.node),
          },
          1,
        ],
      ],
      kube_node_spec_unschedulable: () => plain(0),
      kube_node_status_addresses: ({ labels }) => [[{ type: "InternalIP", address: addressOf(labels.node) }, 1]],
      kube_node_status_capacity: () => capacity(cores, memory),
      kube_node_status_allocatable: () => capacity(allocatable.cores, allocatable.memory),
      kube_node_status_condition: () =>
        ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"].flatMap((condition) =>
          oneOf("status", STATUS, () => (condition === "Ready" ? "true" : "false"), { condition }),
        ),
    }),
    tell(namespaces, {
      kube_namespace_created: () => plain(BEGINNING),
      kube_namespace_status_phase: () => oneOf("phase", ["Active", "Terminating"], () => "Active"),
    }),
    tell(claims, {
      kube_persistentvolumeclaim_created: () => plain(BEGINNING),
      kube_persistentvolumeclaim_info: ({ labels }) => [
        [
          {
            storageclass: "standard",
            volumename: `pvc-${hash(labels.persistentvolumeclaim).toString(16)}`,
            volumemode: "Filesystem",
          },
          1,
        ],
      ],
      kube_persistentvolumeclaim_labels: () => plain(1),
      kube_persistentvolumeclaim_access_mode: () => [[{ access_mode: "ReadWriteOnce" }, 1]],
      kube_persistentvolumeclaim_resource_requests_storage_bytes: () => plain(VOLUME),
      kube_persistentvolumeclaim_status_phase: () => oneOf("phase", ["Bound", "Lost", "Pending"], () => "Bound"),
    }),
    autoscalers(cluster, from, usage),
    disruptionBudgets(cluster, from),
  ];
}

function capacity(cores: number, memory: number): readonly Row[] {
  return [
    [{ resource: "cpu", unit: "core" }, cores],
    [{ resource: "memory", unit: "byte" }, memory],
    [{ resource: "pods", unit: "integer" }, 110],
    [{ resource: "ephemeral_storage", unit: "byte" }, 90 * 2 ** 30],
  ];
}

/** The autoscaler's own target is not part of the cluster: 70 % of what is requested is what most have. */
const TARGET = 70;

function autoscalers({ workloads }: Cluster, from: Labels, usage: Usage): Told {
  const scaled = workloads.flatMap((workload) =>
    workload.autoscaler
      ? [
          {
            workload,
            autoscaler: workload.autoscaler,
            labels: { ...from, namespace: workload.namespace, horizontalpodautoscaler: workload.autoscaler.name },
          },
        ]
      : [],
  );
  const metric = { metric_name: "cpu", metric_target_type: "utilization" };
  return tell(scaled, {
    kube_horizontalpodautoscaler_created: () => plain(BEGINNING),
    kube_horizontalpodautoscaler_info: ({ workload }) => [
      [
        {
          scaletargetref_api_version: "apps/v1",
          scaletargetref_kind: workload.kind,
          scaletargetref_name: workload.name,
        },
        1,
      ],
    ],
    kube_horizontalpodautoscaler_metadata_generation: () => plain(2),
    kube_horizontalpodautoscaler_spec_min_replicas: ({ autoscaler }) => plain(autoscaler.min),
    kube_horizontalpodautoscaler_spec_max_replicas: ({ autoscaler }) => plain(autoscaler.max),
    kube_horizontalpodautoscaler_spec_target_metric: () => [[metric, TARGET]],
    kube_horizontalpodautoscaler_status_current_replicas: ({ workload }) => plain(desired(workload)),
    kube_horizontalpodautoscaler_status_desired_replicas: ({ workload }) => plain(desired(workload)),
    kube_horizontalpodautoscaler_status_condition: () => [
      ...["AbleToScale", "ScalingActive"].flatMap((condition) => oneOf("status", STATUS, () => "true", { condition })),
      ...oneOf("status", STATUS, () => "false", { condition: "ScalingLimited" }),
    ],
    kube_horizontalpodautoscaler_status_target_metric: ({ workload }) => {
      const [container] = workload.containers;
      if (!container) return [];
      const totals = workload.pods.map((pod) => usage.cpu(workload, pod, container));
      const requested = (container.requests.cpu ?? 1) * desired(workload);
      // Over a minute, as the metrics server does.
      const used = (time: number): number =>
        totals.reduce((sum, total) => sum + (total(time) - total(time - 60)) / 60, 0);
      return [[metric, (time) => Math.round((100 * used(time)) / requested + wander(workload.name, time))]];
    },
  });
}

function disruptionBudgets({ workloads, disruptionBudgets: budgets }: Cluster, from: Labels): Told {
  const kept = budgets.flatMap(({ namespace, name, of }) =>
    workloads
      .filter((workload) => `${workload.namespace}/${workload.name}` === of)
      .map((workload) => ({ workload, labels: { ...from, namespace, poddisruptionbudget: name } })),
  );
  return tell(kept, {
    kube_poddisruptionbudget_created: () => plain(BEGINNING),
    kube_poddisruptionbudget_status_current_healthy: ({ workload }) => plain((time) => ready(workload, time)),
    kube_poddisruptionbudget_status_desired_healthy: ({ workload }) => plain(desired(workload) - 1),
    kube_poddisruptionbudget_status_expected_pods: ({ workload }) => plain(desired(workload)),
    kube_poddisruptionbudget_status_observed_generation: () => plain(1),
    kube_poddisruptionbudget_status_pod_disruptions_allowed: ({ workload }) =>
      plain((time) => Math.max(0, ready(workload, time) - desired(workload) + 1)),
  });
}
