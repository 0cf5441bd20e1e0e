import type { k8s } from "cdk8s-plus-28";
import {
  checkContainerName,
  checkObjectName,
  parsePercent,
  UnitError,
  type Cpu,
  type Memory,
  type Percent,
  type Plain,
  type Problems,
} from "../core";

/** An amount of whatever the metric counts: `"100"`, `"500m"` (a half), `"10k"`, `"1Gi"`. */
export type MetricQuantity = Cpu | Memory;

/** A metric to scale on beside CPU and memory. @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/ */
export type ScalingMetric =
  /** The CPU or memory of one container alone, where others run beside it, such as the proxy of a service mesh. */
  | { readonly containerResource: ContainerResourceMetric }
  /** A metric that each pod has, served by an adapter of `custom.metrics.k8s.io`. */
  | { readonly pods: MetricIdentifier & AverageTarget }
  /** A metric of one object in the namespace, served by an adapter of `custom.metrics.k8s.io`. */
  | {
      readonly object: MetricIdentifier & { readonly describedObject: DescribedObject } & (AverageTarget | ValueTarget);
    }
  /** A metric of something outside the cluster, served by an adapter of `external.metrics.k8s.io`. */
  | { readonly external: MetricIdentifier & (AverageTarget | ValueTarget) };

export interface ContainerResourceMetric {
  readonly resource: "cpu" | "memory";
  /** @default - the service's own container */
  readonly container?: string;
  /** The share of the request that the average pod should use. */
  readonly averageUtilization: Percent;
}

export interface MetricIdentifier {
  readonly metric: string;
  /** Labels that the metric's series must have. @default - any */
  readonly selector?: Readonly<Record<string, string>>;
}

/** The value that each pod should have, or its share of it. */
export interface AverageTarget {
  readonly averageValue: MetricQuantity;
}

/** The value that the metric should have, whatever the number of pods. */
export interface ValueTarget {
  readonly value: MetricQuantity;
}

export interface DescribedObject {
  /** @default "v1" */
  readonly apiVersion?: string;
  readonly kind: string;
  readonly name: string;
}

type Metric = Plain<k8s.MetricSpecV2>;

/** CPU or memory of the whole pod, as a share of what it requests. */
export function resourceMetric(resource: "cpu" | "memory", share: Percent, problems: Problems): Metric {
  return {
    type: "Resource",
    resource: { name: resource, target: utilization(`scaling.${resource}`, share, problems) },
  };
}

/** The metric in the API's terms, after noting what is wrong with it. */
export function parseScalingMetric(
  metric: ScalingMetric,
  property: string,
  container: string,
  problems: Problems,
): Metric {
  if ("containerResource" in metric) {
    const { resource, averageUtilization, container: other } = metric.containerResource;
    const target = utilization(`${property}.containerResource.averageUtilization`, averageUtilization, problems);
    if (other !== undefined) checkContainerName(`${property}.containerResource.container`, other, problems);
    return { type: "ContainerResource", containerResource: { name: resource, container: other ?? container, target } };
  }
  if ("pods" in metric) return { type: "Pods", pods: valueMetric(metric.pods, `${property}.pods`, problems) };
  if ("external" in metric) {
    return { type: "External", external: valueMetric(metric.external, `${property}.external`, problems) };
  }
  const { apiVersion = "v1", kind, name } = metric.object.describedObject;
  checkObjectName(`${property}.object.describedObject.name`, name, problems);
  problems.check(kind !== "", `${property}.object.describedObject.kind`, kind, 'a kind such as "Ingress"');
  const described = { apiVersion, kind, name };
  return {
    type: "Object",
    object: { ...valueMetric(metric.object, `${property}.object`, problems), describedObject: described },
  };
}

function valueMetric(
  metric: MetricIdentifier & (AverageTarget | ValueTarget),
  property: string,
  problems: Problems,
): Plain<k8s.PodsMetricSourceV2> {
  problems.check(
    isMetricName(metric.metric),
    `${property}.metric`,
    metric.metric,
    'the name of a metric, without "/" and "%"',
  );
  const [field, quantity] = "value" in metric ? ["value", metric.value] : ["averageValue", metric.averageValue];
  problems.parse(`${property}.${field}`, quantity, parseMetricQuantity);
  const target =
    "value" in metric ? { type: "Value", value: quantity } : { type: "AverageValue", averageValue: quantity };
  const selector = metric.selector && { matchLabels: metric.selector };
  return { metric: { name: metric.metric, ...(selector && { selector }) }, target };
}

function utilization(property: string, share: Percent, problems: Problems): Plain<k8s.MetricTargetV2> {
  const ratio = problems.parse(property, share, parsePercent);
  const percent = Number(((ratio ?? 1) * 100).toPrecision(12));
  problems.check(
    Number.isInteger(percent) && percent >= 1,
    property,
    share,
    'a whole percentage from 1% to 100% such as "70%"',
  );
  return { type: "Utilization", averageUtilization: percent };
}

/** It becomes a segment of a path of the metrics API. */
function isMetricName(name: string): boolean {
  return /^[^/%\s\0]+$/.test(name) && name !== "." && name !== "..";
}

function parseMetricQuantity(text: string): string {
  if (!/^\d{1,15}(\.\d{1,3})?([kMGT]|[KMGT]i|m)?$/.test(text) || !(parseFloat(text) > 0)) {
    throw new UnitError('a positive quantity such as "100", "500m" or "10k"');
  }
  return text;
}
