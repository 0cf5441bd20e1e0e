import { podJob, selector, type AlertRule } from "../../signals";

/** What goes wrong with the blackbox exporter itself. */
export function blackboxAlerts(namespace: string): AlertRule[] {
  const job = podJob(namespace, "blackbox-exporter");
  const reloaded = selector("blackbox_exporter_config_last_reload_successful", { job });
  return [
    {
      alert: "BlackboxExporterDown",
      expr: `absent(${selector("up", { job })} == 1)`,
      for: "5m",
      severity: "warning",
      summary: "Nothing is probed from outside",
      description: "Alerts on probes cannot fire. Look at the pods of the blackbox exporter.",
    },
    {
      alert: "BlackboxExporterConfigReloadFailed",
      expr: `max by (pod) (${reloaded}) == 0`,
      for: "5m",
      severity: "warning",
      summary: "{{ $labels.pod }} refuses its configuration",
      description:
        "It goes on with the last good one, and will not come up again after a restart. Its log names the line.",
    },
  ];
}
