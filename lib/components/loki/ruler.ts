import type { Duration } from "../../core";
import type { RulerConfig } from "./loki-config";

/** What the ruler depends on. */
export interface RulerInput {
  readonly cluster: string;
  readonly replicas: number;
  readonly evaluationInterval: Duration;
  readonly externalUrl: string;
  readonly alertmanagers: readonly string[];
  readonly remoteWrite: readonly string[];
  /** Where samples wait for Prometheus. */
  readonly directory: string;
}

/** The part of Loki that evaluates rules on log lines. */
export function rulerConfig(input: RulerInput): RulerConfig {
  const { alertmanagers, remoteWrite } = input;
  return {
    enable_api: true,
    // Each group on one replica, and on another one when that is gone: all would write the same series at the same time.
    ...(input.replicas > 1 && { enable_sharding: true }),
    evaluation_interval: input.evaluationInterval,
    // Beside the minute that the kubelet takes to update the files.
    poll_interval: "15s",
    // As on the alerts of Prometheus, so that they are routed and silenced alike.
    external_labels: { cluster: input.cluster },
    external_url: input.externalUrl,
    datasource_uid: "loki",
    // To every one of them, as Prometheus does: behind one address a single replica would know an alert.
    ...(alertmanagers.length > 0 && {
      alertmanager_url: alertmanagers.map((address) => `http://${address}`).join(","),
    }),
    wal: { dir: input.directory },
    remote_write: {
      enabled: remoteWrite.length > 0,
      add_org_id_header: false,
      ...(remoteWrite.length > 0 && {
        clients: Object.fromEntries(remoteWrite.map((url, index) => [`prometheus-${index}`, { url }])),
      }),
    },
  };
}
