import type { ScrapeConfig } from "./prometheus-config";

const SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

/** The authority that signs the cluster's own certificates. */
export const CLUSTER_CA = `${SERVICE_ACCOUNT}/ca.crt`;

/** Prometheus shows who it is with the token of its service account. */
export const apiServerAuthorization = {
  authorization: { credentials_file: `${SERVICE_ACCOUNT}/token` },
} satisfies Partial<ScrapeConfig>;
