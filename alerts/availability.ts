import { identityLabels, selector, type AlertRule, type ServiceTarget } from "../lib/signals";

/** No replica is ready, as Kubernetes sees it: nobody can be served. */
export function downAlerts(target: ServiceTarget): AlertRule[] {
  return [
    {
      alert: "ServiceDown",
      expr: unlessScaledToZero(target, `max(${replicas(target, "ready")}) == 0`),
      for: "2m",
      severity: "critical",
      summary: `${target.service} is down: none of its pods is ready`,
      description: `No pod of ${where(target)} has been ready for two minutes. Look at its pods and their events, and at the last rollout.`,
    },
  ];
}

/** A new version that does not become ready; the old one goes on serving, which is why nothing else tells. */
export function rolloutAlerts(target: ServiceTarget): AlertRule[] {
  const { kind, name } = target.workload;
  if (kind !== "Deployment") return [];
  const matchers = { namespace: target.namespace, deployment: name, condition: "Progressing", status: "false" };
  return [
    {
      alert: "ServiceRolloutStuck",
      expr: `max(${selector("kube_deployment_status_condition", matchers)}) == 1`,
      for: "1m",
      severity: "warning",
      summary: `The rollout of ${target.service} is stuck`,
      description:
        `The new pods of ${where(target)} did not become ready within the rollout's deadline; the old ones still serve. ` +
        `Their events tell a missing image from a missing Secret and from a failing probe.`,
    },
  ];
}

/** The service does not answer a client in the cluster: what users notice, whatever the pods say of themselves. */
export function probeAlerts(target: ServiceTarget): AlertRule[] {
  if (!target.probed) return [];
  return [
    {
      alert: "ServiceProbeFailing",
      expr: unlessScaledToZero(target, `max(${selector("probe_success", identityLabels(target))}) == 0`),
      for: "2m",
      severity: "critical",
      summary: `${target.service} does not answer`,
      description:
        `For two minutes no call of the blackbox exporter to the Service ${where(target)} was answered with 2xx. ` +
        `If its pods are ready, look at the Service's endpoints and at what lies between.`,
    },
  ];
}

/** A service that may be at zero replicas is then silent on purpose. */
export function unlessScaledToZero(target: ServiceTarget, expr: string): string {
  return target.scaling?.min === 0 ? `(${expr}) unless on () max(${replicas(target, "wanted")}) == 0` : expr;
}

function replicas({ namespace, workload: { kind, name } }: ServiceTarget, which: "ready" | "wanted"): string {
  if (kind === "StatefulSet") {
    return selector(which === "ready" ? "kube_statefulset_status_replicas_ready" : "kube_statefulset_replicas", {
      namespace,
      statefulset: name,
    });
  }
  return selector(which === "ready" ? "kube_deployment_status_replicas_ready" : "kube_deployment_spec_replicas", {
    namespace,
    deployment: name,
  });
}

function where({ namespace, service }: ServiceTarget): string {
  return `${namespace}/${service}`;
}
