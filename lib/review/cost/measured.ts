import { DEFAULT_ROUTES, RUNTIME_SERIES, STATUSES_PER_ROUTE } from "../../signals";

/**
 * Series that programs make whoever uses them: counted in a real Prometheus of `dev`, with the versions that this package is
 * tested with. `npm run e2e -- --only cost` tells when they no longer hold.
 */

/** What Prometheus adds to each target: `up`, and four of the scrape. */
export const PER_TARGET = 5;

/** cAdvisor, of those that we keep. */
export const CADVISOR = { perContainer: 15, perCpuLimit: 3, perPod: 8 } as const;

/** What the agent reads of each kubelet: a file system of each container, and one of the pod. */
export const FILE_SYSTEM_SERIES = 1;

/** Of each probe of a container, how often it succeeded; one that has never failed has no second series. */
export const PER_PROBE = 1;

/** Of each Service that the blackbox exporter calls, its target's own among them. */
export const PER_BLACKBOX_PROBE = 22;

/** kube-state-metrics, of those that we keep, for one object of a kind. */
export const PER_OBJECT: Readonly<Record<string, number>> = {
  Namespace: 3,
  // With one ReplicaSet; each older one that is kept adds two.
  Deployment: 21,
  StatefulSet: 12,
  DaemonSet: 10,
  ReplicaSet: 2,
  // With one metric.
  HorizontalPodAutoscaler: 19,
  PodDisruptionBudget: 6,
  Service: 3,
  PersistentVolumeClaim: 8,
  CronJob: 7,
  Job: 10,
};

/** kube-state-metrics, of pods and what is in them. */
export const POD_STATE = { perPod: 28, perContainer: 7, perResource: 1, perClaim: 2 } as const;

/** Of each node: kube-state-metrics, and the kubelet itself. */
export const PER_NODE = { state: 29, kubelet: 34 } as const;

/** The API server: of its requests, for each resource and verb that anybody uses. */
export const API_SERVER = 700;

/** What a pod that is in no manifest makes, such as the network's on each node. */
export const PER_OTHER_POD = { containers: 1, probes: 2 } as const;

/** Of each rule group, what Prometheus and Loki's ruler tell of its evaluation. */
export const PER_RULE_GROUP = { prometheus: 11, loki: 9 } as const;

/** Buckets of a histogram with +Inf, where nobody says which: those that OpenTelemetry advises. */
export const BUCKETS = 15;

/** Of each kind of span, which is a counter and a histogram; and of each pair of services of which one calls the other. */
export const SPANS = { perKind: BUCKETS + 3, perEdge: 2 * (BUCKETS + 2) + 1 } as const;

/** Pairs of services in which one that sends traces is: those who call it are counted with it, and its database. */
export const EDGES_PER_SERVICE = 1.5;

/** A pod that is read and says nothing of how much it tells: a runtime, and the traffic of ten routes. */
export const UNKNOWN_POD = RUNTIME_SERIES + DEFAULT_ROUTES * (BUCKETS + 2 + STATUSES_PER_ROUTE);

/** Series of programs, by the last part of their images' names. */
export const PROGRAMS: ReadonlyMap<string, number> = new Map([
  ["alertmanager", 248],
  ["blackbox-exporter", 59],
  // Not measured: its image was not to be had.
  ["grafana", 1_000],
  ["jaeger", 33],
  ["kube-state-metrics", 78],
  ["loki", 2_330],
  ["node-exporter", 236],
  ["prometheus", 1_070],
]);

/** The collector, which tells as much as it has pipelines: as agent of a node, and as gateway. */
export const COLLECTOR = { agent: 77, gateway: 201 } as const;

/** Bytes of a sample on the volume, with its part of the index. */
export const BYTES_PER_SAMPLE = 1.9;

/** Seconds after which what is pushed is pushed again, by default of the OpenTelemetry SDKs. */
export const PUSH_INTERVAL = 60;

/** Seconds after which the gateway tells what it counted of spans. */
export const SPANS_INTERVAL = 15;
