import { counter, gauge } from "../define";
import type { Metric } from "../../metric";

/** Why a container waits, as the kubelet and the container runtimes call it. */
const WAITING = [
  "CrashLoopBackOff",
  "ContainerCreating",
  "PodInitializing",
  "ImagePullBackOff",
  "ErrImagePull",
  "ErrImageNeverPull",
  "InvalidImageName",
  "ImageInspectError",
  "RegistryUnavailable",
  "SignatureValidationFailed",
  "CreateContainerConfigError",
  "CreateContainerError",
  "RunContainerError",
  "StartError",
  "PreStartHookError",
  "PostStartHookError",
  "PreCreateHookError",
  "CreatePodSandboxError",
  "ConfigPodSandboxError",
  "KillPodSandboxError",
  "NetworkPluginNotReady",
  "ContainerRestarting",
  "ContainerStatusUnknown",
];

/** Why a container ended. */
const TERMINATED = [
  "OOMKilled",
  "Completed",
  "Error",
  "ContainerCannotRun",
  "ContainerStatusUnknown",
  "StartError",
  "DeadlineExceeded",
  "Evicted",
  "RestartingAllContainers",
];

/** What a container can ask for; extended resources of other vendors are declared with a metric of one's own. */
const RESOURCES = [
  "cpu",
  "memory",
  "ephemeral_storage",
  "storage",
  "pods",
  "hugepages_1Gi",
  "hugepages_2Mi",
  "nvidia_com_gpu",
  "amd_com_gpu",
];

