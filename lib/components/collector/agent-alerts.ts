import { podJob, selector, type AlertRule } from "../../signals";
import { collectorAlerts, onDashboard } from "./alerts";

/** What goes wrong with the agents, of which there is one on each node. */
export function agentAlerts(namespace: string, name: string): AlertRule[] {
  const job = podJob(namespace, name);
  return onDashboard([down(job), ...collectorAlerts(job, namespace, name)], job);
}

function down(job: string): AlertRule {
  const up = selector("up", { job });
  return {
    alert: "CollectorAgentDown",
    expr: `max by (node) (${up}) == 0 or absent(${up})`,
    for: "5m",
    severity: "warning",
    summary: "No logs and traces come from {{ with $labels.node }}node {{ . }}{{ else }}any node{{ end }}",
    description:
      "The collector there does not answer. Log lines wait in their files, and are lost when the kubelet rotates them away; what programs push is lost when they give up. Where the node is not ready either, that is the one to look at.",
  };
}
