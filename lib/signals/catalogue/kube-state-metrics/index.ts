import { cronJobs } from "./cron-jobs";
import { daemonSets } from "./daemon-sets";
import { deployments } from "./deployments";
import { endpointSlices } from "./endpoint-slices";
import { horizontalPodAutoscalers } from "./horizontal-pod-autoscalers";
import { ingresses } from "./ingresses";
import { jobs } from "./jobs";
import { limitRanges } from "./limit-ranges";
import { namespaces } from "./namespaces";
import { nodes } from "./nodes";
import { persistentVolumeClaims } from "./persistent-volume-claims";
import { persistentVolumes } from "./persistent-volumes";
import { podDisruptionBudgets } from "./pod-disruption-budgets";
import { pods } from "./pods";
import { replicaSets } from "./replica-sets";
import { resourceQuotas } from "./resource-quotas";
import { services } from "./services";
import { statefulSets } from "./stateful-sets";
import { storageClasses } from "./storage-classes";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of the objects of a cluster, as far as the stack has it told. */
export const kubeStateMetrics: readonly Metric[] = [
  ...cronJobs,
  ...daemonSets,
  ...deployments,
  ...endpointSlices,
  ...horizontalPodAutoscalers,
  ...ingresses,
  ...jobs,
  ...limitRanges,
  ...namespaces,
  ...nodes,
  ...persistentVolumeClaims,
  ...persistentVolumes,
  ...podDisruptionBudgets,
  ...pods,
  ...replicaSets,
  ...resourceQuotas,
  ...services,
  ...statefulSets,
  ...storageClasses,
];
