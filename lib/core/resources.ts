import { formatCpu, formatMemory, parseCpu, parseMemory, type Cpu, type Memory } from "./units";
import type { Problems } from "./problems";

/** CPU and memory of one container. */
export interface Resources {
  /**
   * One value is both request and limit. With `{ request, limit }` the container may use more than it is scheduled for;
   * `limit: false` lets it use whatever the node has idle (and there is then no alert for "near its limit").
   */
  readonly cpu: Cpu | { readonly request: Cpu; readonly limit: Cpu | false };
  /** One value is both request and limit. A container that exceeds its memory limit is killed, so there is always one. */
  readonly memory: Memory | { readonly request: Memory; readonly limit: Memory };
}

/** Resources in numbers: millicores and bytes. */
export interface ParsedResources {
  readonly cpu: { readonly request: number; readonly limit: number | undefined };
  readonly memory: { readonly request: number; readonly limit: number };
}

/** The resources in numbers, or undefined after noting what is wrong with `property`. */
export function parseResources(
  resources: Resources,
  property: string,
  problems: Problems,
): ParsedResources | undefined {
  const cpu = typeof resources.cpu === "string" ? { request: resources.cpu, limit: resources.cpu } : resources.cpu;
  const memory =
    typeof resources.memory === "string" ? { request: resources.memory, limit: resources.memory } : resources.memory;
  const cpuName = `${property}.cpu`;
  const memoryName = `${property}.memory`;
  const cpuRequest = problems.parse(cpuName, cpu.request, parseCpu);
  const cpuLimit = cpu.limit === false ? undefined : problems.parse(cpuName, cpu.limit, parseCpu);
  const memoryRequest = problems.parse(memoryName, memory.request, parseMemory);
  const memoryLimit = problems.parse(memoryName, memory.limit, parseMemory);
  if (cpuRequest === undefined || memoryRequest === undefined || memoryLimit === undefined) return undefined;
  if (cpu.limit !== false && cpuLimit === undefined) return undefined;
  const limitFix = "raise the limit or lower the request";
  problems.check(
    cpuLimit === undefined || cpuLimit >= cpuRequest,
    `${cpuName}.limit`,
    cpu.limit,
    `at least the request ${cpu.request}`,
    limitFix,
  );
  problems.check(
    memoryLimit >= memoryRequest,
    `${memoryName}.limit`,
    memory.limit,
    `at least the request ${memory.request}`,
    limitFix,
  );
  return {
    cpu: { request: cpuRequest, limit: cpuLimit },
    memory: { request: memoryRequest, limit: memoryLimit },
  };
}

/** The `resources` field of a container. */
export function containerResources(resources: ParsedResources): {
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
} {
  return {
    requests: { cpu: formatCpu(resources.cpu.request), memory: formatMemory(resources.memory.request) },
    limits: {
      ...(resources.cpu.limit === undefined ? {} : { cpu: formatCpu(resources.cpu.limit) }),
      memory: formatMemory(resources.memory.limit),
    },
  };
}
