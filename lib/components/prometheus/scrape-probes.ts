import { discoveryAnnotations } from "../../signals";
import type { RelabelConfig, ScrapeConfig } from "./prometheus-config";
import { copy, keep, keepEqual, meta } from "./relabel";

/**
 * Labels with this prefix are given to what a probe measured, without the prefix. They must not stand on the target
 * itself: its `up` tells that the blackbox exporter answers, and would count as an `up` of the service that is probed.
 */
export const PROBE_LABEL_PREFIX = "probe_";

/** What the blackbox exporter calls: Services that ask for it with annotations, and the URLs in files. */
export function probeJobConfigs(exporter: string, files: string): ScrapeConfig[] {
  return [
    {
      job_name: "service-probes",
      metrics_path: "/probe",
      params: { module: ["http_2xx"] },
      kubernetes_sd_configs: [{ role: "service" }],
      relabel_configs: [...serviceTarget(), ...throughExporter(exporter)],
      metric_relabel_configs: ofTheProbed(),
    },
    {
      job_name: "url-probes",
      metrics_path: "/probe",
      params: { module: ["http_2xx"] },
      file_sd_configs: [{ files: [files] }],
      relabel_configs: [copy("__address__", "__param_target"), ...throughExporter(exporter)],
      metric_relabel_configs: ofTheProbed(),
    },
  ];
}

function serviceTarget(): RelabelConfig[] {
  return [
    keep(meta.annotation("service", discoveryAnnotations.probe), "true"),
    // Each port of a Service is a target: this leaves the one that is meant.
    keepEqual(meta.annotation("service", discoveryAnnotations.probePort), meta.field("service_port_number")),
    {
      source_labels: ["__address__", meta.annotation("service", discoveryAnnotations.probePath)],
      separator: "",
      target_label: "__param_target",
      replacement: "http://$1",
    },
    copy(meta.field("namespace"), `${PROBE_LABEL_PREFIX}namespace`),
    copy(meta.field("service_name"), `${PROBE_LABEL_PREFIX}service`),
    copy(meta.label("service", "app.kubernetes.io/name"), `${PROBE_LABEL_PREFIX}service`),
  ];
}

function throughExporter(exporter: string): RelabelConfig[] {
  return [copy("__param_target", "instance"), { target_label: "__address__", replacement: exporter }];
}

function ofTheProbed(): RelabelConfig[] {
  return [
    { regex: `${PROBE_LABEL_PREFIX}(.+)`, action: "labelmap", replacement: "$1" },
    { regex: `${PROBE_LABEL_PREFIX}.+`, action: "labeldrop" },
  ];
}
