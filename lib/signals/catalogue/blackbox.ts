import type { Metric } from "../metric";
import { counter, gauge } from "./define";

/** What the blackbox exporter 0.28 tells of itself; see `probes.ts` for what it measured. */
export const blackbox: readonly Metric[] = [
  gauge("blackbox_exporter_build_info", [], { open: true }),
  gauge("blackbox_exporter_config_last_reload_success_timestamp_seconds"),
  gauge("blackbox_exporter_config_last_reload_successful"),
  counter("blackbox_module_unknown_total"),
];
