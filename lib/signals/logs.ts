import { selector, type Matchers } from "./promql";

/** The labels of log streams in Loki, and all of them: whatever else is known of a line is its structured metadata. */
export const logLabels = {
  service: "service_name",
  namespace: "k8s_namespace_name",
  container: "k8s_container_name",
  environment: "deployment_environment_name",
  cluster: "k8s_cluster_name",
} as const;

/** The resource attributes that become those labels, as OpenTelemetry calls them. */
export const logLabelAttributes = [
  "service.name",
  "k8s.namespace.name",
  "k8s.container.name",
  "deployment.environment.name",
  "k8s.cluster.name",
] as const;

/** The log lines of one service: `{service_name="checkout",k8s_namespace_name="shop"}`. */
export function logSelector(namespace: string, service: string, also: Matchers = {}): string {
  return selector("", { [logLabels.service]: service, [logLabels.namespace]: namespace, ...also });
}
