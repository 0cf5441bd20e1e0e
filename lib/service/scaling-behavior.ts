import type { k8s } from "cdk8s-plus-28";
import type { Duration, Plain, Problems } from "../core";
import { parseInteger, parseSeconds } from "./bounds";

/** How fast the number of replicas may change. What is given replaces the default of its direction as a whole. */
export interface ScalingBehavior {
  /** @default - at once, doubling or adding 4 pods every 15s, whichever is more */
  readonly scaleUp?: ScalingRules;
  /** @default - to the highest number wanted within 5m, at most 25 % of the pods a minute */
  readonly scaleDown?: ScalingRules;
}

export interface ScalingRules {
  /** The past from which the safest wish is taken, so that a passing one changes nothing; up to 1h. @default "0s" */
  readonly stabilizationWindow?: Duration;
  /** Which policy counts where there are several; `Disabled` never changes in this direction. @default "Max" */
  readonly selectPolicy?: "Max" | "Min" | "Disabled";
  /** At least one. */
  readonly policies: readonly ScalingPolicy[];
}

/** At most `value` pods, or percent of the pods, within `period`. */
export interface ScalingPolicy {
  readonly type: "Pods" | "Percent";
  readonly value: number;
  /** 1s to 30m. */
  readonly period: Duration;
}

const SCALE_UP: ScalingRules = {
  policies: [
    { type: "Percent", value: 100, period: "15s" },
    { type: "Pods", value: 4, period: "15s" },
  ],
};

const SCALE_DOWN: ScalingRules = {
  stabilizationWindow: "5m",
  policies: [{ type: "Percent", value: 25, period: "60s" }],
};

/** The behavior in the API's terms, after noting what is wrong with it. */
export function parseScalingBehavior(
  behavior: ScalingBehavior,
  problems: Problems,
): Plain<k8s.HorizontalPodAutoscalerBehaviorV2> {
  return {
    scaleUp: parseRules(behavior.scaleUp ?? SCALE_UP, "scaling.behavior.scaleUp", problems),
    scaleDown: parseRules(behavior.scaleDown ?? SCALE_DOWN, "scaling.behavior.scaleDown", problems),
  };
}

function parseRules(rules: ScalingRules, property: string, problems: Problems): Plain<k8s.HpaScalingRulesV2> {
  const { stabilizationWindow = "0s", selectPolicy = "Max", policies } = rules;
  const window = `${property}.stabilizationWindow`;
  problems.check(policies.length > 0, `${property}.policies`, policies, "at least one policy");
  return {
    stabilizationWindowSeconds: parseSeconds(window, stabilizationWindow, { min: 0, max: 3_600 }, problems) ?? 0,
    selectPolicy,
    policies: policies.map(({ type, value, period }, i) => ({
      type,
      value: parseInteger(`${property}.policies[${i}].value`, value, { min: 1 }, problems) ?? 1,
      periodSeconds: parseSeconds(`${property}.policies[${i}].period`, period, { min: 1, max: 1_800 }, problems) ?? 1,
    })),
  };
}
