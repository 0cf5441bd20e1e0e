import type { ComponentConfig } from "../collector-config";
import { quoted } from "./ottl";

/**
 * Attributes that say which pod it is. They wait under names with "told." before it for whether the lookup knows better.
 * Not which of its containers it is, which the sender alone knows.
 */
const POD = String.raw`^(k8s\.(?:namespace|node|pod|deployment|replicaset|statefulset|daemonset|cronjob|job)\.)`;

/**
 * The processor that takes from what comes with OTLP what the sender says of its pod, before the lookup. The lookup fills
 * in what is missing and changes nothing: any program could else write into the logs of any namespace.
 */
export function setClaimsAside(): ComponentConfig {
  const statements = [`replace_all_patterns(resource.attributes, "key", ${quoted(POD)}, ${quoted("told.$1")})`];
  const groups = [{ context: "resource", statements }];
  return { error_mode: "silent", log_statements: groups, trace_statements: groups, metric_statements: groups };
}

/**
 * Statements after the lookup. Where it knows the pod that the connection comes from, that is the pod, and its namespace is
 * the service's. Where it does not, as for pods in the network of the host and behind an address translation, what the
 * sender said of itself holds.
 */
export function judgeClaims(): string[] {
  const claims = quoted(String.raw`^told\.`);
  const isFound = 'resource.attributes["k8s.pod.uid"] != nil';
  return [
    `set(resource.attributes["service.namespace"], resource.attributes["k8s.namespace.name"]) where ${isFound}`,
    `replace_all_patterns(resource.attributes, "key", ${claims}, "") where not (${isFound})`,
    `delete_matching_keys(resource.attributes, ${claims})`,
  ];
}
