import type { Labels } from "../sources";
import type { ServiceTarget } from "../../signals";

/** A made-up cluster that runs what an app declares. Everything in it follows from the manifests and from what is watched. */
export interface Cluster {
  readonly nodes: readonly string[];
  /** Every workload of the manifests: services, databases, the programs of the stack. */
  readonly workloads: readonly Workload[];
  /** Who calls whom, by `namespace/name`: read from environment variables that hold the other one's address. */
  readonly calls: readonly { readonly from: string; readonly to: string }[];
  /** What is watched as a service, by `namespace/service`. */
  readonly services: Readonly<Record<string, ServiceTarget>>;
  /** What the blackbox exporter calls. */
  readonly probes: readonly ProbedUrl[];
  readonly disruptionBudgets: readonly DisruptionBudget[];
}

/** An address that is called from time to time. */
export interface ProbedUrl {
  readonly url: string;
  /** `service-probes` or `url-probes`. */
  readonly job: string;
  readonly labels: Labels;
}

export interface DisruptionBudget {
  readonly namespace: string;
  readonly name: string;
  /** The workload whose pods it keeps, by `namespace/name`. */
  readonly of: string;
}

export interface Workload {
  readonly kind: "Deployment" | "StatefulSet" | "DaemonSet";
  readonly namespace: string;
  readonly name: string;
  /** Of its pods. */
  readonly labels: Labels;
  /** Of its pods. */
  readonly annotations: Labels;
  readonly containers: readonly Container[];
  /** Pods of the revision that runs for good, then those of the revision that the story brings and takes away. */
  readonly pods: readonly Pod[];
  /** The bounds of its autoscaler. @default - it has none */
  readonly autoscaler?: { readonly name: string; readonly min: number; readonly max: number };
  /** Names of its PersistentVolumeClaims, one for each pod and template. */
  readonly claims: readonly string[];
}

export interface Container {
  readonly name: string;
  readonly image: string;
  /** The ports that it declares. */
  readonly ports: readonly number[];
  /** In cores and in bytes. @default - none */
  readonly requests: { readonly cpu?: number; readonly memory?: number };
  readonly limits: { readonly cpu?: number; readonly memory?: number };
}

export interface Pod {
  readonly name: string;
  readonly node: string;
  /** Of the ReplicaSet, or the ControllerRevision of a StatefulSet or DaemonSet. */
  readonly revision: string;
  /** Whether it belongs to the revision that the story brings. */
  readonly ofNewRevision: boolean;
  /** The label `app.kubernetes.io/version`, with a made-up one for the new revision. */
  readonly version: string;
  readonly ip: string;
}
