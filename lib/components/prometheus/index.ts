export * from "./prometheus";
export type { PrometheusProps } from "./props";
export type { KubeletCertificates } from "./scrape-nodes";
export type { ScrapeLimits } from "./scrape-pods";
export type { PrometheusSize } from "./size";
