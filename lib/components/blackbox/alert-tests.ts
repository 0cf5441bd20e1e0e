import { podJob, type AlertTest } from "../../signals";
import { proof, reloadFailedCases } from "../alert-cases";
import { unansweredCases } from "../up-cases";

/** When the alerts of the blackbox exporter fire, and when they do not. */
export function blackboxAlertTests(namespace: string): AlertTest[] {
  const job = podJob(namespace, "blackbox-exporter");
  return [
    proof("BlackboxExporterDown", "warning", unansweredCases(job)),
    proof(
      "BlackboxExporterConfigReloadFailed",
      "warning",
      reloadFailedCases("blackbox_exporter_config_last_reload_successful", job),
    ),
  ];
}
