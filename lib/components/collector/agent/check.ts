import { parseMemory, type Memory, type Problems } from "../../../core";
import type { CollectorAgentProps } from "./props";
import type { AgentSize } from "./size";

/** Notes what is wrong with how the agent is declared. */
export function checkAgent({ loki, gateway }: CollectorAgentProps, size: AgentSize, problems: Problems): void {
  const hasTarget = loki !== undefined || gateway !== undefined;
  const fix = "give it loki, gateway or both, or leave it out";
  problems.check(hasTarget, "loki, gateway", undefined, "somewhere to send what it collects", fix);
  // Loki answers 404 at other paths, for which the collector drops what it sent.
  const isLoki = loki === undefined || (/^https?:\/\/\S+\/otlp$/.test(loki) && URL.canParse(loki));
  problems.check(isLoki, "loki", loki, 'a URL such as "http://loki.observability.svc:3100/otlp"');
  checkAddress("gateway.service", gateway?.service, problems);
  if (gateway?.replicas !== undefined) {
    checkAddress("gateway.replicas", `${gateway.replicas.hostname}:${gateway.replicas.port}`, problems);
  }
  checkAtLeast("queueSize", size.queueSize, "64Mi", problems);
  const { memory } = size.resources;
  checkAtLeast("resources.memory", typeof memory === "string" ? memory : memory.limit, "128Mi", problems);
}

function checkAddress(property: string, address: string | undefined, problems: Problems): void {
  const holds = address === undefined || /^([\w.-]+|\[[\da-fA-F:.]+\]):\d{1,5}$/.test(address);
  problems.check(holds, property, address, 'a host and a port such as "collector-gateway.observability.svc:4317"');
}

function checkAtLeast(property: string, got: Memory, least: Memory, problems: Problems): void {
  const bytes = problems.parse(property, got, parseMemory);
  problems.check(bytes === undefined || bytes >= parseMemory(least), property, got, `at least ${least}`);
}
