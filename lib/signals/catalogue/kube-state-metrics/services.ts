import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of services. */
export const services: readonly Metric[] = [
  gauge("kube_service_annotations", ["service", "namespace", "uid"], { open: true }),
  gauge("kube_service_created", ["service", "namespace", "uid"], { unit: "timestamp" }),
  gauge("kube_service_deletion_timestamp", ["service", "namespace", "uid"], { unit: "timestamp" }),
  gauge("kube_service_info", [
    "service",
    "namespace",
    "uid",
    "cluster_ip",
    "external_name",
    "external_traffic_policy",
    "load_balancer_ip",
  ]),
  gauge("kube_service_labels", ["service", "namespace", "uid"], { open: true }),
  gauge("kube_service_spec_external_ip", ["service", "namespace", "uid", "external_ip"]),
  gauge("kube_service_spec_type", ["service", "namespace", "uid", "type"], {
    values: { type: ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"] },
  }),
  gauge("kube_service_status_load_balancer_ingress", ["service", "namespace", "uid", "ip", "hostname"]),
];
