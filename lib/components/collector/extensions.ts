import type { ComponentConfig, Components } from "./collector-config";
import { ports } from "./pod";

/** The id of the extension that keeps queues and checkpoints on disk. */
export const STORAGE = "file_storage";

/** What every collector has beside its pipelines: an answer for probes, and a place for queues. */
export function extensions(directory: string): Components {
  return { health_check: { endpoint: `0.0.0.0:${ports.health}` }, [STORAGE]: fileStorage(directory) };
}

/** The extensions and the telemetry that a collector's `service` section has. */
export function serviceBasics(): { readonly extensions: readonly string[]; readonly telemetry: ComponentConfig } {
  return { extensions: ["health_check", STORAGE], telemetry: telemetry() };
}

/**
 * A file for each queue. Without an fsync for each write, a kill of the process loses nothing, as the kernel has the pages;
 * a crash of the node may lose the last seconds, or the file, which is then begun anew and does not keep the collector
 * from starting.
 */
function fileStorage(directory: string): ComponentConfig {
  return {
    directory,
    create_directory: true,
    recreate: true,
    // The pod before may still hold the lock for the moment in which it ends.
    timeout: "10s",
    // What an outage has filled is given back to the disk.
    compaction: { directory, on_start: true, on_rebound: true, cleanup_on_start: true },
  };
}

/** Its own metrics, where Prometheus reads them, and its log as JSON. */
function telemetry(): ComponentConfig {
  const prometheus = { host: "0.0.0.0", port: ports.metrics };
  return { metrics: { readers: [{ pull: { exporter: { prometheus } } }] }, logs: { encoding: "json" } };
}
