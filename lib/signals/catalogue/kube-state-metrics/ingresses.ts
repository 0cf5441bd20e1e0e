import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of ingresses. */
export const ingresses: readonly Metric[] = [
  gauge("kube_ingress_annotations", ["ingress", "namespace"], { open: true }),
  gauge("kube_ingress_created", ["ingress", "namespace"], { unit: "timestamp" }),
  gauge("kube_ingress_info", ["ingress", "namespace", "ingressclass"]),
  gauge("kube_ingress_labels", ["ingress", "namespace"], { open: true }),
  gauge("kube_ingress_path", [
    "ingress",
    "namespace",
    "host",
    "path",
    "path_type",
    "service_name",
    "service_port",
    "resource_api_group",
    "resource_kind",
    "resource_name",
  ]),
  gauge("kube_ingress_tls", ["ingress", "namespace", "tls_host", "secret"]),
];
