import type { Construct } from "constructs";
import { CollectorAgent, type CollectorAgentProps, type CollectorConfig } from "../../../../lib/components/collector";
import { agentConfig, type AgentConfigInput } from "../../../../lib/components/collector/agent/config";
import { queueShares } from "../../../../lib/components/collector/agent/size";
import type { KubernetesObject } from "../../../../lib/core";
import { objectsOf, problemsOf } from "../../a-stack";

export const LOKI = "http://loki.observability.svc:3100/otlp";
export const GATEWAY = { service: "collector-gateway.observability.svc:4317" };

/** The configuration of an agent that sends to Loki and to one gateway. */
export function aConfig(input: Partial<AgentConfigInput> = {}): CollectorConfig {
  return agentConfig({
    cluster: "test",
    own: { name: "collector-agent", namespace: "observability-node" },
    loki: LOKI,
    gateway: GATEWAY,
    containerRuntime: "cri",
    kubeletCertificates: "unverified",
    queues: queueShares(2 ** 30),
    memoryLimiter: { check_interval: "1s", limit_mib: 200, spike_limit_mib: 40 },
    ...input,
  });
}

/** An agent that sends to Loki and to one gateway, in the namespace `observability`. */
export function anAgent(scope: Construct, props: Partial<CollectorAgentProps> = {}): CollectorAgent {
  return new CollectorAgent(scope, "collector-agent", {
    cluster: "test",
    profile: "small",
    loki: LOKI,
    gateway: GATEWAY,
    ...props,
  });
}

export function agentObjects(props: Partial<CollectorAgentProps> = {}): Map<string, KubernetesObject> {
  return objectsOf((scope) => {
    anAgent(scope, props);
  });
}

export function agentProblems(props: Partial<CollectorAgentProps> = {}): readonly string[] {
  return problemsOf((scope) => {
    anAgent(scope, props);
  });
}