/** What kube-state-metrics 2.19 tells of pods. */
export const pods: readonly Metric[] = [
  counter("kube_pod_container_status_restarts_total", ["container", "namespace", "pod", "uid"]),
  counter("kube_pod_init_container_status_restarts_total", ["container", "namespace", "pod", "uid"]),
  gauge("kube_pod_annotations", ["pod", "namespace", "uid"], { open: true }),
  gauge("kube_pod_completion_time", ["pod", "namespace", "uid"], { unit: "timestamp" }),
  gauge("kube_pod_container_info", [
    "container",
    "pod",
    "namespace",
    "image",
    "image_id",
    "image_spec",
    "container_id",
    "uid",
  ]),
  gauge("kube_pod_container_resource_limits", ["resource", "unit", "container", "pod", "namespace", "node", "uid"], {
    values: { resource: RESOURCES },
  }),
  gauge("kube_pod_container_resource_requests", ["resource", "unit", "container", "pod", "namespace", "node", "uid"], {
    values: { resource: RESOURCES },
  }),
  gauge("kube_pod_container_state_started", ["container", "pod", "namespace", "uid"]),
  gauge("kube_pod_container_status_last_terminated_exitcode", ["container", "pod", "namespace", "uid"]),
  gauge("kube_pod_container_status_last_terminated_reason", ["container", "pod", "namespace", "reason", "uid"], {
    values: { reason: TERMINATED },
  }),
  gauge("kube_pod_container_status_last_terminated_timestamp", ["container", "pod", "namespace", "uid"], {
    unit: "timestamp",
  }),
  gauge("kube_pod_container_status_ready", ["container", "pod", "namespace", "uid"]),
  gauge("kube_pod_container_status_running", ["container", "pod", "namespace", "uid"]),
  gauge("kube_pod_container_status_terminated", ["container", "pod", "namespace", "uid"]),
  gauge("kube_pod_container_status_terminated_reason", ["container", "pod", "namespace", "reason", "uid"], {
    values: { reason: TERMINATED },
  }),
  gauge("kube_pod_container_status_waiting", ["container", "pod", "namespace", "uid"]),
  gauge("kube_pod_container_status_waiting_reason", ["container", "pod", "namespace", "reason", "uid"], {
    values: { reason: WAITING },
  }),
  gauge("kube_pod_created", ["pod", "namespace", "uid"], { unit: "timestamp" }),
  gauge("kube_pod_deletion_timestamp", ["pod", "namespace", "uid"], { unit: "timestamp" }),
  gauge("kube_pod_info", [
    "pod",
    "namespace",
    "host_ip",
    "pod_ip",
    "node",
    "created_by_kind",
    "created_by_name",
    "uid",
    "priority_class",
    "host_network",
  ]),
  gauge("kube_pod_init_container_info", [
    "container",
    "pod",
    "namespace",
    "image",
    "image_id",
    "image_spec",
    "container_id",
    "uid",
    "restart_policy",
  ]),
  gauge(
    "kube_pod_init_container_resource_limits",
    ["resource", "unit", "container", "pod", "namespace", "node", "uid"],
    { values: { resource: RESOURCES } },
  ),
  gauge(
    "kube_pod_init_container_resource_requests",
    ["resource", "unit", "container", "pod", "namespace", "node", "uid"],
    { values: { resource: RESOURCES } },
  ),
  gauge("kube_pod_init_container_status_last_terminated_reason", ["container", "pod", "namespace", "reason", "uid"], {
    values: { reason: TERMINATED },
  }),
  gauge("kube_pod_init_container_status_ready", ["container", "pod", "namespace", "uid"]),
  gauge("kube_pod_init_container_status_running", ["container", "pod", "namespace", "uid"]),
  gauge("kube_pod_init_container_status_terminated", ["container", "pod", "namespace", "uid"]),
  gauge("kube_pod_init_container_status_terminated_reason", ["container", "pod", "namespace", "reason", "uid"], {
    values: { reason: TERMINATED },
  }),
  gauge("kube_pod_init_container_status_waiting", ["container", "pod", "namespace", "uid"]),
  gauge("kube_pod_init_container_status_waiting_reason", ["container", "pod", "namespace", "reason", "uid"], {
    values: { reason: WAITING },
  }),
  gauge("kube_pod_labels", ["pod", "namespace", "uid"], { open: true }),
  gauge("kube_pod_overhead_cpu_cores", ["pod", "namespace", "uid"]),
  gauge("kube_pod_overhead_memory_bytes", ["pod", "namespace", "uid"]),
  gauge("kube_pod_owner", ["pod", "namespace", "owner_kind", "owner_name", "owner_is_controller", "uid"]),
  gauge("kube_pod_spec_volumes_persistentvolumeclaims_info", [
    "pod",
    "namespace",
    "volume",
    "persistentvolumeclaim",
    "uid",
  ]),
  gauge("kube_pod_spec_volumes_persistentvolumeclaims_readonly", [
    "pod",
    "namespace",
    "volume",
    "persistentvolumeclaim",
    "uid",
  ]),
  gauge("kube_pod_start_time", ["pod", "namespace", "uid"], { unit: "timestamp" }),
  gauge("kube_pod_status_container_ready_time", ["pod", "namespace", "uid"], { unit: "timestamp" }),
  gauge("kube_pod_status_initialized_time", ["pod", "namespace", "uid"], { unit: "timestamp" }),
  gauge("kube_pod_status_phase", ["pod", "namespace", "phase", "uid"], {
    values: { phase: ["Pending", "Running", "Succeeded", "Failed", "Unknown"] },
  }),
  gauge("kube_pod_status_ready", ["pod", "namespace", "condition", "uid"], {
    values: { condition: ["true", "false", "unknown"] },
  }),
  gauge("kube_pod_status_ready_time", ["pod", "namespace", "uid"], { unit: "timestamp" }),
  gauge("kube_pod_status_reason", ["pod", "namespace", "reason", "uid"], {
    values: {
      reason: [
        "Evicted",
        "NodeAffinity",
        "NodeLost",
        "PreemptionByScheduler",
        "SchedulingGated",
        "Shutdown",
        "TerminationByKubelet",
        "UnexpectedAdmissionError",
      ],
    },
  }),
  gauge("kube_pod_status_scheduled", ["pod", "namespace", "condition", "uid"], {
    values: { condition: ["true", "false", "unknown"] },
  }),
  gauge("kube_pod_status_scheduled_time", ["pod", "namespace", "uid"], { unit: "timestamp" }),
  gauge("kube_pod_status_unschedulable", ["pod", "namespace", "uid"]),
  gauge("kube_pod_status_unscheduled_time", ["pod", "namespace", "uid"], { unit: "timestamp" }),
];
