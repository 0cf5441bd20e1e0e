import type { ServiceTarget } from "../lib/signals";

/** Those that an alert must not take for its own service: one with a similar name, and one of its name elsewhere. */
export function neighbours(target: ServiceTarget): readonly [similar: ServiceTarget, elsewhere: ServiceTarget] {
  const { namespace, service, workload, container, disruptionBudget } = target;
  const similar = `${workload.name}-canary`;
  return [
    {
      ...target,
      service: `${service}-canary`,
      workload: { ...workload, name: similar },
      container: container === workload.name ? similar : container,
      ...(disruptionBudget !== undefined && { disruptionBudget: `${disruptionBudget}-canary` }),
    },
    { ...target, namespace: `${namespace}-test` },
  ];
}
