import type { Labels } from "../../../sources";
import type { Cluster, Container } from "../../cluster";
import { hash } from "../../hash";
import { createdAt, isReady, isThere, lastRestart, lifeOf, restartsOf, STARTUP } from "../life";
import { addressOf } from "../scraped";
import type { Told } from "../series";
import { oneOf, plain, tell, type Row } from "./tell";
import { STATUS } from "./workloads";

/** What kube-state-metrics tells of pods and of their containers. */
export function podStates({ workloads }: Cluster, from: Labels): Told[] {
  const pods = workloads.flatMap((workload) =>
    workload.pods.map((pod) => ({
      workload,
      pod,
      labels: {
        ...from,
        namespace: workload.namespace,
        pod: pod.name,
        uid: uidOf(`${workload.namespace}/${pod.name}`),
      },
      isThere: (time: number) => isThere(workload, pod, time),
      created: (time: number) => createdAt(workload, pod, time),
    })),
  );
  const containers = pods.flatMap(({ labels, ...rest }) =>
    rest.workload.containers.map((container) => ({
      ...rest,
      container,
      labels: { ...labels, container: container.name },
      /** What holds of a container that was started again. */
      afterRestart: (value: (restarted: number) => number) => (time: number) => {
        const restarted = lastRestart(rest.workload, rest.pod, time);
        return restarted === undefined ? undefined : value(restarted);
      },
    })),
  );
  return [
    tell(pods, {
      kube_pod_created: ({ created }) => plain(created),
      kube_pod_start_time: ({ created }) => plain((time) => created(time) + 1),
      kube_pod_status_scheduled_time: ({ created }) => plain(created),
      kube_pod_status_initialized_time: ({ created }) => plain((time) => created(time) + 2),
      kube_pod_status_ready_time: ({ created }) => plain((time) => created(time) + STARTUP),
      kube_pod_status_container_ready_time: ({ created }) => plain((time) => created(time) + STARTUP),
      kube_pod_info: ({ workload, pod }) => [
        [
          {
            node: pod.node,
            host_ip: addressOf(pod.node),
            pod_ip: pod.ip,
            created_by_kind: workload.kind === "Deployment" ? "ReplicaSet" : workload.kind,
            created_by_name: workload.kind === "Deployment" ? pod.revision : workload.name,
            host_network: "false",
          },
          1,
        ],
      ],
      kube_pod_owner: ({ workload, pod }) => [
        [
          {
            owner_kind: workload.kind === "Deployment" ? "ReplicaSet" : workload.kind,
            owner_name: workload.kind === "Deployment" ? pod.revision : workload.name,
            owner_is_controller: "true",
          },
          1,
        ],
      ],
      kube_pod_labels: ({ workload, pod }) => [
        [
          {
            label_app_kubernetes_io_name: workload.labels["app.kubernetes.io/name"] ?? workload.name,
            ...(workload.labels["app.kubernetes.io/version"] !== undefined && {
              label_app_kubernetes_io_version: pod.version,
            }),
          },
          1,
        ],
      ],
      kube_pod_status_phase: () =>
        oneOf("phase", ["Pending", "Running", "Succeeded", "Failed", "Unknown"], () => "Running"),
      kube_pod_status_ready: ({ workload, pod }) =>
        oneOf("condition", STATUS, (time) => (isReady(workload, pod, time) ? "true" : "false")),
      kube_pod_status_scheduled: () => oneOf("condition", STATUS, () => "true"),
      kube_pod_spec_volumes_persistentvolumeclaims_info: ({ workload, pod }) =>
        workload.claims
          .filter((claim) => claim.endsWith(`-${pod.name}`))
          .map((claim) => [{ volume: claim.slice(0, -pod.name.length - 1), persistentvolumeclaim: claim }, 1]),
    }),
    tell(containers, {
      kube_pod_container_info: ({ container }) => [
        [{ image: container.image, image_spec: container.image, image_id: "", container_id: "" }, 1],
      ],
      kube_pod_container_resource_requests: ({ container, pod }) => resources(container.requests, pod.node),
      kube_pod_container_resource_limits: ({ container, pod }) => resources(container.limits, pod.node),
      kube_pod_container_state_started: ({ workload, pod }) => plain(lifeOf(workload, pod)),
      kube_pod_container_status_ready: ({ workload, pod }) => plain((time) => (isReady(workload, pod, time) ? 1 : 0)),
      kube_pod_container_status_running: () => plain(1),
      kube_pod_container_status_terminated: () => plain(0),
      kube_pod_container_status_waiting: () => plain(0),
      kube_pod_container_status_restarts_total: ({ workload, pod }) => plain((time) => restartsOf(workload, pod, time)),
      kube_pod_container_status_last_terminated_reason: ({ afterRestart }) => [
        [{ reason: "Error" }, afterRestart(() => 1)],
      ],
      kube_pod_container_status_last_terminated_exitcode: ({ pod, afterRestart }) =>
        plain(afterRestart(() => (pod.ofNewRevision ? PANICKED : 1))),
      kube_pod_container_status_last_terminated_timestamp: ({ afterRestart }) =>
        plain(afterRestart((restarted) => restarted - 1)),
    }),
  ];
}

/** The exit code of a program in Go after a panic. */
const PANICKED = 2;

function resources({ cpu, memory }: Container["limits"], node: string): readonly Row[] {
  return [
    ...(cpu === undefined ? [] : [[{ resource: "cpu", unit: "core", node }, cpu] as const]),
    ...(memory === undefined ? [] : [[{ resource: "memory", unit: "byte", node }, memory] as const]),
  ];
}

function uidOf(name: string): string {
  const hex = (part: string): string => hash(`${name} ${part}`).toString(16).padStart(8, "0");
  const [a, b, c] = [hex("a"), hex("b"), hex("c")];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(0, 3)}-${hex("d")}${c.slice(4)}`;
}
