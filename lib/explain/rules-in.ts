import { asRecord, type KubernetesObject } from "../core";
import type { DeclaredProperty } from "./declared-property";
import { givenBelow } from "./declared-properties";
import type { World } from "./world";

/** Rules of one monitor within a ConfigMap that holds those of several. */
export interface RulesOf {
  /** `shop/checkout` */
  readonly monitor: string;
  /** The key below `data`. */
  readonly file: string;
  readonly alerts: number;
  readonly recordings: number;
  /** What its user gave to tune them. */
  readonly given: readonly DeclaredProperty[];
}

/** Whose rules a ConfigMap holds. */
export function rulesIn({ stacks }: World, object: KubernetesObject): RulesOf[] {
  const data = asRecord(object["data"]);
  if (object.kind !== "ConfigMap" || !/^\w+-rules-/.test(object.metadata.name)) return [];
  const monitors = stacks.flatMap((stack) => stack.monitors);
  return monitors.flatMap(({ monitorName, declared }): RulesOf[] => {
    const file = `${monitorName.replace("/", ".")}.yaml`;
    const text = data[file];
    if (typeof text !== "string") return [];
    const { slo, alerts } = asRecord(declared);
    return [
      {
        monitor: monitorName,
        file,
        alerts: text.split("- alert: ").length - 1,
        recordings: text.split("- record: ").length - 1,
        given: [...givenBelow(slo, "slo", 0), ...givenBelow(alerts, "alerts", 1)],
      },
    ];
  });
}
