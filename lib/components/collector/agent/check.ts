import { parseMemory, type Memory, type Problems } from "../../../core";
import { checkAddress } from "../../address";
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
  const example = "collector-gateway.observability.svc:4317";
  checkAddress("gateway.service", gateway?.service, example, problems);
  if (gateway?.replicas !== undefined) {
    const { hostname, port } = gateway.replicas;
    checkAddress("gateway.replicas", `${hostname}:${port}`, example, problems);
  }
  checkAtLeast("queueSize", size.queueSize, "64Mi", problems);
  const { memory } = size.resources;
  checkAtLeast("resources.memory", typeof memory === "string" ? memory : memory.limit, "128Mi", problems);
}

function checkAtLeast(property: string, got: Memory, least: Memory, problems: Problems): void {
  const bytes = problems.parse(property, got, parseMemory);
  problems.check(bytes === undefined || bytes >= parseMemory(least), property, got, `at least ${least}`);
}
