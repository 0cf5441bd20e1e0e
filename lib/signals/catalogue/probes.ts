import { gauge } from "./define";
import type { Metric } from "../metric";

/** What the blackbox exporter 0.28 measured with a call over HTTP. */
export const probes: readonly Metric[] = [
  gauge("probe_dns_lookup_time_seconds"),
  gauge("probe_duration_seconds"),
  gauge("probe_failed_due_to_regex"),
  gauge("probe_http_content_length"),
  gauge("probe_http_duration_seconds", ["phase"]),
  gauge("probe_http_redirects"),
  gauge("probe_http_ssl"),
  gauge("probe_http_status_code"),
  gauge("probe_http_uncompressed_body_length"),
  gauge("probe_http_version"),
  gauge("probe_ip_addr_hash"),
  gauge("probe_ip_protocol"),
  gauge("probe_http_last_modified_timestamp_seconds"),
  gauge("probe_ssl_earliest_cert_expiry", [], { unit: "timestamp" }),
  gauge("probe_ssl_last_chain_expiry_timestamp_seconds"),
  gauge("probe_ssl_last_chain_info", ["fingerprint_sha256", "subject", "issuer", "subjectalternative", "serialnumber"]),
  gauge("probe_tls_version_info", ["version"]),
  gauge("probe_tls_cipher_info", ["cipher"]),
  gauge("probe_success"),
];
