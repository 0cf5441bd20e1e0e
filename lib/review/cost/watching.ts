import { asRecord, parseDuration, type KubernetesObject } from "../../core";

/** What Prometheus reads of a cluster, how often, and what else there is that makes series. */
export interface Watching {
  /** Seconds between two samples of a series that is scraped. */
  readonly scrapeInterval: number;
  /** Seconds between two samples of a recorded series whose group does not say. */
  readonly evaluationInterval: number;
  readonly cadvisor: boolean;
  readonly kubelet: boolean;
  readonly probes: boolean;
  readonly apiServer: boolean;
  readonly kubeStateMetrics: boolean;
  readonly blackbox: boolean;
  /** Whether somebody counts spans, and calls between services. */
  readonly spans: boolean;
  /** Whether an agent tells the file systems of containers. */
  readonly fileSystems: boolean;
  readonly logs: boolean;
  /** Replicas of Prometheus, each of which has every series. */
  readonly replicas: number;
}

/**
 * Read out of the configurations as text: to parse them takes longer than all the rest. Where no Prometheus is among the
 * objects, the stack is deployed from elsewhere and is taken for a complete one.
 */
export function watchingOf(objects: readonly KubernetesObject[], replicas: number): Watching {
  // Neither rules nor dashboards, which are nearly all there is to read.
  const texts = objects.flatMap((object) =>
    object.kind === "ConfigMap"
      ? Object.values(asRecord(object["data"])).filter(
          (text): text is string => typeof text === "string" && !/^(groups:|\{)/.test(text),
        )
      : [],
  );
  const prometheus = texts.find((text) => hasKey(text, "scrape_configs"));
  const collectors = texts.filter((text) => hasKey(text, "receivers") && hasKey(text, "exporters"));
  const reads = (job: string): boolean =>
    prometheus === undefined || new RegExp(`job_name: ['"]?${job}['"]?\\s*$`, "m").test(prometheus);
  const collects = (what: RegExp): boolean => prometheus === undefined || collectors.some((text) => what.test(text));
  return {
    scrapeInterval: seconds(prometheus, "scrape_interval"),
    evaluationInterval: seconds(prometheus, "evaluation_interval"),
    cadvisor: reads("cadvisor"),
    kubelet: reads("kubelet"),
    probes: reads("kubelet-probes"),
    apiServer: reads("apiserver"),
    kubeStateMetrics: reads("kube-state-metrics"),
    blackbox: reads("service-probes"),
    spans: collects(/^ +span_?metrics(\/.+)?:/m),
    fileSystems: collects(/^ +kubelet_?stats(\/.+)?:/m),
    logs: collects(/^ +file_?log(\/.+)?:/m),
    replicas,
  };
}

/** Whether a text of YAML has this key at its root. */
function hasKey(text: string, key: string): boolean {
  return text.startsWith(`${key}:`) || text.includes(`\n${key}:`);
}

/** Of the first that is written, which is that of all jobs; without it, Prometheus takes a minute. */
function seconds(prometheus: string | undefined, name: string): number {
  if (prometheus === undefined) return 15;
  const text = new RegExp(`^ *${name}: ['"]?(\\d+(?:ms|[smhdw]))['"]?\\s*$`, "m").exec(prometheus)?.[1];
  return text === undefined ? 60 : Math.max(parseDuration(text) / 1_000, 0.001);
}
