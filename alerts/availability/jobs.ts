import { selector } from "../../lib/signals";

/** The `up` of those that tell of pods and workloads: what they do not tell is news only while they answer. */
export const KUBE_STATE_METRICS_UP = selector("up", { job: "kube-state-metrics" });

/** The kubelets' counts of probes, one for each node. */
export const KUBELET_PROBES_UP = selector("up", { job: "kubelet-probes" });
