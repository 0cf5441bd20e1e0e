import type { Body, Percent, Problems } from "../core";
import { parseInteger } from "./bounds";
import { parseScalingBehavior, type ScalingBehavior } from "./scaling-behavior";
import { parseScalingMetric, resourceMetric, type ScalingMetric } from "./scaling-metrics";

/** A number of replicas that follows the load. At least one of `cpu`, `memory` and `metrics` says what the load is. */
export interface Scaling {
  /** The fewest replicas, at least 1. With 1, the loss of a node is an outage. */
  readonly min: number;
  /** The most replicas. Equal to `min`, nothing scales. */
  readonly max: number;
  /** The share of the CPU request that the average pod should use, 1% to 100%. @default - not scaled on CPU */
  readonly cpu?: Percent;
  /**
   * The share of the memory request that the average pod should use, 1% to 100%. Few programs give memory back when the
   * load falls, and so few shrink again. @default - not scaled on memory
   */
  readonly memory?: Percent;
  /** Other metrics; the one that asks for most replicas wins. @default - none */
  readonly metrics?: readonly ScalingMetric[];
  /** How fast. @default - up at once, down slowly */
  readonly behavior?: ScalingBehavior;
}

/** How many replicas there can be. */
export interface ParsedReplicas {
  readonly min: number;
  readonly max: number;
  /** What sets their number between the two. */
  readonly autoscaler: Body<"HorizontalPodAutoscaler"> | undefined;
}

/** Without a word about replicas, there are two, so that the loss or the drain of a node is no outage. */
const DEFAULT_REPLICAS = 2;

/** The replicas of the Deployment called `name`, after noting what is wrong with them. */
export function parseReplicas(
  { replicas, scaling }: { readonly replicas?: number; readonly scaling?: Scaling },
  name: string,
  problems: Problems,
): ParsedReplicas {
  if (!scaling) {
    const count = parseInteger("replicas", replicas ?? DEFAULT_REPLICAS, { min: 1 }, problems) ?? DEFAULT_REPLICAS;
    return { min: count, max: count, autoscaler: undefined };
  }
  problems.check(
    replicas === undefined,
    "replicas",
    replicas,
    "nothing beside `scaling`, which sets the number",
    "remove one of the two",
  );
  const min = parseInteger("scaling.min", scaling.min, { min: 1 }, problems) ?? 1;
  const max = parseInteger("scaling.max", scaling.max, { min: 1 }, problems) ?? min;
  problems.check(min <= max, "scaling.min", min, `at most scaling.max ${max}`);
  return { min, max, autoscaler: parseAutoscaler(scaling, name, { min, max }, problems) };
}

function parseAutoscaler(
  scaling: Scaling,
  name: string,
  { min, max }: { readonly min: number; readonly max: number },
  problems: Problems,
): Body<"HorizontalPodAutoscaler"> {
  const metrics = [
    ...(scaling.cpu === undefined ? [] : [resourceMetric("cpu", scaling.cpu, problems)]),
    ...(scaling.memory === undefined ? [] : [resourceMetric("memory", scaling.memory, problems)]),
    ...(scaling.metrics ?? []).map((metric, i) => parseScalingMetric(metric, `scaling.metrics[${i}]`, name, problems)),
  ];
  problems.check(metrics.length > 0, "scaling", scaling, "`cpu`, `memory` or `metrics` to scale on", 'add cpu: "70%"');
  return {
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
      minReplicas: min,
      maxReplicas: max,
      metrics,
      behavior: parseScalingBehavior(scaling.behavior ?? {}, problems),
    },
  };
}
