import {
  containerSeries,
  identityLabels,
  recorded,
  selector,
  type AlertRule,
  type ServiceTarget,
} from "../lib/signals";
import type { ParsedLevel } from "./threshold";

/** Containers of the service that ended and were started again more often than they should. */
export function restartAlerts(target: ServiceTarget, levels: readonly ParsedLevel[]): AlertRule[] {
  return levels.map((level) => ({
    alert: "ServiceRestarts",
    expr: `${selector(recorded.restarts, identityLabels(target))} > ${level.above}`,
    ...(level.for === "0s" ? {} : { for: level.for }),
    severity: level.severity,
    summary: `${target.service} restarted {{ $value | humanize }} times within an hour`,
    description:
      `The container of pod {{ $labels.pod }} of ${target.namespace}/${target.service} restarted {{ $value | humanize }} times within an hour. ` +
      `Its last termination reason tells an OOM kill from a crash and from a failed liveness probe.`,
  }));
}

/** A container that cannot stay up: Kubernetes waits longer and longer before it tries again. */
export function crashLoopAlerts(target: ServiceTarget): AlertRule[] {
  const waiting = selector("kube_pod_container_status_waiting_reason", {
    ...containerSeries(target),
    reason: "CrashLoopBackOff",
  });
  return [
    {
      alert: "ServiceCrashLoop",
      // Between two attempts the container runs for a moment; five minutes bridge it.
      expr: `max by (pod) (max_over_time(${waiting}[5m])) >= 1`,
      for: "1m",
      severity: "critical",
      summary: `${target.service} crashes again and again`,
      description:
        `The container of pod {{ $labels.pod }} of ${target.namespace}/${target.service} is in CrashLoopBackOff. ` +
        `The log of its previous run tells why it ended.`,
    },
  ];
}

/** The autoscaler is at its maximum and would go further. Equal minimum and maximum is a fixed size, not a limit reached. */
export function autoscalerAlerts(target: ServiceTarget): AlertRule[] {
  const { scaling, namespace } = target;
  if (!scaling || scaling.min === scaling.max) return [];
  const matchers = { namespace, horizontalpodautoscaler: scaling.name };
  const desired = selector("kube_horizontalpodautoscaler_status_desired_replicas", matchers);
  const maximum = selector("kube_horizontalpodautoscaler_spec_max_replicas", matchers);
  const limited = selector("kube_horizontalpodautoscaler_status_condition", {
    ...matchers,
    condition: "ScalingLimited",
    status: "true",
  });
  const on = "on (namespace, horizontalpodautoscaler)";
  return [
    {
      alert: "ServiceAutoscalerAtMaximum",
      expr: `${desired} >= ${on} ${maximum} and ${on} ${limited} == 1`,
      for: "15m",
      severity: "warning",
      summary: `${target.service} needs more than its maximum of ${scaling.max} replicas`,
      description:
        `The autoscaler of ${namespace}/${target.service} has wanted more than {{ $value | humanize }} replicas for 15 minutes. ` +
        `Raise scaling.max if the load is real, and look for what made each request dearer if it is not.`,
    },
  ];
}
