import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of endpoint slices. */
export const endpointSlices: readonly Metric[] = [
  gauge("kube_endpointslice_annotations", ["endpointslice", "namespace"], { open: true }),
  gauge("kube_endpointslice_created", ["endpointslice", "namespace"], { unit: "timestamp" }),
  gauge("kube_endpointslice_endpoints", [
    "endpointslice",
    "namespace",
    "address",
    "ready",
    "serving",
    "terminating",
    "hostname",
    "targetref_kind",
    "targetref_name",
    "targetref_namespace",
    "nodename",
    "endpoint_zone",
  ]),
  gauge("kube_endpointslice_endpoints_hints", ["endpointslice", "namespace", "address", "for_zone"]),
  gauge("kube_endpointslice_info", ["endpointslice", "namespace", "addresstype"]),
  gauge("kube_endpointslice_labels", ["endpointslice", "namespace"], { open: true }),
  gauge("kube_endpointslice_ports", ["endpointslice", "namespace", "port_name", "port_protocol", "port_number"]),
];
