export type { PrometheusSize, PrometheusStorage } from "./profile";
export * from "./prometheus";
export type { RuleFile, RuleShard } from "./rule-files";
export * from "./rules";
export type { KubeletCertificates } from "./scrape-nodes";
export type { ScrapeLimits } from "./scrape-pods";
