import {
  API_SERVER,
  CADVISOR,
  FILE_SYSTEM_SERIES,
  PER_NODE,
  PER_OTHER_POD,
  PER_PROBE,
  PER_TARGET,
  POD_STATE,
} from "./measured";
import type { Series } from "./series";
import type { Watching } from "./watching";

/** What belongs to no service: nodes, the API server, and pods that are in no manifest. */
export function clusterSeries(watching: Watching, nodes: number, otherPods: number): readonly Series[] {
  const { cadvisor, kubelet, probes, apiServer, kubeStateMetrics, fileSystems, scrapeInterval } = watching;
  const perNode =
    of(cadvisor, PER_TARGET) +
    of(probes, PER_TARGET) +
    of(kubelet, PER_TARGET + PER_NODE.kubelet) +
    of(kubeStateMetrics, PER_NODE.state);
  const perPod =
    of(cadvisor, CADVISOR.perContainer + CADVISOR.perPod) +
    of(fileSystems, 2 * FILE_SYSTEM_SERIES) +
    of(probes, PER_OTHER_POD.probes * PER_PROBE) +
    of(kubeStateMetrics, POD_STATE.perPod + POD_STATE.perContainer);
  const once = of(apiServer, API_SERVER + PER_TARGET) + of(kubeStateMetrics, PER_TARGET);
  return [{ service: "cluster", count: nodes * perNode + otherPods * perPod + once, interval: scrapeInterval }];
}

function of(isRead: boolean, count: number): number {
  return isRead ? count : 0;
}
